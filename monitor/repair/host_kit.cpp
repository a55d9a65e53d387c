#include "monitor/repair/host_kit.h"

#include "monitor/model/time_text.h"
#include "monitor/repair/host_ticket.h"
#include "monitor/repair/powershell_text.h"

#include <algorithm>
#include <array>

namespace monitor {

namespace {

/// Findings whose codes begin so are looked into by these parts.
struct Row {
  std::string_view begins;
  std::vector<std::string_view> parts;
};

/// In the order in which they run: Microsoft's, for certificates of Remote Desktop.
constexpr std::array order = {"services",    "listener", "port",    "firewall", "key",
                              "certificate", "binding",  "tls",     "sign_in",  "clock",
                              "load",        "events",   "gateway", "answer"};

/// The first row that fits counts.
const std::vector<Row>& rows() {
  static const std::vector<Row> all = {
      {"gateway.", {"gateway", "clock"}},
      {"certificate.not_yet_valid", {"clock", "certificate", "binding"}},
      {"certificate.", {"services", "key", "certificate", "binding", "clock", "events"}},
      {"identity.clock_skew", {"clock"}},
      {"identity.", {"port", "certificate"}},
      {"rdp.no_certificate_on_host",
       {"services", "listener", "key", "certificate", "binding", "tls", "events"}},
      {"rdp.no_tls", {"tls", "certificate", "sign_in"}},
      {"rdp.nla_not_required", {"sign_in"}},
      {"rdp.client_certificate_required", {"sign_in"}},
      {"rdp.entra_required", {"sign_in"}},
      {"rdp.", {"services", "listener", "port", "key", "certificate", "binding", "load", "events"}},
      {"tls.closed_in_handshake",
       {"services", "listener", "port", "key", "certificate", "binding", "tls", "clock", "events"}},
      {"tls.timeout", {"services", "load", "key", "certificate", "tls", "events"}},
      {"tls.", {"certificate", "binding", "tls", "events"}},
      {"tcp.slow", {"load"}},
      {"tcp.", {"services", "listener", "port", "firewall", "load"}},
      {"trend.", {"load", "services", "events"}},
  };
  return all;
}

std::string number_or_null(const std::optional<double>& value) {
  return value ? std::to_string(static_cast<long long>(*value)) : "$null";
}

std::string literal(std::string_view text) {
  return *powershell_literal(plain_text(text));
}

std::string literals(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts)
    all += (all.empty() ? "" : ", ") + literal(text);
  return "@(" + all + ')';
}

std::vector<std::string> codes_of(const HostCase& what) {
  std::vector<std::string> codes;
  for (const auto& cause : what.causes)
    codes.push_back(cause.finding.code);
  return codes;
}

std::vector<std::string> addresses_of(const Check& check) {
  const auto* resolved = find_step(check, "resolve");
  if (resolved == nullptr) return {};
  const auto* found = find_fact<std::vector<std::string>>(resolved->facts, "addresses");
  return found == nullptr ? std::vector<std::string>() : *found;
}

std::string upper(std::string text) {
  for (auto& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

/// What was seen from outside, for the parts to compare with.
std::string values(const HostCase& what) {
  const auto& target = what.check.target;
  const auto& seen = what.check.certificate;
  const auto line = [](const char* name, const std::string& value) {
    return std::string("  ") + name + " = " + value + '\n';
  };
  const auto& gateway = target.gateway;
  const auto skew = what.check.identity ? what.check.identity->clock_skew_s : std::nullopt;
  return "# What was seen from outside. What stands in quotes is text and nothing else.\n"
         "$Seen = @{\n" +
         line("Name", literal(shown_name(target))) +
         line("Computer", literal(target.endpoint.host)) +
         line("Port", std::to_string(target.endpoint.port)) +
         line("GatewayPort", std::to_string(gateway ? gateway->port : gateway_port)) +
         line("At", literal(iso_seconds(what.check.at))) +
         line("From", literal(what.from.empty() ? "another computer" : what.from)) +
         line("Found", literals(codes_of(what))) +
         line("Addresses", literals(addresses_of(what.check))) +
         line("Sha1", literal(seen ? upper(seen->sha1) : "")) +
         line("Subject", literal(seen ? seen->subject : "")) +
         line("NotAfter", literal(seen ? iso_seconds(seen->not_after) : "")) +
         line("SkewSeconds", number_or_null(skew)) + "}\n";
}

bool is_for_host(const Cause& cause) {
  return std::ranges::any_of(cause.finding.remedies, [](const std::string& remedy) {
    return remedy.starts_with("host.") || remedy.starts_with("gateway.");
  });
}

std::string script_of(const HostCase& what) {
  std::string script(script_part("opening"));
  script += values(what);
  script += script_part("reporting");
  script += script_part("about");
  for (const auto part : parts_for(codes_of(what)))
    script += script_part(part);
  script += script_part("closing");
  return script;
}

}  // namespace

std::vector<std::string_view> parts_for(std::span<const std::string> codes) {
  std::vector<std::string_view> wanted;
  for (const auto& code : codes) {
    const auto row = std::ranges::find_if(
        rows(), [&](const Row& one) { return std::string_view(code).starts_with(one.begins); });
    if (row != rows().end()) wanted.insert(wanted.end(), row->parts.begin(), row->parts.end());
  }
  const bool all = wanted.empty();
  const bool host = all || std::ranges::any_of(wanted, [](std::string_view part) {
                      return part != "gateway" && part != "clock";
                    });
  std::vector<std::string_view> parts;
  for (const std::string_view part : order) {
    const bool last = part == "answer";
    if (last ? host : all ? part != "gateway" : std::ranges::count(wanted, part) > 0)
      parts.push_back(part);
  }
  return parts;
}

const Cause* main_cause(std::span<const Cause> causes) {
  const auto found = std::ranges::find_if(causes, is_for_host);
  if (found != causes.end()) return &*found;
  return causes.empty() ? nullptr : &causes.front();
}

HostKit make_host_kit(const HostCase& what) {
  return {sentence_for_host(what), ticket_for_host(what), script_of(what)};
}

}  // namespace monitor
