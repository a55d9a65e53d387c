#include "monitor/engine/root_cause.h"

#include "monitor/model/finding_codes.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/watched_checks.h"

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
using tests::pc;
using tests::told_of;
using Kind = FindingChange::Kind;

/// Several targets; what the tracker would say is said by the test.
class Office {
 public:
  explicit Office(std::vector<Target> targets) : targets_(std::move(targets)) {
    causes.set_targets(targets_);
  }

  tests::FakeClock clock;
  monitor::RootCause causes;

  static FindingChange change(Kind kind, const Check& check) {
    FindingChange made;
    made.kind = kind;
    made.targets = {check.target.id};
    made.finding = check.findings.front();
    return made;
  }

  std::vector<std::string> see(const Check& check) { return see(check, {}); }

  /// A look from which the tracker concludes that the trouble is real.
  std::vector<std::string> believe(const Check& check) {
    return see(check, {change(Kind::opened, check)});
  }

  /// A look that went well, and the tracker takes `trouble` to be over.
  std::vector<std::string> recover(const Check& trouble) {
    return see(good_look(trouble.target), {change(Kind::closed, trouble)});
  }

  std::vector<std::string> wait(seconds span) {
    clock.advance(span);
    return told_of(causes.settle(clock.steady_now()));
  }

  std::vector<std::string> situation(bool online) {
    Situation now;
    now.online = online;
    return told_of(causes.set_situation(now, clock.now(), clock.steady_now()));
  }

 private:
  std::vector<std::string> see(const Check& check, std::vector<FindingChange> changes) {
    clock.advance(seconds(1));
    return told_of(causes.join(check, std::move(changes), clock.steady_now()));
  }

  std::vector<Target> targets_;
};

Check silent(int id) {
  return broken_at(pc(id), "connect", "tcp.timeout");
}

Check nameless(int id, const char* code = "name.lookup_timeout") {
  return broken_at(pc(id), "resolve", code);
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
  Office office({pc(1), pc(2)});
  const auto check = broken_at(pc(1), "negotiate", "rdp.closed");

  EXPECT_THAT(office.believe(check), ElementsAre("opened rdp.closed"));
}

TEST(RootCause, AsksTheOthersBeforeItTellsOfOne) {
  Office office({pc(1), pc(2), pc(3)});

  EXPECT_THAT(office.believe(silent(1)), IsEmpty());

  EXPECT_THAT(office.causes.take_suspects(), testing::IsSupersetOf({TargetId{2}, TargetId{3}}));
}

TEST(RootCause, TellsOfOneOnceAnotherAnswers) {
  Office office({pc(1), pc(2), pc(3)});
  office.believe(silent(1));

  EXPECT_THAT(office.see(good_look(pc(2))), ElementsAre("opened tcp.timeout"));
}

TEST(RootCause, TellsOfASingleTargetWithoutWaiting) {
  Office office({pc(1)});

  EXPECT_THAT(office.believe(silent(1)), ElementsAre("opened tcp.timeout"));
}

TEST(RootCause, DoesNotWaitForEverForOthers) {
  Office office({pc(1), pc(2), pc(3)});
  office.believe(silent(1));

  EXPECT_THAT(office.wait(seconds(10)), IsEmpty());
  EXPECT_THAT(office.wait(seconds(25)), ElementsAre("opened tcp.timeout"));
}

TEST(RootCause, MakesOneMessageWhereThePortIsBlockedHere) {
  Office office({pc(1), pc(2), pc(3), web(4)});
  office.see(good_look(web(4)));
  office.see(silent(2));
  office.see(silent(3));

  EXPECT_THAT(office.believe(silent(1)), ElementsAre("opened network.port_blocked x3"));
  EXPECT_THAT(office.believe(silent(2)), IsEmpty());
  EXPECT_THAT(office.believe(silent(3)), IsEmpty());
}

TEST(RootCause, DoesNotBlameThePortWhereNothingAnswersAtAll) {
  // Addresses, so that not even a name service has answered.
  std::vector<Target> targets;
  for (int id = 1; id <= 3; ++id) {
    targets.push_back(pc(id));
    targets.back().endpoint.host = "192.0.2." + std::to_string(id);
  }
  Office office(targets);
  for (int i = 1; i < 3; ++i)
    office.see(broken_at(targets[static_cast<std::size_t>(i)], "connect", "tcp.timeout"));

  EXPECT_THAT(office.believe(broken_at(targets[0], "connect", "tcp.timeout")),
              ElementsAre("opened tcp.timeout x3"));
}

TEST(RootCause, DoesNotBlameThePortWhileAComputerAnswersOnIt) {
  Office office({pc(1), pc(2), pc(3), pc(4), web(5)});
  office.see(good_look(web(5)));
  office.see(silent(2));
  office.see(silent(3));
  office.see(good_look(pc(4)));

  EXPECT_THAT(office.believe(silent(1)), ElementsAre("opened tcp.timeout"));
}

TEST(RootCause, MakesOneMessageWhereNoNameResolves) {
  Office office({pc(1), pc(2)});
  office.believe(nameless(1));

  EXPECT_THAT(office.see(nameless(2, "name.not_found")),
              ElementsAre("opened name.lookup_timeout x2"));
  EXPECT_THAT(office.believe(nameless(2, "name.not_found")), IsEmpty());
}

TEST(RootCause, DoesNotBlameTheNameServiceWhileAnotherNameResolves) {
  Office office({pc(1), pc(2), pc(3)});
  office.believe(nameless(1));
  office.see(nameless(2));

  EXPECT_THAT(office.see(good_look(pc(3))), ElementsAre("opened name.lookup_timeout"));
}

TEST(RootCause, MakesOneMessageForAGateway) {
  Office office({behind(1, "gw"), behind(2, "GW"), pc(3)});
  office.see(good_look(pc(3)));
  office.believe(broken_at(behind(1, "gw"), "gateway.connect", "gateway.tcp.refused"));

  EXPECT_THAT(office.see(broken_at(behind(2, "GW"), "gateway.connect", "gateway.tcp.refused")),
              ElementsAre("opened gateway.tcp.refused x2"));
}

TEST(RootCause, MakesOneMessageForAGatewaysCertificate) {
  Office office({behind(1, "gw"), behind(2, "gw")});
  auto soon = monitor::make_finding("gateway.certificate.expires_soon");
  soon.level = 1;
  office.believe(good_look(behind(1, "gw"), {soon}));

  EXPECT_THAT(office.believe(good_look(behind(2, "gw"), {soon})),
              ElementsAre("opened gateway.certificate.expires_soon x2"));
}

TEST(RootCause, AddsALatecomerWithoutAnotherCause) {
  Office office({pc(1), pc(2), pc(3)});
  office.believe(nameless(1));
  office.see(nameless(2));
  office.wait(seconds(40));

  EXPECT_THAT(office.believe(nameless(3)), ElementsAre("opened name.lookup_timeout x3"));
}

TEST(RootCause, ClosesTheCauseOnceAllAreWell) {
  Office office({pc(1), pc(2)});
  office.believe(nameless(1));
  office.believe(nameless(2));

  EXPECT_THAT(office.recover(nameless(1)), IsEmpty());
  EXPECT_THAT(office.recover(nameless(2)), ElementsAre("closed name.lookup_timeout x2"));
}

TEST(RootCause, TellsApartWhoStaysBrokenWhenOthersAreWell) {
  Office office({pc(1), pc(2)});
  office.believe(nameless(1));
  office.believe(nameless(2));
  office.recover(nameless(1));
  office.see(nameless(2));

  EXPECT_THAT(office.wait(seconds(61)),
              ElementsAre("closed name.lookup_timeout x2", "opened name.lookup_timeout"));
  EXPECT_THAT(office.recover(nameless(2)), ElementsAre("closed name.lookup_timeout"));
}

Check with_clock_off_by(Target target, double skew_s) {
  auto check = good_look(target);
  check.identity.emplace();
  check.identity->clock_skew_s = skew_s;
  if (skew_s > 60) check.findings.push_back(monitor::make_finding("identity.clock_skew"));
  return check;
}

TEST(RootCause, TakesTheSameGatewayCertificateSeenLaterForTheSameMatter) {
  Office office({behind(1, "gw"), behind(2, "gw")});
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
  Office office({pc(1), pc(2), cloud});
  office.see(nameless(1));
  office.see(good_look(cloud));
  office.believe(nameless(1));

  EXPECT_THAT(office.believe(nameless(2)), ElementsAre("opened name.lookup_timeout x2"));
}

TEST(RootCause, TakesAClockThatDiffersFromAllForThisComputersOwn) {
  Office office({pc(1), pc(2), pc(3)});
  office.see(with_clock_off_by(pc(1), 0));
  office.see(with_clock_off_by(pc(2), 0));
  office.wait(seconds(300));
  office.believe(with_clock_off_by(pc(1), 4000));

  EXPECT_THAT(office.believe(with_clock_off_by(pc(2), 4001)),
              ElementsAre("opened identity.clock_skew x2"));
}

TEST(RootCause, TakesAClockThatDiffersFromOneForThatComputersOwn) {
  Office office({pc(1), pc(2)});
  office.see(with_clock_off_by(pc(2), 0));
  office.believe(with_clock_off_by(pc(1), 4000));
  office.see(with_clock_off_by(pc(2), 0));

  EXPECT_THAT(office.wait(seconds(31)), testing::Not(testing::Contains(testing::HasSubstr("x2"))));
}

TEST(RootCause, TakesWhatFailsAfterTheOthersAreWellForNews) {
  Office office({behind(1, "gateway.example.com"), behind(2, "gateway.example.com")});
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
  Office office({pc(1), pc(2)});
  office.believe(nameless(1));
  office.believe(nameless(2));
  office.recover(nameless(1));

  EXPECT_THAT(office.wait(std::chrono::hours(3)), IsEmpty());
  EXPECT_THAT(office.recover(nameless(2)), ElementsAre("closed name.lookup_timeout x2"));
}

TEST(RootCause, KeepsApartWhatWasToldBeforeOthersFollowed) {
  Office office({pc(1), pc(2), pc(3), pc(4)});
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
  Office office({pc(1), pc(2), pc(3)});
  office.believe(silent(1));

  EXPECT_THAT(office.recover(silent(1)), IsEmpty());
  EXPECT_THAT(office.wait(seconds(60)), IsEmpty());
}

TEST(RootCause, TellsOnceThatThisComputerIsOffline) {
  Office office({pc(1), pc(2)});

  EXPECT_THAT(office.situation(false), IsEmpty());
  EXPECT_THAT(office.wait(monitor::find_code("network.offline")->patience),
              ElementsAre("opened network.offline x2"));
  EXPECT_THAT(office.situation(true), ElementsAre("closed network.offline x2"));
}

TEST(RootCause, SaysNothingOfAMomentWithoutNetwork) {
  Office office({pc(1), pc(2)});

  office.situation(false);
  office.wait(seconds(20));

  EXPECT_THAT(office.situation(true), IsEmpty());
  EXPECT_EQ(office.causes.next_settle(), std::nullopt);
}

TEST(RootCause, HoldsBackWhatWasSuspectedWhenTheNetworkWent) {
  Office office({pc(1), pc(2), pc(3)});
  office.believe(silent(1));
  office.situation(false);

  EXPECT_THAT(office.wait(seconds(300)), ElementsAre("opened network.offline x3"));
  office.situation(true);
  EXPECT_THAT(office.recover(silent(1)), IsEmpty());
}

TEST(RootCause, TellsOfAServerOnThisComputerAlsoWhenOffline) {
  auto local = pc(1);
  local.endpoint.host = "127.0.0.1";
  Office office({local, pc(2)});
  office.situation(false);

  EXPECT_THAT(office.believe(broken_at(local, "connect", "tcp.refused")),
              ElementsAre("opened tcp.refused"));
}

TEST(RootCause, GoesOnWithASharedCauseAfterARestart) {
  Office office({pc(1), pc(2)});
  FindingChange open;
  open.targets = {TargetId{1}, TargetId{2}};
  open.finding = monitor::make_finding("name.lookup_timeout");

  office.causes.restore(open);

  EXPECT_THAT(office.recover(nameless(1)), IsEmpty());
  EXPECT_THAT(office.recover(nameless(2)), ElementsAre("closed name.lookup_timeout x2"));
}

TEST(RootCause, LeavesTheOthersWhenATargetIsRemoved) {
  Office office({pc(1), pc(2), pc(3)});
  for (int id = 1; id <= 3; ++id)
    office.believe(nameless(id));

  EXPECT_THAT(office.causes.remove(TargetId{1}, {Office::change(Kind::closed, nameless(1))}),
              IsEmpty());
  office.recover(nameless(2));
  EXPECT_THAT(office.recover(nameless(3)), ElementsAre("closed name.lookup_timeout x3"));
}

}  // namespace
