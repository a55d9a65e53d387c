#include "monitor/foresight/foresight.h"
#include "monitor/foresight/outages.h"
#include "monitor/foresight/usual_outages.h"
#include "monitor/foresight/words.h"
#include "monitor/model/finding_codes.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

// Foresight's forecasts: what each look adds of the future, and what has been so from the start.

namespace monitor {

namespace {

using std::chrono::minutes;

/// A look that got less far may still hold the certificate of an earlier one. A gateway whose
/// service is down says so over TLS.
bool was_shown(const Check& check, std::string_view step) {
  const auto* seen = find_step(check, step);
  if (seen == nullptr) return false;
  return seen->outcome == Outcome::ok || (seen->error && seen->error->kind == "service_down");
}

/// Another target of that gateway may have seen how it renews.
void learn_from_others(const auto& pasts, const CertificateFacts& certificate, Renewals& gateway) {
  const auto knows = [&](const auto& past) { return past.second.gateway.is_current(certificate); };
  const auto found = std::ranges::find_if(pasts, knows);
  if (found != pasts.end()) gateway = found->second.gateway;
}

}  // namespace

void Foresight::foresee(Check& check, TargetPast& own, const Moment& now) {
  if (check.certificate && was_shown(check, "tls"))
    foresee_certificate(check, false, own.host, kinds_, now, outlook_);
  if (check.gateway_certificate && was_shown(check, "gateway.tls")) {
    if (own.gateway.is_new()) learn_from_others(pasts_, *check.gateway_certificate, own.gateway);
    foresee_certificate(check, true, own.gateway, kinds_, now, outlook_);
  }
  foresee_clock(check, own, now);
  const auto* not_begun = find_finding(check, "certificate.not_yet_valid");
  if (not_begun != nullptr && not_begun->severity == Severity::failure) own_clock_.note_not_begun();
  hold_dates(check, own_clock_.right_time(now.at), outlook_);
  foresee_slowness(check, own);
  foresee_burst(check, own, now);
  if (auto usual = usual_outage(own, now)) {
    check.findings.push_back(std::move(*usual));
    // Who knows the host knows that; it is there for who looks.
    outlook_.held.emplace_back("trend.usual_outage");
  }
}

/// Another host is away by as much at the same time: then it is rather this computer's clock that
/// moves, and that is set right by itself as a rule. So it may be on arriving, before others are
/// looked at.
bool Foresight::moves_alike(const TargetPast& own, double skew_s, const Moment& now) const {
  constexpr double alike_s = 15;
  constexpr minutes arriving{15};
  const bool arrives = now.at - now.here_since < arriving;
  return std::ranges::any_of(pasts_, [&](const auto& past) {
    const auto& other = past.second;
    const auto theirs = other.drift.current();
    if (other.host_name == own.host_name || !theirs) return false;
    return other.last_good < now.here_since ? arrives : std::abs(*theirs - skew_s) <= alike_s;
  });
}

void Foresight::foresee_clock(Check& check, TargetPast& own, const Moment& now) {
  // Many are set right within weeks.
  constexpr std::chrono::days horizon{14};
  // Of one that moves away it is told sooner than of one that only differs.
  const auto told_from_s = static_cast<double>(clock_told_from_.count());
  if (!check.identity || !check.identity->clock_skew_s) return;
  own.host.note_identity(*check.identity);
  const auto skew_s = *check.identity->clock_skew_s;
  own_clock_.note(own.host_name, now.at, skew_s);
  if (own.drift.add(now.at, skew_s)) {
    const auto before = std::exchange(own.drift_forecast, std::nullopt);
    const auto noticed_s = moves_alike(own, skew_s, now) ? 2 * told_from_s : told_from_s / 3;
    if (std::abs(skew_s) > noticed_s) own.drift_forecast = own.drift.forecast(horizon);
    if (!own.drift_forecast && before && own.drift.follows(*before)) own.drift_forecast = before;
    if (!own.drift_forecast) own.drift.tell_nothing();
  }
  auto judged = std::find_if(check.findings.begin(), check.findings.end(),
                             [](const auto& one) { return one.code == "identity.clock_skew"; });
  const bool failed = judged != check.findings.end() && judged->severity == Severity::failure;
  if (own.drift.is_doubtful() && failed) {
    outlook_.held.emplace_back("identity.clock_skew");
    own.next_look = now.at + minutes{1};
    return;
  }
  if (failed) return;
  if (!own.drift_forecast) {
    // A difference that stays is lived with, but not this computer's own of days.
    if (judged != check.findings.end() && !own_clock_.is_off(now.at))
      outlook_.held.emplace_back("identity.clock_skew");
    return;
  }
  if (judged == check.findings.end())
    judged = check.findings.insert(judged,
                                   make_finding("identity.clock_skew", {{"clock_skew_s", skew_s}}));
  const auto& forecast = *own.drift_forecast;
  judged->fails_at = forecast.crosses;
  judged->level = own.drift.tell(forecast, now.at);
  judged->explanation = drift_text(forecast, utc_offset_);
  judged->evidence.push_back({"drift_per_day_s", std::round(forecast.per_day_s * 100) / 100});
  judged->evidence.push_back({"earliest", forecast.earliest});
  judged->evidence.push_back({"latest", forecast.latest});
  judged->evidence.push_back({"basis", basis_of(forecast, utc_offset_)});
  outlook_.sure.emplace_back("identity.clock_skew");
}

void Foresight::foresee_slowness(Check& check, TargetPast& own) {
  const auto& slow = own.slowness.forecast();
  if (!slow) return;
  auto finding = make_finding("trend.slowing_down",
                              {{"usual_ms", std::round(slow->usual_ms * 10) / 10},
                               {"now_ms", std::round(slow->now_ms * 10) / 10},
                               {"growth_per_day", std::round(slow->per_day * 1000) / 1000},
                               {"basis", basis_of(*slow, utc_offset_)}});
  finding.fails_at = slow->fails_at;
  if (slow->fails_at) {
    finding.evidence.push_back({"earliest", slow->earliest()});
    finding.evidence.push_back({"latest", slow->latest()});
  }
  finding.explanation = slowing_text(*slow, utc_offset_);
  check.findings.push_back(std::move(finding));
  // While everything is slow, or was until now, it is the line.
  int slower = 0;
  for (const auto& [id, other] : pasts_)
    slower += other.slowness.lately() > 0.6 ? 1 : 0;
  const bool everywhere = pasts_.size() > 1 && slower * 2 > static_cast<int>(pasts_.size());
  auto& list = everywhere ? outlook_.held : outlook_.sure;
  list.emplace_back("trend.slowing_down");
  // One notice says it, also of what fails meanwhile.
  if (!own.burst) own.spells.burst_is_over(awake_h_);
  outlook_.held.emplace_back("tcp.slow");
  outlook_.held.emplace_back("trend.failing_more_often");
}

/// Whether chance gives one of the hosts that many where unrelated ones are interrupted as well:
/// then it is the way to them all.
bool Foresight::others_interrupted(TargetId target, const TargetPast& own,
                                   const Spells::Burst& burst) const {
  constexpr double by_chance = 0.001;
  std::vector<int> counts;
  for (const auto& [id, other] : pasts_) {
    if (id == target || other.host_name == own.host_name || other.last_look < burst.since) continue;
    counts.push_back(other.spells.count_since(burst.since - minutes{10}));
  }
  if (counts.empty()) return false;
  const auto hosts = static_cast<double>(counts.size() + 1);
  // One sick host says nothing of the way to the others.
  std::ranges::sort(counts);
  if (counts.size() > 1) counts.back() = counts[counts.size() - 2];
  const auto usual =
      std::accumulate(counts.begin(), counts.end(), 0.0) / static_cast<double>(counts.size());
  return hosts * chance_of_at_least(burst.spells, usual) > by_chance;
}

void Foresight::foresee_burst(Check& check, TargetPast& own, const Moment& now) {
  const auto* current = own.spells.current();
  const bool good = current == nullptr;
  const bool ended_one =
      good && own.last_fail > own.last_look - minutes{1} && own.last_fail != SysTime{};
  // It is one more, however soon it is over, once several looks in a row have seen it.
  constexpr int confirmed = 3;
  const bool one_more = !good && !own.burst && current->looks == confirmed;
  if (ended_one || one_more) {
    auto spells = own.spells;
    if (one_more) spells.succeed(now.at + minutes{1});
    const auto burst = spells.burst(now.awake_h);
    if (burst && !own.burst) {
      // Where names are lost too, or others fail, it is the network.
      const bool nameless = !burst->brief && own.nameless_at >= burst->since;
      if (nameless || others_interrupted(check.target.id, own, *burst)) return;
      own.burst = burst;
      own.is_in_burst = one_more;
    } else if (own.burst && !std::exchange(own.is_in_burst, false)) {
      ++own.burst->spells;
    }
  }
  if (!own.burst) return;
  // A night is no calm.
  if (good && own.spells.is_calm(now.at, now.awake_h)) {
    own.burst.reset();
    own.spells.burst_is_over(now.awake_h);
    return;
  }
  check.findings.push_back(failing_more_often(*own.burst, now));
  outlook_.sure.emplace_back("trend.failing_more_often");
}

void Foresight::hold_standing(const Check& check, TargetPast& own, bool complete) {
  static constexpr std::string_view dated[] = {"certificate.expires_soon", "certificate.changed",
                                               "certificate.renewal_overdue", "identity.clock_skew",
                                               "trend."};
  for (const auto& finding : check.findings) {
    if (finding.severity != Severity::risk) continue;
    const bool passes = std::any_of(std::begin(dated), std::end(dated), [&](auto part) {
      return finding.code.find(part) != std::string::npos;
    });
    if (passes) continue;
    const bool known =
        std::find(own.standing.begin(), own.standing.end(), finding.code) != own.standing.end();
    if (!known && !own.standing_known) own.standing.push_back(finding.code);
    if (known || !own.standing_known) outlook_.held.push_back(finding.code);
  }
  own.standing_known = own.standing_known || complete;
}

}  // namespace monitor
