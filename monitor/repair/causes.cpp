#include "monitor/repair/causes.h"

#include "monitor/model/finding_codes.h"
#include "monitor/model/time_text.h"
#include "monitor/repair/client_complaint.h"
#include "monitor/repair/disconnect_codes.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace monitor {

namespace {

/// Where in the order a cause belongs: what stops every connection comes before what stops the
/// sign-in, that before what this computer keeps wrongly, that before what may do harm one day.
enum class Place { shared, stops, sign_in, kept_here, risk };

struct Ranked {
  Place place;
  Cause cause;
};

std::string step_in_words(std::string_view step) {
  if (step.ends_with("resolve")) return "looking up its name";
  if (step.ends_with("connect")) return "reaching its port";
  if (step.ends_with("negotiate")) return "asking for Remote Desktop";
  if (step.ends_with("tls")) return "securing the connection";
  return "asking who it is";
}

bool stops(const Finding& finding) {
  const auto verdict = verdict_of(std::span(&finding, 1));
  return verdict == Verdict::would_fail || verdict == Verdict::unknown;
}

std::string seen_by_look(const Check& check, const Finding& finding) {
  const auto* broken = failing_step(check);
  if (broken != nullptr && stops(finding)) {
    // Some of the messages are sentences, others are the system's words.
    auto message = broken->error ? broken->error->message : std::string();
    if (message.empty()) message = "it went no further";
    if (!message.ends_with('.')) message += '.';
    return fmt::format("A test connection just now got as far as {}: {}",
                       step_in_words(broken->step), message);
  }
  if (finding.code.find("certificate.") != finding.code.npos)
    return "A test connection just now was shown this certificate.";
  return "A test connection just now showed it.";
}

std::string said_by_client(const ClientWord& word) {
  const auto answer = explain_reason(word.reason);
  if (!word.last)
    return fmt::format("The Remote Desktop client shows 0x{:X}: {}", word.reason, answer.says);
  const auto often = word.count == 1 ? std::string() : fmt::format(", {} times", word.count);
  return fmt::format("The Remote Desktop client recorded 0x{:X}{}, last at {}: {}", word.reason,
                     often, iso_seconds(*word.last), answer.says);
}

std::string seen_here(const LocalFinding& local) {
  if (!local.suspects.empty()) {
    const auto& first = local.suspects.front();
    return "Found on this computer: " + first.item.shown_as + ". " + first.why;
  }
  if (local.finding.code == "client.repeated_disconnects") {
    const auto* count = find_fact<std::int64_t>(local.finding.evidence, "count");
    const auto* reason = find_fact<std::int64_t>(local.finding.evidence, "reason");
    if (count != nullptr && reason != nullptr)
      return fmt::format("The Remote Desktop client recorded it {} times today, mostly as 0x{:X}.",
                         *count, *reason);
  }
  if (const auto* rule = find_fact<std::string>(local.finding.evidence, "rule")) return *rule;
  return "A setting of this computer says so.";
}

/// A sign-in that the client says was refused, where nothing saved here is to blame for it.
Finding refused_sign_in(const ClientWord& word) {
  auto finding =
      make_finding("credential.rejected", {{"reason", static_cast<std::int64_t>(word.reason)}});
  const auto answer = explain_reason(word.reason);
  finding.title = "The sign-in was not accepted";
  finding.explanation = answer.says + ' ' + answer.advice;
  finding.remedies = {"this_computer.type_password"};
  return finding;
}

class Ranking {
 public:
  explicit Ranking(const Clues& clues)
      : clues_(clues),
        complaint_(clues.client ? complaint_of(clues.client->reason) : ClientComplaint::nothing),
        came_through_(failing_step(clues.check) == nullptr) {}

  std::vector<Cause> causes() {
    add_shared();
    for (const auto& finding : clues_.check.findings)
      take_from_look(finding);
    for (const auto& local : clues_.local)
      take_from_here(local);
    add_refused_sign_in();
    std::ranges::stable_sort(ranked_, {}, &Ranked::place);
    std::vector<Cause> causes;
    for (auto& one : ranked_)
      causes.push_back(std::move(one.cause));
    return causes;
  }

 private:
  void add(Place place, Cause cause) { ranked_.push_back({place, std::move(cause)}); }

  void add_shared() {
    if (!clues_.shared) return;
    const bool nothing =
        find_fact<bool>(clues_.shared->evidence, "nothing_answers_here") != nullptr;
    std::string known =
        nothing ? "Your other remote computers are silent as well. Their names are known here, and "
                  "all of them answered on another network lately."
                : "Your other remote computers are silent on this port as well, while something "
                  "else answers.";
    if (!clues_.network.empty()) known += ' ' + clues_.network;
    add(Place::shared,
        {*clues_.shared, std::move(known), nothing ? Confidence::likely : Confidence::certain});
  }

  /// Whether it broke before anybody answered, so that the network may be at fault.
  bool is_on_the_way() const {
    const auto* broken = failing_step(clues_.check);
    return broken != nullptr &&
           (broken->step.ends_with("resolve") || broken->step.ends_with("connect"));
  }

  bool is_about_signing_in() const {
    return complaint_ == ClientComplaint::sign_in || complaint_ == ClientComplaint::rule;
  }

  void take_from_look(const Finding& finding) {
    if (!stops(finding) && finding.severity == Severity::information) return;
    if (clues_.shared && finding.code == "tcp.timeout") return;
    Cause cause{finding, seen_by_look(clues_.check, finding), Confidence::possible};
    if (stops(finding)) cause.confidence = Confidence::certain;
    if (stops(finding) && !clues_.network.empty() && is_on_the_way())
      cause.how_we_know += ' ' + clues_.network;
    if (clues_.client && explains(finding, clues_.check, complaint_)) {
      cause.how_we_know += ' ' + said_by_client(*clues_.client);
      if (!stops(finding)) cause.confidence = Confidence::likely;
    } else if (!stops(finding) && is_about_signing_in()) {
      cause.how_we_know += " The client came past this before the sign-in was refused.";
    }
    add(stops(finding) ? Place::stops : Place::risk, std::move(cause));
  }

  void take_from_here(const LocalFinding& local) {
    if (local.finding.severity == Severity::information && local.suspects.empty()) return;
    Cause cause{local.finding, seen_here(local), Confidence::likely};
    const auto& code = local.finding.code;
    const bool refused = code == "credential.rejected" && complaint_ == ClientComplaint::sign_in;
    const bool ruled = code == "credential.blocked_by_policy" && is_about_signing_in();
    if (clues_.client && (refused || ruled)) {
      cause.how_we_know += ' ' + said_by_client(*clues_.client);
      cause.confidence = came_through_ ? Confidence::certain : Confidence::likely;
      told_of_sign_in_ = true;
      return add(Place::sign_in, std::move(cause));
    }
    const bool vague = local.suspects.empty() || local.finding.severity == Severity::information;
    if (vague) cause.confidence = Confidence::possible;
    add(vague ? Place::risk : Place::kept_here, std::move(cause));
  }

  void add_refused_sign_in() {
    if (!is_about_signing_in() || told_of_sign_in_ || !came_through_) return;
    add(Place::sign_in,
        {refused_sign_in(*clues_.client), said_by_client(*clues_.client), Confidence::certain});
  }

  const Clues& clues_;
  ClientComplaint complaint_;
  bool came_through_;
  bool told_of_sign_in_ = false;
  std::vector<Ranked> ranked_;
};

}  // namespace

std::vector<Cause> rank_causes(const Clues& clues) {
  return Ranking(clues).causes();
}

std::string_view to_text(Confidence confidence) {
  switch (confidence) {
    case Confidence::certain:
      return "certain";
    case Confidence::likely:
      return "likely";
    case Confidence::possible:
      return "possible";
  }
  return "possible";
}

}  // namespace monitor
