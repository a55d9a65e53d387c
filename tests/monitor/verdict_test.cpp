#include "monitor/model/finding.h"

#include <gtest/gtest.h>

namespace monitor {
namespace {

Finding finding(std::string code, Severity severity) {
  Finding made;
  made.code = std::move(code);
  made.severity = severity;
  return made;
}

TEST(Verdict, IsReadyWithoutFindings) {
  EXPECT_EQ(verdict_of(std::span<const Finding>()), Verdict::ready);
}

TEST(Verdict, FollowsTheWorstFinding) {
  const std::vector findings = {finding("rdp.nla_not_required", Severity::information),
                                finding("tls.old_version", Severity::risk)};
  EXPECT_EQ(verdict_of(findings), Verdict::at_risk);

  const std::vector worse = {findings[1], finding("certificate.expired", Severity::failure)};
  EXPECT_EQ(verdict_of(worse), Verdict::would_fail);
}

TEST(Verdict, IsUnknownWhileThisComputerIsOffline) {
  const std::vector findings = {finding("tcp.timeout", Severity::failure),
                                finding("network.offline", Severity::information)};
  EXPECT_EQ(verdict_of(findings), Verdict::unknown);
}

TEST(Verdict, ExitsAsMonitoringPluginsDo) {
  EXPECT_EQ(exit_code(Verdict::ready), 0);
  EXPECT_EQ(exit_code(Verdict::at_risk), 1);
  EXPECT_EQ(exit_code(Verdict::would_fail), 2);
  EXPECT_EQ(exit_code(Verdict::unknown), 3);
}

TEST(Verdict, TellsTheEarliestFailure) {
  std::vector findings = {finding("a", Severity::risk), finding("b", Severity::risk)};
  EXPECT_FALSE(earliest_failure(findings));

  findings[0].fails_at = SysTime(std::chrono::hours(9));
  findings[1].fails_at = SysTime(std::chrono::hours(3));
  EXPECT_EQ(earliest_failure(findings), SysTime(std::chrono::hours(3)));
}

}  // namespace
}  // namespace monitor
