#include "monitor/engine/root_cause.h"
#include "monitor/model/finding_codes.h"
#include "tests/fakes/troubled_office.h"

#include <gmock/gmock.h>

namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using tests::good_look;
using tests::nameless;
using tests::pc;
using tests::TroubledOffice;
using tests::with_clock_off_by;

/// This computer's clock is wrong, and three show it.
void set_own_clock_wrong(TroubledOffice& office) {
  for (const int id : {1, 2, 3})
    office.see(with_clock_off_by(pc(id), 0));
  office.wait(minutes(5));
  for (const int id : {1, 2, 3})
    office.believe(with_clock_off_by(pc(id), 4000));
}

monitor::Outlook believed(monitor::Belief outage) {
  monitor::Outlook outlook;
  outlook.outage = outage;
  return outlook;
}

TEST(SharedCause, SaysNothingOfThoseThatAreAboutToBeWell) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  set_own_clock_wrong(office);
  office.recover(with_clock_off_by(pc(1), 4000));
  // Seen once with the right time, which is not yet believed to last.
  office.see(with_clock_off_by(pc(2), 0));
  office.see(with_clock_off_by(pc(3), 0));

  EXPECT_THAT(office.wait(minutes(20)), IsEmpty());
  EXPECT_THAT(office.recover(with_clock_off_by(pc(2), 4000)), IsEmpty());
  EXPECT_THAT(office.recover(with_clock_off_by(pc(3), 4000)),
              ElementsAre("closed identity.clock_skew x3"));
}

TEST(SharedCause, TellsApartWhoseClockIsStillWrong) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  set_own_clock_wrong(office);
  office.recover(with_clock_off_by(pc(1), 4000));
  office.recover(with_clock_off_by(pc(2), 4000));
  office.see(with_clock_off_by(pc(3), 4000));

  EXPECT_THAT(office.wait(seconds(61)),
              ElementsAre("closed identity.clock_skew x2", "opened identity.clock_skew"));
}

TEST(SharedCause, TellsApartHowItIsByNow) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  set_own_clock_wrong(office);
  auto drifting = with_clock_off_by(pc(3), 70);
  EXPECT_THAT(office.ease(drifting), IsEmpty()) << "the others are as before";
  office.recover(with_clock_off_by(pc(1), 4000));
  office.recover(with_clock_off_by(pc(2), 4000));
  office.see(drifting);

  office.clock.advance(seconds(61));
  const auto told = office.causes.settle(office.clock.steady_now());
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[1].finding.evidence, drifting.findings.front().evidence);
}

TEST(SharedCause, GoesOnWhereItComesBackToThoseThatWereWell) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  set_own_clock_wrong(office);
  office.recover(with_clock_off_by(pc(1), 4000));
  EXPECT_THAT(office.wait(minutes(20)), IsEmpty());
  for (const int id : {1, 2, 3})
    office.see(with_clock_off_by(pc(id), 5000));

  EXPECT_THAT(office.wait(minutes(20)), IsEmpty());
  EXPECT_THAT(office.believe(with_clock_off_by(pc(1), 5000)), IsEmpty());
}

TEST(SharedCause, AClockToldOfOneIsThisComputersOnceAnotherIsOffByTheSame) {
  TroubledOffice office({pc(1), pc(2)});
  office.see(good_look(pc(2)));
  EXPECT_THAT(office.believe(with_clock_off_by(pc(1), 4000)),
              ElementsAre("opened identity.clock_skew"));

  EXPECT_THAT(office.believe(with_clock_off_by(pc(2), 4010)),
              ElementsAre("opened identity.clock_skew x2"));
}

TEST(SharedCause, ClocksOffByAnotherAmountAreEachTheirOwn) {
  TroubledOffice office({pc(1), pc(2)});
  office.see(good_look(pc(2)));
  EXPECT_THAT(office.believe(with_clock_off_by(pc(1), 4000)),
              ElementsAre("opened identity.clock_skew"));

  EXPECT_THAT(office.believe(with_clock_off_by(pc(2), 400)), Not(Contains(HasSubstr("x2"))));
  EXPECT_THAT(office.wait(minutes(1)), Not(Contains(HasSubstr("x2"))));
}

TEST(SharedCause, ClocksThatDisagreeWithEachOtherAreNotThisComputers) {
  TroubledOffice office({pc(1), pc(2)});
  office.see(with_clock_off_by(pc(2), 90));

  auto told = office.believe(with_clock_off_by(pc(1), 280));
  if (told.empty()) told = office.wait(seconds(40));
  EXPECT_THAT(told, ElementsAre("opened identity.clock_skew"));
}

TEST(SharedCause, AClockThatHasMovedOnSinceItWasToldIsNotThisComputers) {
  TroubledOffice office({pc(1), pc(2)});
  office.see(good_look(pc(2)));
  office.believe(with_clock_off_by(pc(1), 100));
  office.see(with_clock_off_by(pc(1), 250));

  EXPECT_THAT(office.believe(with_clock_off_by(pc(2), 101)), Not(Contains(HasSubstr("x2"))));
}

TEST(SharedCause, WhoseOwnClockIsWrongTooIsNotToldOfWithTheOthers) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  office.see(with_clock_off_by(pc(3), 9000));
  office.see(with_clock_off_by(pc(2), 4000));

  EXPECT_THAT(office.believe(with_clock_off_by(pc(1), 4000)),
              ElementsAre("opened identity.clock_skew x2"));
  EXPECT_THAT(office.believe(with_clock_off_by(pc(3), 9000)),
              Not(Contains("opened identity.clock_skew x3")));
}

/// A certificate that ends within the month.
monitor::Check ending(int id, const char* sha256, seconds later = seconds(0)) {
  auto check = good_look(pc(id));
  auto& certificate = check.certificate.emplace();
  certificate.sha256 = sha256;
  certificate.issuer = "CN=Example Issuing CA";
  certificate.not_after = monitor::SysTime{std::chrono::hours(24 * 20'000)} + later;
  auto finding =
      monitor::make_finding("certificate.expires_soon",
                            {{"issuer", certificate.issuer}, {"not_after", certificate.not_after}});
  finding.subject = sha256;
  finding.level = 1;
  check.findings.push_back(std::move(finding));
  return check;
}

TEST(SharedCause, OneCertificateOfSeveralComputersIsOneMatter) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  EXPECT_THAT(office.believe(ending(1, "aa")), IsEmpty()) << "how the others are is to be seen";
  EXPECT_THAT(office.see(good_look(pc(3))), IsEmpty());
  EXPECT_THAT(office.believe(ending(2, "aa")), ElementsAre("opened certificate.expires_soon x2"));
}

TEST(SharedCause, OneCertificateIsOfAllThatAreLookedAtWithinMinutes) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  EXPECT_THAT(office.believe(ending(1, "aa")), IsEmpty());
  EXPECT_THAT(office.wait(minutes(1)), IsEmpty());
  EXPECT_THAT(office.believe(ending(2, "aa")), IsEmpty());
  EXPECT_THAT(office.wait(minutes(1)), IsEmpty());

  EXPECT_THAT(office.believe(ending(3, "aa")), ElementsAre("opened certificate.expires_soon x3"));
}

/// A look that shows what has been so for days.
monitor::Check lately(const monitor::Target& target, const char* code = "trend.slowing_down") {
  return good_look(target, {monitor::make_finding(code)});
}

monitor::Target behind_gateway(int id) {
  auto target = pc(id);
  target.gateway = monitor::Endpoint{"trend.example.com", 443};
  return target;
}

TEST(SharedCause, AGatewayThatGetsSlowerIsOneMatter) {
  TroubledOffice office({behind_gateway(1), behind_gateway(2), pc(3)});
  office.believe(lately(behind_gateway(1)));
  office.see(good_look(pc(3)));
  office.wait(minutes(1));

  EXPECT_THAT(office.believe(lately(behind_gateway(2))),
              ElementsAre("opened trend.slowing_down x2"));
  EXPECT_THAT(office.recover(lately(behind_gateway(1))), ElementsAre("opened trend.slowing_down"))
      << "it goes on for the other one";
  EXPECT_THAT(office.recover(lately(behind_gateway(2))), ElementsAre("closed trend.slowing_down"));
}

TEST(SharedCause, AGatewayThatFailsMoreOftenIsOneMatterAlsoAnHourLater) {
  const char* often = "trend.failing_more_often";
  TroubledOffice office({behind_gateway(1), behind_gateway(2)});
  office.believe(lately(behind_gateway(1), often));
  EXPECT_THAT(office.wait(minutes(60)), ElementsAre("opened trend.failing_more_often"));

  EXPECT_THAT(office.believe(lately(behind_gateway(2), often)),
              ElementsAre("opened trend.failing_more_often x2"));
}

TEST(SharedCause, ALineThatGetsSlowerIsOneMatter) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  for (const int id : {1, 2})
    EXPECT_THAT(office.believe(lately(pc(id))), IsEmpty());

  EXPECT_THAT(office.believe(lately(pc(3))), ElementsAre("opened trend.slowing_down x3"));
}

TEST(SharedCause, HostsThatGetSlowerWhileAnotherDoesNotAreEachTheirOwn) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  office.see(good_look(pc(3)));
  EXPECT_THAT(office.believe(lately(pc(1))), ElementsAre("opened trend.slowing_down"));
  office.wait(minutes(60));

  EXPECT_THAT(office.believe(lately(pc(2))), IsEmpty());
  EXPECT_THAT(office.see(good_look(pc(3))), ElementsAre("opened trend.slowing_down"));
}

TEST(SharedCause, CertificatesOfOneIssuerThatEndOnOneDayAreOneMatterAlsoADayLater) {
  TroubledOffice office({pc(1), pc(2)});
  office.see(good_look(pc(2)));
  EXPECT_THAT(office.believe(ending(1, "aa")), ElementsAre("opened certificate.expires_soon"));
  office.wait(std::chrono::hours(24));
  const auto hours_later = ending(2, "bb", std::chrono::hours(3));
  EXPECT_THAT(office.believe(hours_later), ElementsAre("opened certificate.expires_soon x2"));

  EXPECT_THAT(office.recover(ending(1, "aa")), ElementsAre("opened certificate.expires_soon"))
      << "it goes on for the other one";
  EXPECT_THAT(office.recover(hours_later), ElementsAre("closed certificate.expires_soon"));
}

TEST(SharedCause, CertificatesOfOneIssuerThatEndOnTheirOwnDayAreEachTheirOwn) {
  TroubledOffice office({pc(1), pc(2)});
  office.see(good_look(pc(2)));
  office.believe(ending(1, "aa"));
  office.see(ending(1, "aa"));

  EXPECT_THAT(office.believe(ending(2, "bb", std::chrono::hours(24))),
              ElementsAre("opened certificate.expires_soon"));
}

TEST(SharedCause, WhatWasSeenBeforeSleepDoesNotSpeakAgainstIt) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  office.see(with_clock_off_by(pc(3), 0));
  office.situation(false);
  office.situation(true);
  office.see(with_clock_off_by(pc(2), 4000));

  office.believe(with_clock_off_by(pc(1), 4000));
  EXPECT_THAT(office.wait(seconds(40)), ElementsAre("opened identity.clock_skew x2"));
}

TEST(SharedCause, AClockThatWasSeenAMomentAgoStillCountsWhileALookFails) {
  TroubledOffice office({pc(1), pc(2)});
  office.see(with_clock_off_by(pc(2), 4000));
  office.see(tests::broken_at(pc(2), "connect", "tcp.timeout"));

  EXPECT_THAT(office.believe(with_clock_off_by(pc(1), 4000)), Not(IsEmpty()));
  EXPECT_THAT(office.wait(seconds(40)), Not(Contains("opened identity.clock_skew")));
}

TEST(SharedCause, AClockThatWasSeenAMomentAgoStillCountsWhereALookDoesNotTellTheTime) {
  TroubledOffice office({pc(1), pc(2)});
  office.see(with_clock_off_by(pc(2), 4000));
  office.see(good_look(pc(2)));

  EXPECT_THAT(office.believe(with_clock_off_by(pc(1), 4000)),
              ElementsAre("opened identity.clock_skew x2"));
}

TEST(SharedCause, ANameThatIsKnownFromElsewhereDoesNotOutweighSeveral) {
  TroubledOffice office({pc(1), pc(2), pc(3), pc(4)});
  office.see(good_look(pc(4)));
  office.see(nameless(1));
  office.see(nameless(2));

  EXPECT_THAT(office.believe(nameless(3)), ElementsAre("opened name.lookup_timeout x3"));
}

TEST(SharedCause, AClockThatWasSeenBeforeSleepIsForgotten) {
  TroubledOffice office({pc(1), pc(2)});
  office.see(with_clock_off_by(pc(2), 4000));
  office.situation(false);
  office.situation(true);
  office.see(tests::broken_at(pc(2), "connect", "tcp.timeout"));
  office.believe(with_clock_off_by(pc(1), 4000));

  EXPECT_THAT(office.wait(seconds(40)), Not(Contains(HasSubstr("x2"))));
}

TEST(SharedCause, WhatIsLeftOfItAndMayBeARestartIsWaitedForAndToldAsItIs) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  for (const int id : {1, 2, 3})
    office.believe(nameless(id));
  office.recover(nameless(1));
  office.recover(nameless(2));
  const auto silent = tests::broken_at(pc(3), "connect", "tcp.timeout");
  const auto look = [&](monitor::Belief belief) {
    office.clock.advance(minutes(6));
    return office.causes.join(silent, {}, office.clock.steady_now(), believed(belief));
  };

  EXPECT_THAT(look(monitor::Belief::wait), IsEmpty());
  EXPECT_THAT(office.wait(minutes(3)), IsEmpty());
  const auto told = look(monitor::Belief::at_once);
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0].kind, monitor::FindingChange::Kind::closed);
  EXPECT_EQ(told[1].finding.code, "tcp.timeout") << "the name is known again";
  EXPECT_THAT(office.recover(nameless(3)), ElementsAre("closed tcp.timeout"))
      << "what is over is what was told";
}

TEST(SharedCause, OneThatIsDownOnceItsNameIsKnownAgainIsToldOfAlone) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  for (const int id : {1, 2, 3})
    office.believe(nameless(id));
  const auto silent = tests::broken_at(pc(3), "connect", "tcp.timeout");
  const auto look = [&](monitor::Belief belief) {
    office.clock.advance(minutes(5));
    return tests::told_of(
        office.causes.join(silent, {}, office.clock.steady_now(), believed(belief)));
  };

  EXPECT_THAT(look(monitor::Belief::wait), IsEmpty()) << "it may be a restart";
  EXPECT_THAT(look(monitor::Belief::at_once), IsEmpty()) << "others may be silent, too";
  EXPECT_THAT(office.wait(seconds(31)), ElementsAre("opened tcp.timeout"));
  office.recover(nameless(1));
  EXPECT_THAT(office.recover(nameless(2)), ElementsAre("closed name.lookup_timeout x2"));
  EXPECT_THAT(office.recover(nameless(3)), ElementsAre("closed tcp.timeout"));
}

TEST(SharedCause, IsNoGatewaysWhereSomeHaveNone) {
  auto behind = pc(1);
  behind.gateway = monitor::Endpoint{"gateway.example.com", 443};
  TroubledOffice names({behind, pc(2), pc(3)});
  names.believe(tests::broken_at(behind, "gateway.resolve", "gateway.name.lookup_timeout"));
  names.see(nameless(2));
  EXPECT_THAT(names.see(nameless(3)), ElementsAre("opened name.lookup_timeout x3"));

  TroubledOffice silence({behind, pc(2), pc(3)});
  silence.believe(tests::broken_at(behind, "gateway.connect", "gateway.tcp.timeout"));
  silence.see(tests::broken_at(pc(2), "connect", "tcp.timeout"));
  EXPECT_THAT(silence.see(tests::broken_at(pc(3), "connect", "tcp.timeout")),
              ElementsAre("opened tcp.timeout x3"));
}

TEST(SharedCause, NamesTheNetworkThatBlocksThePort) {
  auto behind = pc(4);
  behind.gateway = monitor::Endpoint{"gateway.example.com", 443};
  TroubledOffice office({pc(1), pc(2), pc(3), behind});
  monitor::Situation cafe;
  cafe.network = "Cafe Central";
  office.causes.set_situation(cafe, office.clock.now(), office.clock.steady_now());
  office.see(good_look(behind));
  std::vector<monitor::FindingChange> told;
  for (const int id : {1, 2, 3}) {
    office.clock.advance(seconds(1));
    const auto silent = tests::broken_at(pc(id), "connect", "tcp.timeout");
    const auto change = TroubledOffice::change(monitor::FindingChange::Kind::opened, silent);
    for (auto& one : office.causes.join(silent, {change}, office.clock.steady_now()))
      told.push_back(one);
  }
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].finding.code, "network.port_blocked");
  EXPECT_THAT(told[0].finding.explanation, HasSubstr("Cafe Central"));
}

/// Silent where it has answered before.
monitor::Check silent_where_known(int id, const char* domain) {
  const auto target = tests::pc_at(id, "pc" + std::to_string(id) + '.' + domain);
  auto check = tests::broken_at(target, "connect", "tcp.timeout");
  check.findings.front().evidence.push_back({"answered_here_before", true});
  return check;
}

std::vector<std::string> told_of_three(const char* third_domain) {
  const std::vector<monitor::Check> looks{silent_where_known(1, "example.com"),
                                          silent_where_known(2, "example.com"),
                                          silent_where_known(3, third_domain)};
  auto other = pc(4);
  other.endpoint = {"www.example.org", 3390};
  TroubledOffice office({looks[0].target, looks[1].target, looks[2].target, other});
  office.see(good_look(other));
  office.see(looks[1]);
  office.see(looks[2]);
  return office.believe(looks[0]);
}

TEST(SharedCause, ASiteThatGoesSilentIsNoNetworkThatBlocksThePort) {
  EXPECT_THAT(told_of_three("example.com"), Not(Contains(HasSubstr("network.port_blocked"))));
  EXPECT_THAT(told_of_three("example.net"), ElementsAre("opened network.port_blocked x3"));
}

}  // namespace
