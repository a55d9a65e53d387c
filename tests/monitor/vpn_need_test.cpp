#include "monitor/engine/vpn_need.h"

#include "tests/fakes/watched_checks.h"

#include <gtest/gtest.h>

namespace {

using monitor::Situation;
using monitor::Verdict;
using monitor::verdict_of;
using monitor::VpnNeed;
using tests::broken_at;
using tests::good_look;
using tests::pc;

Situation with_vpn() {
  Situation situation;
  situation.vpn = "wg0";
  return situation;
}

TEST(VpnNeed, BlamesTheVpnWhereItLedToTheTarget) {
  VpnNeed need;
  need.explain(good_look(pc(1)), with_vpn());

  const auto check = need.explain(broken_at(pc(1), "resolve", "name.not_found"), Situation{});

  EXPECT_EQ(verdict_of(check), Verdict::unknown);
  ASSERT_NE(find_finding(check, "network.vpn_down"), nullptr);
}

TEST(VpnNeed, BlamesTheTargetWhileTheVpnIsUp) {
  VpnNeed need;
  need.explain(good_look(pc(1)), with_vpn());

  EXPECT_EQ(verdict_of(need.explain(broken_at(pc(1), "connect", "tcp.timeout"), with_vpn())),
            Verdict::would_fail);
}

TEST(VpnNeed, BlamesTheTargetThatWasReachedWithoutAVpn) {
  VpnNeed need;
  need.explain(good_look(pc(1)), with_vpn());
  need.explain(good_look(pc(1)), Situation{});

  EXPECT_EQ(verdict_of(need.explain(broken_at(pc(1), "connect", "tcp.timeout"), Situation{})),
            Verdict::would_fail);
}

TEST(VpnNeed, BlamesTheTargetThatRefuses) {
  VpnNeed need;
  need.explain(good_look(pc(1)), with_vpn());

  EXPECT_EQ(verdict_of(need.explain(broken_at(pc(1), "connect", "tcp.refused"), Situation{})),
            Verdict::would_fail);
}

TEST(VpnNeed, BlamesTheTargetOfWhichNothingIsKnown) {
  VpnNeed need;

  EXPECT_EQ(verdict_of(need.explain(broken_at(pc(1), "connect", "tcp.timeout"), Situation{})),
            Verdict::would_fail);
}

}  // namespace
