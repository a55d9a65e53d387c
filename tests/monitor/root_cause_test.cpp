#include "monitor/engine/root_cause.h"

#include "monitor/model/finding_codes.h"
#include "tests/fakes/troubled_office.h"

#include <gmock/gmock.h>

namespace {

using monitor::Check;
using monitor::FindingChange;
using monitor::Situation;
using monitor::Target;
using monitor::TargetId;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using tests::broken_at;
using tests::good_look;
using tests::nameless;
using tests::pc;
using tests::told_of;
using tests::TroubledOffice;
using tests::with_clock_off_by;
using Kind = FindingChange::Kind;

Check silent(int id) {
  return broken_at(pc(id), "connect", "tcp.timeout");
}

Target web(int id) {
  auto target = pc(id);
  target.endpoint.port = 443;
  return target;
}

Target behind(int id, const char* gateway) {
  auto target = pc(id);
  target.gateway = monitor::Endpoint{gateway, 443};
  return target;
}

TEST(RootCause, TellsATroubleOfItsOwnAtOnce) {
  TroubledOffice office({pc(1), pc(2)});
  const auto check = broken_at(pc(1), "negotiate", "rdp.closed");

  EXPECT_THAT(office.believe(check), ElementsAre("opened rdp.closed"));
}

TEST(RootCause, AsksTheOthersBeforeItTellsOfOne) {
  TroubledOffice office({pc(1), pc(2), pc(3)});

  EXPECT_THAT(office.believe(silent(1)), IsEmpty());

  EXPECT_THAT(office.causes.take_suspects(), testing::IsSupersetOf({TargetId{2}, TargetId{3}}));
}

TEST(RootCause, TellsOfOneOnceAnotherAnswers) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  office.believe(silent(1));

  EXPECT_THAT(office.see(good_look(pc(2))), ElementsAre("opened tcp.timeout"));
}

TEST(RootCause, TellsOfASingleTargetWithoutWaiting) {
  TroubledOffice office({pc(1)});

  EXPECT_THAT(office.believe(silent(1)), ElementsAre("opened tcp.timeout"));
}

TEST(RootCause, DoesNotWaitForEverForOthers) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  office.believe(silent(1));

  EXPECT_THAT(office.wait(seconds(10)), IsEmpty());
  EXPECT_THAT(office.wait(seconds(25)), ElementsAre("opened tcp.timeout"));
}

TEST(RootCause, MakesOneMessageWhereThePortIsBlockedHere) {
  TroubledOffice office({pc(1), pc(2), pc(3), web(4)});
  office.see(good_look(web(4)));
  office.see(silent(2));
  office.see(silent(3));

  EXPECT_THAT(office.believe(silent(1)), ElementsAre("opened network.port_blocked x3"));
  EXPECT_THAT(office.believe(silent(2)), IsEmpty());
  EXPECT_THAT(office.believe(silent(3)), IsEmpty());
}

TEST(RootCause, WaitsForALookAtSomethingElseBeforeItBlamesThePort) {
  // Addresses, so that not even a name service has answered.
  std::vector<Target> targets;
  for (int id = 1; id <= 3; ++id)
    targets.push_back(tests::pc_at(id, "192.0.2." + std::to_string(id)));
  targets.push_back(web(4));
  TroubledOffice office(targets);
  const auto at = [&](std::size_t id) {
    return broken_at(targets[id - 1], "connect", "tcp.timeout");
  };
  office.see(at(2));
  office.see(at(3));
  EXPECT_THAT(office.believe(at(1)), IsEmpty());

  EXPECT_THAT(office.see(good_look(web(4))), ElementsAre("opened network.port_blocked x3"));
}

TEST(RootCause, WhoWentWellARoundAgoMayHaveBrokenSince) {
  TroubledOffice office({pc(1), pc(2), pc(3), pc(4)});
  const auto no_way = [](int id) { return broken_at(pc(id), "connect", "tcp.unreachable"); };
  for (int id = 1; id < 4; ++id)
    office.see(no_way(id));
  office.see(good_look(pc(4)));
  office.wait(std::chrono::minutes(15));
  EXPECT_THAT(office.believe(no_way(1)), IsEmpty());

  EXPECT_THAT(office.see(no_way(4)), ElementsAre("opened tcp.unreachable x4"));
}

TEST(RootCause, DoesNotBlameThePortWhereNothingAnswersAtAll) {
  // Addresses, so that not even a name service has answered.
  std::vector<Target> targets;
  for (int id = 1; id <= 3; ++id) {
    targets.push_back(tests::pc_at(id, "192.0.2." + std::to_string(id)));
  }
  TroubledOffice office(targets);
  for (int i = 1; i < 3; ++i)
    office.see(broken_at(targets[static_cast<std::size_t>(i)], "connect", "tcp.timeout"));

  EXPECT_THAT(office.believe(broken_at(targets[0], "connect", "tcp.timeout")),
              ElementsAre("opened tcp.timeout x3"));
}

TEST(RootCause, DoesNotBlameThePortWhileAComputerAnswersOnIt) {
  TroubledOffice office({pc(1), pc(2), pc(3), pc(4), web(5)});
  office.see(good_look(web(5)));
  office.see(silent(2));
  office.see(silent(3));
  office.see(good_look(pc(4)));

  EXPECT_THAT(office.believe(silent(1)), ElementsAre("opened tcp.timeout"));
}

TEST(RootCause, MakesOneMessageWhereNoNameResolves) {
  TroubledOffice office({pc(1), pc(2)});
  office.believe(nameless(1));

  EXPECT_THAT(office.see(nameless(2, "name.not_found")),
              ElementsAre("opened name.lookup_timeout x2"));
  EXPECT_THAT(office.believe(nameless(2, "name.not_found")), IsEmpty());
}

TEST(RootCause, DoesNotBlameTheNameServiceWhileAnotherNameResolves) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  office.believe(nameless(1, "name.not_found"));
  office.see(nameless(2, "name.not_found"));

  EXPECT_THAT(office.see(good_look(pc(3))), ElementsAre("opened name.not_found"));
}

TEST(RootCause, MakesOneMessageWhereLookupsTimeOutThoughAnotherNameResolves) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  office.believe(nameless(1));
  office.see(good_look(pc(3)));

  EXPECT_THAT(office.see(nameless(2)), ElementsAre("opened name.lookup_timeout x2"));
  EXPECT_THAT(office.believe(nameless(2)), IsEmpty());
}

TEST(RootCause, LeavesOutWhoseLookupsTimedOutLongBefore) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  office.see(good_look(pc(3)));
  office.believe(nameless(2));
  office.wait(std::chrono::hours(3));
  office.see(nameless(2));

  office.believe(nameless(1));
  EXPECT_THAT(office.see(good_look(pc(3))), ElementsAre("opened name.lookup_timeout"));
}

TEST(RootCause, MakesOneMessageForAGateway) {
  TroubledOffice office({behind(1, "gw"), behind(2, "GW"), pc(3)});
  office.see(good_look(pc(3)));
  office.believe(broken_at(behind(1, "gw"), "gateway.connect", "gateway.tcp.refused"));

  EXPECT_THAT(office.see(broken_at(behind(2, "GW"), "gateway.connect", "gateway.tcp.refused")),
              ElementsAre("opened gateway.tcp.refused x2"));
}

TEST(RootCause, MakesOneMessageForAGatewaysCertificate) {
  TroubledOffice office({behind(1, "gw"), behind(2, "gw")});
  auto soon = monitor::make_finding("gateway.certificate.expires_soon");
  soon.level = 1;
  office.believe(good_look(behind(1, "gw"), {soon}));

  EXPECT_THAT(office.believe(good_look(behind(2, "gw"), {soon})),
              ElementsAre("opened gateway.certificate.expires_soon x2"));
}

TEST(RootCause, AddsALatecomerWithoutAnotherCause) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  office.believe(nameless(1));
  office.see(nameless(2));
  office.wait(seconds(40));

  EXPECT_THAT(office.believe(nameless(3)), ElementsAre("opened name.lookup_timeout x3"));
}

TEST(RootCause, ClosesTheCauseOnceAllAreWell) {
  TroubledOffice office({pc(1), pc(2)});
  office.believe(nameless(1));
  office.believe(nameless(2));

  EXPECT_THAT(office.recover(nameless(1)), IsEmpty());
  EXPECT_THAT(office.recover(nameless(2)), ElementsAre("closed name.lookup_timeout x2"));
}

TEST(RootCause, TellsApartWhoStaysBrokenWhenOthersAreWell) {
  TroubledOffice office({pc(1), pc(2)});
  office.believe(nameless(1));
  office.believe(nameless(2));
  office.recover(nameless(1));
  office.see(nameless(2));

  EXPECT_THAT(office.wait(seconds(61)),
              ElementsAre("closed name.lookup_timeout", "opened name.lookup_timeout"))
      << "over for the one that is well";
  EXPECT_THAT(office.recover(nameless(2)), ElementsAre("closed name.lookup_timeout"));
}

TEST(RootCause, TakesTheSameGatewayCertificateSeenLaterForTheSameMatter) {
  TroubledOffice office({behind(1, "gw"), behind(2, "gw")});
  auto soon = monitor::make_finding("gateway.certificate.expires_soon");
  soon.subject = "aa";
  office.see(good_look(behind(2, "gw")));
  office.wait(seconds(300));
  office.believe(good_look(behind(1, "gw"), {soon}));
  EXPECT_THAT(office.wait(seconds(40)), ElementsAre("opened gateway.certificate.expires_soon"));

  EXPECT_THAT(office.believe(good_look(behind(2, "gw"), {soon})),
              ElementsAre("opened gateway.certificate.expires_soon x2"));
}

TEST(RootCause, TellsOnceOfADomainWhoseNamesAreNotKnownThoughOthersAre) {
  auto cloud = pc(3);
  cloud.endpoint.host = "desk.cloud.test";
  TroubledOffice office({pc(1), pc(2), cloud});
  office.see(nameless(1));
  office.see(good_look(cloud));
  office.believe(nameless(1));

  EXPECT_THAT(office.believe(nameless(2)), ElementsAre("opened name.lookup_timeout x2"));
}

TEST(RootCause, TakesAClockThatDiffersFromAllForThisComputersOwn) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  office.see(with_clock_off_by(pc(1), 0));
  office.see(with_clock_off_by(pc(2), 0));
  office.wait(seconds(300));
  office.believe(with_clock_off_by(pc(1), 4000));

  EXPECT_THAT(office.believe(with_clock_off_by(pc(2), 4001)),
              ElementsAre("opened identity.clock_skew x2"));
}

TEST(RootCause, TakesAClockThatDiffersFromOneForThatComputersOwn) {
  TroubledOffice office({pc(1), pc(2)});
  office.see(with_clock_off_by(pc(2), 0));
  office.believe(with_clock_off_by(pc(1), 4000));
  office.see(with_clock_off_by(pc(2), 0));

  EXPECT_THAT(office.wait(seconds(31)), testing::Not(testing::Contains(testing::HasSubstr("x2"))));
}

TEST(RootCause, TakesTwoClocksThatMoveForTheirOwnWhereAnotherAgreesWithOurs) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  office.see(with_clock_off_by(pc(3), 1));
  office.believe(with_clock_off_by(pc(1), 280));
  office.wait(seconds(300));
  office.see(with_clock_off_by(pc(3), 1));

  EXPECT_THAT(office.believe(with_clock_off_by(pc(2), 276)),
              ElementsAre("opened identity.clock_skew"));
}

TEST(RootCause, TakesWhatFailsAfterTheOthersAreWellForNews) {
  TroubledOffice office({behind(1, "gateway.example.com"), behind(2, "gateway.example.com")});
  const auto down = [](int id) {
    return broken_at(behind(id, "gateway.example.com"), "gateway.connect", "gateway.tcp.refused");
  };
  office.believe(down(1));
  office.believe(down(2));
  office.recover(down(1));
  EXPECT_THAT(office.recover(down(2)), ElementsAre("closed gateway.tcp.refused x2"));

  office.wait(seconds(10));
  office.believe(down(1));
  EXPECT_THAT(office.believe(down(2)), ElementsAre("opened gateway.tcp.refused x2"));
}

TEST(RootCause, SaysNothingOfWhoWasNotSeenSinceOthersAreWell) {
  TroubledOffice office({pc(1), pc(2)});
  office.believe(nameless(1));
  office.believe(nameless(2));
  office.recover(nameless(1));

  EXPECT_THAT(office.wait(std::chrono::hours(3)), IsEmpty());
  EXPECT_THAT(office.recover(nameless(2)), ElementsAre("closed name.lookup_timeout x2"));
}

TEST(RootCause, KeepsApartWhatWasToldBeforeOthersFollowed) {
  TroubledOffice office({pc(1), pc(2), pc(3), pc(4)});
  office.see(good_look(pc(2)));
  office.believe(nameless(1));
  office.wait(seconds(60));
  office.believe(nameless(2));
  office.see(nameless(3));
  office.see(nameless(4));

  EXPECT_THAT(office.see(nameless(1)), ElementsAre("opened name.lookup_timeout x3"));
  EXPECT_THAT(office.recover(nameless(1)), ElementsAre("closed name.lookup_timeout"));
}

TEST(RootCause, SaysNothingOfWhatIsOverBeforeItWasTold) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  office.believe(silent(1));

  EXPECT_THAT(office.recover(silent(1)), IsEmpty());
  EXPECT_THAT(office.wait(seconds(60)), IsEmpty());
}

TEST(RootCause, TellsOnceThatThisComputerIsOffline) {
  TroubledOffice office({pc(1), pc(2)});

  EXPECT_THAT(office.situation(false), IsEmpty());
  EXPECT_THAT(office.wait(monitor::find_code("network.offline")->patience),
              ElementsAre("opened network.offline x2"));
  EXPECT_THAT(office.situation(true), ElementsAre("closed network.offline x2"));
}

TEST(RootCause, SaysNothingOfAMomentWithoutNetwork) {
  TroubledOffice office({pc(1), pc(2)});

  office.situation(false);
  office.wait(seconds(20));

  EXPECT_THAT(office.situation(true), IsEmpty());
  EXPECT_EQ(office.causes.next_settle(), std::nullopt);
}

TEST(RootCause, HoldsBackWhatWasSuspectedWhenTheNetworkWent) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  office.believe(silent(1));
  office.situation(false);

  EXPECT_THAT(office.wait(seconds(300)), ElementsAre("opened network.offline x3"));
  office.situation(true);
  EXPECT_THAT(office.recover(silent(1)), IsEmpty());
}

TEST(RootCause, TellsOfAServerOnThisComputerAlsoWhenOffline) {
  auto local = pc(1);
  local.endpoint.host = "127.0.0.1";
  TroubledOffice office({local, pc(2)});
  office.situation(false);

  EXPECT_THAT(office.believe(broken_at(local, "connect", "tcp.refused")),
              ElementsAre("opened tcp.refused"));
}

TEST(RootCause, GoesOnWithASharedCauseAfterARestart) {
  TroubledOffice office({pc(1), pc(2)});
  FindingChange open;
  open.targets = {TargetId{1}, TargetId{2}};
  open.finding = monitor::make_finding("name.lookup_timeout");

  office.causes.restore(open);

  EXPECT_THAT(office.recover(nameless(1)), IsEmpty());
  EXPECT_THAT(office.recover(nameless(2)), ElementsAre("closed name.lookup_timeout x2"));
}

TEST(RootCause, LeavesTheOthersWhenATargetIsRemoved) {
  TroubledOffice office({pc(1), pc(2), pc(3)});
  for (int id = 1; id <= 3; ++id)
    office.believe(nameless(id));

  EXPECT_THAT(
      office.causes.remove(TargetId{1}, {TroubledOffice::change(Kind::closed, nameless(1))}),
      IsEmpty());
  office.recover(nameless(2));
  EXPECT_THAT(office.recover(nameless(3)), ElementsAre("closed name.lookup_timeout x3"));
}

}  // namespace
