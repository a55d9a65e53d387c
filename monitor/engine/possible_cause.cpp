#include "monitor/engine/possible_cause.h"

#include "monitor/engine/certificate_cause.h"
#include "monitor/engine/finding_tracker.h"
#include "monitor/model/finding_codes.h"
#include "monitor/model/lower_case.h"
#include "monitor/model/taken_back.h"
#include "monitor/model/whereabouts.h"

#include <algorithm>
#include <cmath>

namespace monitor {

namespace {

constexpr std::string_view gateway_prefix = "gateway.";
constexpr std::string_view gateway_word = "gateway ";
constexpr std::string_view computer_word = "computer ";
constexpr std::string_view lookup_timeout = "name.lookup_timeout";
constexpr std::string_view trend_prefix = "trend.";
constexpr std::string_view slowing_down = "trend.slowing_down";

const Endpoint& dialled(const Target& target) {
  return target.gateway ? *target.gateway : target.endpoint;
}

std::string gateway_cause(const Target& target) {
  return std::string(gateway_word) + lower_case(to_text(*target.gateway));
}

/// Several ways to it are several causes.
std::string computer_cause(const Target& target) {
  auto cause = std::string(computer_word) + computer_of(target);
  return target.gateway ? cause + '/' + lower_case(to_text(*target.gateway)) : cause;
}

/// The code behind a gateway or computer; empty where there is none, or for another cause.
std::string_view code_behind(std::string_view cause) {
  // "gateway HOST:PORT CODE": the host may well be called gateway, too.
  for (const auto word : {gateway_word, computer_word}) {
    const auto end = cause.starts_with(word) ? cause.find(' ', word.size()) : cause.npos;
    if (end != cause.npos) return cause.substr(end + 1);
  }
  return {};
}

/// Whether it is that one, whatever code is behind it.
bool is_of(std::string_view cause, const std::string& whose) {
  return cause == whose || cause.starts_with(whose + ' ');
}

/// A VPN brings a name service for its own names.
std::string domain_cause(const Target& target) {
  const auto host = lower_case(dialled(target).host);
  const auto dot = host.find('.');
  return std::string(names_cause) + " of " + (dot == host.npos ? "" : host.substr(dot + 1));
}

std::string site_cause_of(const Target& target) {
  return std::string(site_cause) + ' ' + site_of(target.endpoint.host);
}

bool are_off_alike(const Finding& a, const Finding& b) {
  const auto* one = find_fact<double>(a.evidence, "clock_skew_s");
  const auto* other = find_fact<double>(b.evidence, "clock_skew_s");
  return one != nullptr && other != nullptr && is_off_alike(*one, *other);
}

/// Several unrelated clocks do not go wrong at once.
Finding own_clock_wrong(Finding finding) {
  finding.title = own_clock_title;
  finding.explanation =
      "It differs from the clocks of several remote computers. Past five minutes, signing in "
      "fails. Set this computer's date and time, best automatically.";
  if (finding.code != certificate_not_begun) return finding;
  finding.explanation =
      "By this computer's clock, certificates of several remote computers have not begun. Set its "
      "date and time, best automatically; if the clock is right, tell their administrator.";
  // Not that of one of them.
  finding.subject.clear();
  return finding;
}

/// The step by that name, or the gateway's where the target is behind one.
const Observation* dialled_step(const Check& check, std::string_view step) {
  if (!check.target.gateway) return find_step(check, step);
  return find_step(check, std::string(gateway_prefix).append(step));
}

/// Of nothing that came back.
void add_causes_of_silence(const Target& target, const Finding& finding, bool over_vpn,
                           std::vector<std::string>& causes) {
  const bool gateway = finding.code.starts_with(gateway_prefix);
  // What a VPN carries, the network below does not see.
  if (!gateway && !over_vpn && finding.code == "tcp.timeout" && target.endpoint.port == rdp_port) {
    if (find_fact<bool>(finding.evidence, "answered_here_before") == nullptr)
      causes.emplace_back(port_cause);
    causes.emplace_back(known_port_cause);
    if (find_fact<bool>(finding.evidence, "new_network") != nullptr)
      causes.emplace_back(new_port_cause);
  }
  causes.emplace_back(silence_cause);
  if (over_vpn) causes.emplace_back(vpn_cause);
  if (!target.gateway) causes.push_back(site_cause_of(target));
}

}  // namespace

std::vector<std::string> possible_causes(const Check& check, const Finding& finding,
                                         const WayThere& way) {
  std::vector<std::string> causes;
  const auto& target = check.target;
  std::string_view code = finding.code;
  const bool outage = is_outage(finding, check);
  const bool gateway = code.starts_with(gateway_prefix) && target.gateway.has_value();
  if (gateway) code.remove_prefix(gateway_prefix.size());
  if (outage && code.starts_with("name.") && is_a_name(dialled(target).host)) {
    causes.emplace_back(names_cause);
    causes.push_back(domain_cause(target));
    if (code == lookup_timeout) causes.emplace_back(lookups_cause);
  }
  if (code == "identity.clock_skew") causes.emplace_back(clock_cause);
  if (!gateway && check.certificate) {
    const auto what = shared_of(finding, *check.certificate);
    if (!what.empty()) causes.push_back(certificate_cause_of(code, what));
  }
  if (gateway) causes.push_back(gateway_cause(target) + (outage ? "" : " " + finding.code));
  // Behind a gateway nothing else is seen.
  if (code.starts_with(trend_prefix) && target.gateway)
    causes.push_back(gateway_cause(target) + " " + finding.code);
  if (code == slowing_down && !target.gateway) causes.emplace_back(slowness_cause);
  if (outage && (code == "tcp.timeout" || code == "tcp.unreachable"))
    add_causes_of_silence(target, finding, way.over_vpn, causes);
  causes.push_back(computer_cause(target) + (outage ? "" : " " + finding.code));
  if (outage && !way.computer.empty()) causes.push_back(way.computer);
  return causes;
}

std::string computer_cause(const std::string& certificate, const Endpoint& where) {
  return std::string(computer_word) + certificate + '@' + to_text(where);
}

bool is_off_alike(double skew_s, double other_s) {
  constexpr double part = 0.1;
  // Theirs are not quite alike either.
  constexpr double least_s = 8;
  const auto larger = std::max(std::abs(skew_s), std::abs(other_s));
  return std::abs(skew_s - other_s) < std::max(part * larger, least_s);
}

bool is_a_trends(std::string_view cause) {
  return cause == slowness_cause || code_behind(cause).starts_with(trend_prefix);
}

bool is_known_to_be_one(std::string_view cause, const Finding& a, const Finding& b) {
  if (is_a_computers(cause))
    return a.code == b.code || (may_be_an_outage(a) && may_be_an_outage(b));
  if (a.code != b.code) return false;
  if (a.code == certificate_not_begun) return a.severity == b.severity;
  if (is_a_trends(cause)) return cause != slowness_cause;
  if (a.subject.empty()) return are_off_alike(a, b);
  return a.subject == b.subject || is_its_issuers(a, b);
}

bool is_the_port(std::string_view cause) {
  return cause == port_cause || cause == new_port_cause || cause == known_port_cause;
}

bool is_a_sites(std::string_view cause) {
  return cause.starts_with(site_cause) && cause.substr(site_cause.size()).starts_with(' ');
}

bool is_a_computers(std::string_view cause) {
  return cause.starts_with(computer_word);
}

bool is_among(std::string_view cause, const std::vector<std::string>& causes) {
  return std::ranges::any_of(causes, [&](const std::string& one) {
    return one == cause || (is_the_port(one) && is_the_port(cause));
  });
}

bool could_share(std::string_view cause, const Target& target) {
  if (cause == silence_cause || cause == clock_cause || is_a_certificates(cause)) return true;
  if (cause == names_cause || cause == lookups_cause) return is_a_name(dialled(target).host);
  if (cause.starts_with(names_cause)) return cause == domain_cause(target);
  if (is_the_port(cause)) return !target.gateway && target.endpoint.port == rdp_port;
  if (cause == slowness_cause || cause == vpn_cause) return !target.gateway;
  if (is_a_sites(cause)) return !target.gateway && cause == site_cause_of(target);
  if (is_a_computers(cause)) return is_of(cause, computer_cause(target));
  return target.gateway && is_of(cause, gateway_cause(target));
}

std::string sharer(std::string_view cause, const Target& target) {
  if (is_a_computers(cause)) return std::to_string(static_cast<std::int64_t>(target.id));
  if (cause.starts_with(gateway_word)) return computer_of(target);
  return lower_case(dialled(target).host);
}

std::size_t sharers_needed(std::string_view cause, std::size_t all) {
  constexpr std::size_t few = 2;
  constexpr std::size_t several = 3;
  if (cause == port_cause || cause == known_port_cause) return several;
  if (cause == silence_cause || cause == vpn_cause) return std::clamp(all, few, several);
  return few;
}

bool is_part_of(const Finding& finding, std::string_view cause) {
  const auto code = code_behind(cause);
  if (!code.empty()) return finding.code == code;
  if (cause == clock_cause) return finding.code == "identity.clock_skew";
  if (cause == slowness_cause) return finding.code == slowing_down;
  if (is_a_certificates(cause)) return cause.starts_with(certificate_cause_of(finding.code, ""));
  return may_be_an_outage(finding);
}

Finding finding_of_shared(std::string_view cause, const Finding& first, bool all_alike) {
  if (is_a_computers(cause)) return first;
  if (is_the_port(cause)) return make_finding("network.port_blocked");
  // Of several gateways, or of some that have none: it is not about a gateway.
  const bool gateway = first.code.starts_with(gateway_prefix);
  const bool is_of_names = cause.starts_with(names_cause) || cause == lookups_cause;
  if (is_of_names && (gateway || !all_alike)) return make_finding(lookup_timeout);
  if (cause == silence_cause && gateway)
    return make_finding(first.code.substr(gateway_prefix.size()), first.evidence);
  if (cause == clock_cause || first.code == certificate_not_begun) return own_clock_wrong(first);
  return first;
}

std::string cause_of_shared(const Finding& finding, const std::vector<Target>& sharing) {
  const auto& target = sharing.front();
  const std::string_view code = finding.code;
  if (code == "network.port_blocked") return std::string(port_cause);
  auto computer = computer_cause(target);
  if (std::ranges::all_of(sharing, [&](const auto& one) { return could_share(computer, one); }))
    return may_be_an_outage(finding) ? std::move(computer) : computer + ' ' + finding.code;
  if (code == "identity.clock_skew") return std::string(clock_cause);
  if (may_be_an_issuers(code)) return certificate_cause_of(code, "");
  if (code == certificate_not_begun) return certificate_cause_of(code, std::string(clock_cause));
  if (code.starts_with("certificate.")) return certificate_cause_of(code, finding.subject);
  if (code.starts_with("name.")) return std::string(names_cause);
  const bool is_gateways = code.starts_with(gateway_prefix) || code.starts_with(trend_prefix);
  if (is_gateways && target.gateway) {
    return gateway_cause(target) + (may_be_an_outage(finding) ? "" : " " + finding.code);
  }
  if (code == slowing_down) return std::string(slowness_cause);
  if (code != "tcp.timeout" && code != "tcp.unreachable") return std::string(some_computer_cause);
  auto site = site_cause_of(target);
  const bool is_of_one =
      std::ranges::all_of(sharing, [&](const auto& one) { return could_share(site, one); });
  return is_of_one ? std::move(site) : std::string(silence_cause);
}

std::string as_seen(std::string cause, const Check& check) {
  const bool known = !is_a_certificates(cause) || !cause.ends_with(' ');
  if (known) return cause;
  for (const auto& finding : check.findings) {
    for (auto& seen : possible_causes(check, finding)) {
      if (seen.starts_with(cause)) return std::move(seen);
    }
  }
  return cause;
}

Finding finding_of_each(const FindingChange& told) {
  auto finding = told.finding;
  if (told.targets.size() > 1 && may_be_an_issuers(finding.code)) finding.subject.clear();
  return finding;
}

bool has_resolved_a_name(const Check& check) {
  const auto* step = dialled_step(check, "resolve");
  return step != nullptr && step->outcome == Outcome::ok && is_a_name(dialled(check.target).host);
}

bool has_told_its_time(const Check& check) {
  return check.identity && check.identity->clock_skew_s;
}

bool was_answered(const Check& check) {
  const auto* step = dialled_step(check, "connect");
  if (step == nullptr || step->outcome == Outcome::skipped) return false;
  return step->outcome == Outcome::ok || step->error->kind == "refused" ||
         step->error->kind == "reset";
}

}  // namespace monitor
