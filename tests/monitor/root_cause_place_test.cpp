#include "monitor/engine/root_cause.h"
#include "monitor/model/finding_codes.h"
#include "tests/fakes/troubled_office.h"

#include <gmock/gmock.h>

// What is shared where this computer has just come to.

namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using tests::broken_at;
using tests::good_look;
using tests::pc;
using tests::TroubledOffice;

monitor::Check silent(int id) {
  return broken_at(pc(id), "connect", "tcp.timeout");
}

void move(TroubledOffice& office, const char* network) {
  monitor::Situation there;
  there.network = network;
  office.causes.set_situation(there, office.clock.now(), office.clock.steady_now());
}

/// Three that were well, before this computer slept.
class AfterSleep : public TroubledOffice {
 public:
  AfterSleep() : TroubledOffice({pc(1), pc(2), pc(3)}) {
    for (const int id : {1, 2, 3})
      see(good_look(pc(id)));
    situation(false);
    situation(true);
  }
};

TEST(CauseHere, OneIsNotBlamedBeforeTheOthersHaveBeenLookedAtOnce) {
  AfterSleep office;
  EXPECT_THAT(office.believe(silent(1)), IsEmpty());
  EXPECT_THAT(office.wait(minutes(3)), IsEmpty());

  EXPECT_THAT(office.see(silent(2)), IsEmpty());
  EXPECT_THAT(office.see(silent(3)), ElementsAre("opened network.port_blocked x3"));
}

TEST(CauseHere, OneIsToldOfAsSoonAsAnotherAnswers) {
  AfterSleep office;
  office.believe(silent(1));
  office.wait(minutes(3));

  EXPECT_THAT(office.see(good_look(pc(2))), ElementsAre("opened tcp.timeout"));
}

TEST(CauseHere, FirstLooksAreNotWaitedForForEver) {
  AfterSleep office;
  office.believe(silent(1));

  EXPECT_THAT(office.wait(seconds(31)), IsEmpty());
  EXPECT_THAT(office.wait(minutes(5)), ElementsAre("opened tcp.timeout"));
}

TEST(CauseHere, WhatNeedsAVpnIsNotWaitedFor) {
  AfterSleep office;
  office.believe(silent(1));
  office.see(good_look(pc(2), {monitor::make_finding("network.vpn_down")}));
  office.see(good_look(pc(3), {monitor::make_finding("network.vpn_down")}));

  EXPECT_THAT(office.wait(seconds(31)), ElementsAre("opened tcp.timeout"));
}

TEST(CauseHere, WhoAnsweredOnTheNetworkBeforeSaysNothingOfThisOne) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  move(office, "home");
  office.see(good_look(pc(2)));
  office.see(good_look(pc(3)));
  move(office, "cafe");

  EXPECT_THAT(office.believe(silent(1)), IsEmpty());
  office.see(silent(2));
  EXPECT_THAT(office.see(silent(3)), ElementsAre("opened network.port_blocked x3"));
}

}  // namespace
