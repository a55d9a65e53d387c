#pragma once

#include "monitor/engine/root_cause.h"
#include "monitor/model/finding_codes.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/watched_checks.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tests {

/// Several targets; what the tracker would say is said by the test.
class TroubledOffice {
 public:
  explicit TroubledOffice(std::vector<monitor::Target> targets) : targets_(std::move(targets)) {
    causes.set_targets(targets_);
  }

  /// They answer here only over the VPN that is up.
  std::set<monitor::TargetId> over_vpn;
  FakeClock clock;
  monitor::RootCause causes;

  static monitor::FindingChange change(monitor::FindingChange::Kind kind,
                                       const monitor::Check& check) {
    monitor::FindingChange made;
    made.kind = kind;
    made.targets = {check.target.id};
    made.finding = check.findings.front();
    return made;
  }

  std::vector<std::string> see(const monitor::Check& check) { return see(check, {}); }

  /// A look from which the tracker concludes that the trouble is real.
  std::vector<std::string> believe(const monitor::Check& check) {
    return see(check, {change(monitor::FindingChange::Kind::opened, check)});
  }

  /// A look that went well, and the tracker takes `trouble` to be over.
  std::vector<std::string> recover(const monitor::Check& trouble) {
    auto well = good_look(trouble.target);
    if (trouble.identity) well.identity.emplace().clock_skew_s = 0;
    return see(well, {change(monitor::FindingChange::Kind::closed, trouble)});
  }

  /// A look from which the tracker concludes that the trouble is less bad.
  std::vector<std::string> ease(const monitor::Check& check) {
    return see(check, {change(monitor::FindingChange::Kind::eased, check)});
  }

  std::vector<std::string> wait(std::chrono::seconds span) {
    clock.advance(span);
    return told_of(causes.settle(clock.steady_now()));
  }

  std::vector<std::string> situation(bool online) {
    monitor::Situation now;
    now.online = online;
    return told_of(causes.set_situation(now, clock.now(), clock.steady_now()));
  }

 private:
  std::vector<std::string> see(const monitor::Check& check,
                               std::vector<monitor::FindingChange> changes) {
    clock.advance(std::chrono::seconds(1));
    monitor::Outlook outlook;
    outlook.over_vpn = over_vpn.contains(check.target.id);
    return told_of(causes.join(check, std::move(changes), clock.steady_now(), outlook));
  }

  std::vector<monitor::Target> targets_;
};

inline monitor::Check nameless(int id, const char* code = "name.lookup_timeout") {
  return broken_at(pc(id), "resolve", code);
}

inline monitor::Check with_clock_off_by(const monitor::Target& target, double skew_s) {
  auto check = good_look(target);
  check.identity.emplace();
  check.identity->clock_skew_s = skew_s;
  if (skew_s > 60)
    check.findings.push_back(
        monitor::make_finding("identity.clock_skew", {{"clock_skew_s", skew_s}}));
  return check;
}

}  // namespace tests
