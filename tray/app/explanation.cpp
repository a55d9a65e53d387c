#include "tray/app/explanation.h"

#include "monitor/model/finding_codes.h"
#include "monitor/repair/client_complaint.h"
#include "monitor/repair/disconnect_codes.h"
#include "tray/app/json_values.h"

#include <fmt/format.h>

#include <algorithm>

namespace tray {

namespace {

using monitor::ClientComplaint;
using monitor::CodeAnswer;
using monitor::Failure;
using monitor::Result;

Explanation of_finding(const monitor::FindingCode& row, std::string_view code) {
  Explanation part;
  part.code = code;
  part.heading = fmt::format("{}: {}", code, row.title);
  part.says = row.explanation;
  part.causes = row.causes;
  part.advice = row.advice;
  return part;
}

Explanation of_number(const CodeAnswer& answer, std::string_view what) {
  Explanation part;
  part.code = fmt::format("0x{:X}", answer.code);
  part.symbol = answer.symbol;
  part.heading = fmt::format("{} {} ({})", what, part.code, answer.code);
  if (!answer.symbol.empty()) part.heading += ", " + answer.symbol;
  part.says = answer.says;
  part.causes = answer.means;
  part.advice = answer.advice;
  part.known = answer.known;
  part.documented = answer.documented;
  return part;
}

Explanation of_pair(std::uint32_t reason, std::uint32_t extended, std::string text) {
  Explanation part;
  part.code = fmt::format("0x{:X} 0x{:X}", reason, extended);
  part.heading = part.code + " together";
  part.says = std::move(text);
  return part;
}

/// Whether somebody answered, wherever it broke afterwards.
bool is_reached(const monitor::Observation& broken) {
  return !broken.step.ends_with("resolve") && !broken.step.ends_with("connect");
}

tl::unexpected<Failure> not_a_code(std::string_view text) {
  return monitor::fail(Failure::Kind::wrong_use,
                       fmt::format("\"{}\" is neither a finding code nor a number such as 0x904.",
                                   text.substr(0, 80)));
}

}  // namespace

Result<std::vector<Explanation>> explain(std::string_view code, std::string_view extended) {
  if (const auto* row = monitor::find_code(code); row != nullptr && extended.empty()) {
    return std::vector{of_finding(*row, code)};
  }
  const auto reason = monitor::parse_code(code);
  if (!reason) return not_a_code(code);
  std::vector<Explanation> parts;
  if (!extended.empty()) {
    const auto more = monitor::parse_code(extended);
    if (!more) return not_a_code(extended);
    if (auto text = monitor::explain_pair(*reason, *more); !text.empty()) {
      parts.push_back(of_pair(*reason, *more, std::move(text)));
    }
    parts.push_back(of_number(monitor::explain_reason(*reason), "Error code"));
    parts.push_back(of_number(monitor::explain_extended(*more), "Extended error code"));
    return parts;
  }
  parts.push_back(of_number(monitor::explain_reason(*reason), "Error code"));
  return parts;
}

std::optional<monitor::ClientWord> client_word(std::string_view code) {
  const auto reason = monitor::parse_code(code);
  if (!reason) return {};
  return monitor::ClientWord{*reason, 1, {}};
}

std::string said_together(std::uint32_t reason, const Diagnosis& live) {
  const auto complaint = monitor::complaint_of(reason);
  const bool before_sign_in =
      complaint == ClientComplaint::hang_up || complaint == ClientComplaint::certificate ||
      complaint == ClientComplaint::reach || complaint == ClientComplaint::name;
  const auto* broken = monitor::failing_step(live.before);
  if (broken != nullptr && !is_reached(*broken) && complaint == ClientComplaint::hang_up)
    return fmt::format(
        "0x{:X} is shown where a computer was reached and hung up. Just now nobody was reached: "
        "mend that first.",
        reason);
  // Behind a gateway nothing of the computer itself is seen.
  if (broken != nullptr || !before_sign_in || live.before.target.gateway) return {};
  if (monitor::verdict_of(live.before) == monitor::Verdict::would_fail) return {};
  const auto came = fmt::format(
      "A test connection just now came as far as the sign-in, so it is not the certificate and not "
      "the network that 0x{:X} stands for at the moment.",
      reason);
  const bool refused = std::ranges::any_of(live.causes, [](const monitor::Cause& cause) {
    return cause.finding.code.starts_with("credential.");
  });
  if (refused) return came + " What was seen points to the sign-in.";
  return came +
         " If the client still shows it, what comes after is left: the password, the "
         "account, or a limit of the computer itself.";
}

std::string explanation_json(const std::vector<Explanation>& parts, const LiveAnswer* live) {
  Json json{{"schema", "rdpready.explain/1"}, {"explanations", Json::array()}};
  for (const auto& part : parts) {
    Json one;
    one["code"] = part.code;
    one["symbol"] = part.symbol.empty() ? Json() : Json(part.symbol);
    one["heading"] = part.heading;
    one["says"] = part.says;
    one["causes"] = part.causes;
    one["advice"] = part.advice;
    one["known"] = part.known;
    one["documented"] = part.documented;
    json["explanations"].push_back(std::move(one));
  }
  if (live != nullptr) {
    const auto& [diagnosis, together] = *live;
    json["target"] = check_document(diagnosis.before)["target"];
    json["before"] = check_document(diagnosis.before);
    json["diagnosis"] = causes_array(diagnosis.causes);
    json["together"] = together.empty() ? Json() : Json(together);
  }
  return json_text(json);
}

}  // namespace tray
