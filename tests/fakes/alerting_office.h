#pragma once

#include "monitor/engine/judge.h"
#include "monitor/engine/reasoning.h"
#include "notify/alert_policy.h"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tests {

/// The engine from the looks on, and what it tells, of a few computers.
class AlertingOffice : public testing::Test {
 protected:
  notify::AlertRules rules_;
  monitor::AuthenticationLevel level_ = monitor::AuthenticationLevel::not_specified;

  /// Ends, and starts anew with what was told.
  void start(int computers, bool online = true);

  void move(bool online);

  void see(int id, monitor::Check check);
  void see(int id, const monitor::CertificateFacts& facts);

  void pass(std::chrono::minutes span);

  void set_clock_back(std::chrono::days by) { at_ -= by; }

  /// Some looks at each, with these certificates; what is told of them.
  std::vector<std::string> watch(const std::vector<monitor::CertificateFacts>& shown);

  /// Since the last call: "raised tcp.timeout x3".
  std::vector<std::string> told();

  /// A certificate for a year of the test's authority; `which` makes it another one.
  static monitor::CertificateFacts issued(char which, std::chrono::days left,
                                          monitor::Trust trust = monitor::Trust::trusted);

 private:
  monitor::Target target(int id) const;
  void note(const notify::Alert& alert);
  void hear(const std::vector<monitor::FindingChange>& changes);

  monitor::Judge judge_;
  std::optional<monitor::Reasoning> reasoning_;
  std::optional<notify::AlertPolicy> policy_;
  std::map<int, monitor::Check> last_;
  monitor::SysTime at_{};
  monitor::SteadyTime now_{};
  std::vector<std::string> told_;
};

}  // namespace tests
