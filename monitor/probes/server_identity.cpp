#include "monitor/model/finding_codes.h"
#include "monitor/model/lower_case.h"
#include "monitor/model/time_text.h"
#include "monitor/net/credssp.h"
#include "monitor/net/ntlm_challenge.h"
#include "monitor/probes/probe.h"
#include "monitor/probes/step_end.h"

#include <algorithm>
#include <cmath>

namespace monitor {

namespace {

// Kerberos' usual tolerance, whatever the thresholds are.
constexpr double fatal_skew_s = 300;

std::string first_label(const std::string& name) {
  return name.substr(0, name.find('.'));
}

/// "PC", "pc.example.com" and "pc" are one computer; addresses and wildcards tell nothing.
bool same_computer(const std::string& some, const std::string& other) {
  const auto a = lower_case(some);
  const auto b = lower_case(other);
  return !a.empty() && !b.empty() && (a == b || first_label(a) == first_label(b));
}

bool is_plain_name(const std::string& name) {
  std::error_code is_name;
  asio::ip::make_address(name, is_name);
  return is_name && !name.empty() && name.front() != '*';
}

/// The names by which the target may be known to whoever connects.
std::vector<std::string> expected_names(const Check& now) {
  std::vector<std::string> names;
  if (now.certificate) names = now.certificate->names;
  names.push_back(now.target.endpoint.host);
  std::erase_if(names, [](const std::string& name) { return !is_plain_name(name); });
  // Behind "localhost" there is a tunnel to somewhere else.
  std::erase(names, "localhost");
  return names;
}

void judge_name(const Check& now, std::vector<Finding>& findings) {
  const auto& identity = *now.identity;
  const auto names = expected_names(now);
  if (names.empty() || (identity.computer.empty() && identity.dns_computer.empty())) return;
  const bool known = std::any_of(names.begin(), names.end(), [&identity](const auto& name) {
    return same_computer(name, identity.computer) || same_computer(name, identity.dns_computer);
  });
  if (known) return;
  findings.push_back(
      make_finding("identity.other_computer", {{"computer", identity.computer},
                                               {"dns_computer", identity.dns_computer},
                                               {"host", now.target.endpoint.host},
                                               {"names", names}}));
}

/// With the seconds while they say more than minutes do.
std::string too_far_apart(double skew_s) {
  const std::chrono::seconds apart(std::llround(std::abs(skew_s)));
  const auto by = apart < std::chrono::minutes{10} ? std::to_string(apart.count()) + " seconds"
                                                   : span_text(apart);
  return "The remote clock is " + by + (skew_s > 0 ? " ahead of" : " behind") +
         " yours. Past five minutes, signing in fails, so it may fail now. Set your own clock by "
         "the internet; if it is right, ask its administrator to set the other.";
}

void judge_clock(const IdentityFacts& identity, std::chrono::seconds told_from,
                 std::vector<Finding>& findings) {
  const auto noticeable_s = static_cast<double>(told_from.count());
  if (!identity.clock_skew_s || std::abs(*identity.clock_skew_s) <= noticeable_s) return;
  auto finding = make_finding("identity.clock_skew", {{"clock_skew_s", *identity.clock_skew_s},
                                                      {"domain_member", identity.joined}});
  const bool fatal = identity.joined && std::abs(*identity.clock_skew_s) > fatal_skew_s;
  finding.severity = fatal ? Severity::failure : Severity::risk;
  if (fatal) finding.explanation = too_far_apart(*identity.clock_skew_s);
  findings.push_back(std::move(finding));
}

Observation broke_off(IoStatus status) {
  switch (status) {
    case IoStatus::timed_out:
      return step_failed("timeout", "The server did not answer the NTLM request in time.", {});
    case IoStatus::closed:
      return step_failed("closed", "The server hung up on the NTLM request.", {});
    case IoStatus::ok:
    case IoStatus::broken:
      return step_failed("closed", "The connection broke at the NTLM request.", {});
  }
  return step_failed("closed", {}, {});
}

Observation malformed(const char* message) {
  return step_failed("malformed", message, {});
}

class ServerIdentity final : public Probe {
 public:
  std::string_view step() const override { return "identity"; }

  std::string_view needs() const override { return "tls"; }

  bool applies(const Target&) const override { return true; }

  bool is_due(const Look& look) const override {
    return look.target.identity_allowed && look.protocol && begins_credssp(*look.protocol);
  }

  asio::awaitable<Observation> observe(Look& look) const override {
    look.begin_step(step_limit);
    const auto request = challenge_request();
    const auto sent = co_await look.tls->send(request);
    if (sent != IoStatus::ok) co_return broke_off(sent);
    std::vector<std::uint8_t> reply;
    std::array<std::uint8_t, 1024> part{};
    for (;;) {
      const auto size = ts_request_size(reply);
      if (!size) co_return malformed("The answer to the NTLM request is no TSRequest.");
      if (*size > 0 && reply.size() >= *size) break;
      reply.reserve(*size);
      const auto received = co_await look.tls->receive_some(part);
      if (received.status != IoStatus::ok) co_return broke_off(received.status);
      reply.insert(reply.end(), part.begin(),
                   part.begin() + static_cast<std::ptrdiff_t>(received.bytes));
    }
    const auto ntlm = find_ntlm_message(reply);
    if (ntlm.empty()) co_return step_failed("no_ntlm", "The server does not speak NTLM.", {});
    look.identity = parse_ntlm_challenge(ntlm, look.clock.now());
    if (!look.identity) co_return malformed("The NTLM challenge cannot be read.");
    co_return step_done({});
  }

  Evidence blank_facts() const override { return {}; }

  /// A step that failed is no finding: who cannot sign in by NTLM may do so by Kerberos.
  std::vector<Finding> judge(const Check& now, const Check*,
                             const Standards& standards) const override {
    std::vector<Finding> findings;
    if (!now.identity) return findings;
    judge_clock(*now.identity, standards.thresholds.clock_skew, findings);
    judge_name(now, findings);
    return findings;
  }
};

}  // namespace

std::unique_ptr<Probe> make_server_identity() {
  return std::make_unique<ServerIdentity>();
}

}  // namespace monitor
