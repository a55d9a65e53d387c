#include "tests/fakes/troubled_office.h"

#include <gmock/gmock.h>

// Computers of one site that go silent together.

namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using tests::good_look;
using tests::pc_at;
using tests::TroubledOffice;

const auto first = pc_at(1, "desk.corp.example");
const auto second = pc_at(2, "build.corp.example");
const auto third = pc_at(3, "accounts.corp.example");
const auto home = pc_at(4, "home.example.net");
const auto abroad = pc_at(5, "desk.branch.example");

monitor::Check silent(const monitor::Target& target) {
  return tests::broken_at(target, "connect", "tcp.timeout");
}

class Site : public testing::Test {
 protected:
  Site() {
    for (const auto& target : {first, second, third, home})
      office_.see(good_look(target));
    office_.wait(minutes(5));
    office_.see(good_look(home));
  }

  /// What is told of it when the others have been looked at.
  std::string explanation() { return explanation_of(silent(first)); }

  std::string explanation_of(const monitor::Check& look) {
    office_.see(silent(second));
    office_.see(silent(third));
    const auto told = office_.causes.join(
        look, {TroubledOffice::change(monitor::FindingChange::Kind::opened, look)},
        office_.clock.steady_now());
    return told.size() == 1 ? told.front().finding.explanation : "";
  }

  TroubledOffice office_{{first, second, third, home}};
};

TEST_F(Site, IsToldOnceThoughAnotherAnswers) {
  office_.see(silent(second));
  office_.see(silent(third));
  EXPECT_THAT(office_.believe(silent(first)), ElementsAre("opened tcp.timeout x3"));
  EXPECT_THAT(office_.believe(silent(second)), IsEmpty());
  EXPECT_THAT(office_.believe(silent(third)), IsEmpty());

  EXPECT_THAT(office_.recover(silent(first)), IsEmpty());
  EXPECT_THAT(office_.recover(silent(second)), IsEmpty());
  EXPECT_THAT(office_.recover(silent(third)), ElementsAre("closed tcp.timeout x3"));
}

TEST_F(Site, IsWellWhereOneOfItAnswers) {
  office_.see(silent(second));
  office_.see(good_look(third));
  EXPECT_THAT(office_.believe(silent(first)), ElementsAre("opened tcp.timeout"));
}

TEST_F(Site, LeavesOutWhoWasSilentLongBefore) {
  office_.see(silent(third));
  for (int i = 0; i < 8; ++i) {
    office_.wait(minutes(5));
    office_.see(good_look(home));
    office_.see(silent(third));
  }
  office_.see(silent(second));
  EXPECT_THAT(office_.believe(silent(first)), ElementsAre("opened tcp.timeout x2"));
}

TEST_F(Site, ThatOneLeavesAgainIsToldOfTheOthers) {
  office_.see(silent(second));
  office_.see(silent(third));
  office_.believe(silent(first));
  office_.believe(silent(second));
  office_.believe(silent(third));
  office_.recover(silent(first));
  office_.see(silent(second));
  office_.see(silent(third));
  EXPECT_THAT(office_.wait(seconds(61)),
              ElementsAre("closed tcp.timeout", "opened tcp.timeout", "opened tcp.timeout"));
}

TEST_F(Site, NamesTheVpnThatIsUp) {
  monitor::Situation situation;
  situation.vpn = "Office VPN";
  office_.causes.set_situation(situation, office_.clock.now(), office_.clock.steady_now());
  EXPECT_THAT(explanation(), HasSubstr("Office VPN may carry nothing. Disconnect it"));
}

TEST_F(Site, MayNeedAVpnWhereNoneIsUp) {
  EXPECT_THAT(explanation(), HasSubstr("If it needs a VPN, connect that first"));
}

TEST_F(Site, SaysSinceWhen) {
  auto look = silent(first);
  look.findings.front().explanation = "Since 10:00. Nothing came back from the computer.";
  EXPECT_THAT(explanation_of(look), StartsWith("Since 10:00. They went silent together"));
}

TEST_F(Site, IsKnownAfterARestart) {
  TroubledOffice restarted({first, second, third, home});
  monitor::FindingChange told;
  told.targets = {first.id, second.id};
  told.finding = silent(first).findings.front();
  restarted.causes.restore(told);
  EXPECT_THAT(restarted.believe(silent(home)), IsEmpty());
  EXPECT_THAT(restarted.see(good_look(third)), ElementsAre("opened tcp.timeout"))
      << "not of that site";
}

/// Of several domains; the last one is reached without a VPN.
class OverVpn : public testing::Test {
 protected:
  OverVpn() {
    office_.over_vpn = {first.id, abroad.id};
    for (const auto& target : {first, abroad, home})
      office_.see(good_look(target));
    office_.wait(minutes(5));
    office_.see(good_look(home));
  }

  TroubledOffice office_{{first, abroad, home}};
};

TEST_F(OverVpn, WhatGoesSilentTogetherIsToldOnce) {
  EXPECT_THAT(office_.believe(silent(first)), IsEmpty());

  EXPECT_THAT(office_.see(silent(abroad)), ElementsAre("opened tcp.timeout x2"));
  EXPECT_THAT(office_.believe(silent(abroad)), IsEmpty());
}

TEST_F(OverVpn, OneThatStillAnswersOverItSpeaksAgainstThat) {
  office_.believe(silent(first));

  EXPECT_THAT(office_.see(good_look(abroad)), ElementsAre("opened tcp.timeout"));
}

}  // namespace
