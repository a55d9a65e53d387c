#include "tests/fakes/troubled_office.h"

#include <gmock/gmock.h>

// Several targets that lead to one computer.

namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using tests::broken_at;
using tests::good_look;
using tests::pc_at;
using tests::TroubledOffice;

const auto own = pc_at(1, "desk.corp.example");
const auto admin = pc_at(2, "Desk.corp.example");
const auto alias = pc_at(4, "192.0.2.7");
const auto other = pc_at(3, "build.corp.example");

monitor::Check refusing(const monitor::Target& target) {
  return broken_at(target, "connect", "tcp.refused");
}

class OneComputer : public testing::Test {
 protected:
  OneComputer() {
    for (const auto& target : {own, admin, other})
      office_.see(good_look(target));
    office_.wait(minutes(5));
    office_.see(good_look(other));
  }

  TroubledOffice office_{{own, admin, other}};
};

TEST_F(OneComputer, MakesOneMessage) {
  EXPECT_THAT(office_.believe(refusing(own)), IsEmpty()) << "the other target is asked first";

  EXPECT_THAT(office_.see(refusing(admin)), ElementsAre("opened tcp.refused x2"));
  EXPECT_THAT(office_.believe(refusing(admin)), IsEmpty());
  office_.recover(refusing(own));
  EXPECT_THAT(office_.recover(refusing(admin)), ElementsAre("closed tcp.refused x2"));
}

TEST_F(OneComputer, TakesInTheTargetThatIsLookedAtLater) {
  office_.believe(refusing(own));
  EXPECT_THAT(office_.wait(seconds(31)), ElementsAre("opened tcp.refused"));

  EXPECT_THAT(office_.believe(refusing(admin)), ElementsAre("opened tcp.refused x2"));
}

TEST_F(OneComputer, WhereTheOtherTargetWorksTheTroubleIsOnesOwn) {
  office_.believe(refusing(own));

  EXPECT_THAT(office_.see(good_look(admin)), ElementsAre("opened tcp.refused"));
}

TEST_F(OneComputer, ByAGatewayItIsAnotherWay) {
  auto behind = admin;
  behind.gateway = monitor::Endpoint{"gateway.example.com", 443};
  TroubledOffice office({own, behind, other});
  office.see(good_look(other));

  EXPECT_THAT(office.believe(refusing(own)), ElementsAre("opened tcp.refused"));
}

/// How each of the three was seen last: where, and with which certificate.
class SeveralNames : public testing::Test {
 protected:
  static monitor::Check seen(const monitor::Target& target, const char* address,
                             const char* certificate) {
    auto look = good_look(target);
    look.steps[1].facts.push_back({"address", std::string(address)});
    look.certificate.emplace();
    look.certificate->sha256 = certificate;
    return look;
  }

  TroubledOffice office_{{own, alias, other}};
};

TEST_F(SeveralNames, OfOneComputerMakeOneMessage) {
  office_.see(seen(own, "192.0.2.7", "5a"));
  office_.see(seen(alias, "192.0.2.7", "5a"));
  office_.see(seen(other, "192.0.2.8", "5b"));
  office_.wait(minutes(5));

  EXPECT_THAT(office_.believe(refusing(own)), IsEmpty());
  EXPECT_THAT(office_.see(refusing(alias)), ElementsAre("opened tcp.refused x2"));
  EXPECT_THAT(office_.believe(refusing(alias)), IsEmpty());
  office_.recover(refusing(own));
  EXPECT_THAT(office_.recover(refusing(alias)), ElementsAre("closed tcp.refused x2"));
}

TEST_F(SeveralNames, WithCertificatesOfTheirOwnAreSeveralComputers) {
  office_.see(seen(own, "192.0.2.7", "5a"));
  office_.see(seen(alias, "192.0.2.7", "5b"));
  office_.wait(minutes(5));

  EXPECT_THAT(office_.believe(refusing(own)), ElementsAre("opened tcp.refused"));
}

TEST_F(SeveralNames, WithOneCertificateAtSeveralAddressesAreSeveralComputers) {
  office_.see(seen(own, "192.0.2.7", "5a"));
  office_.see(seen(alias, "192.0.2.8", "5a"));
  office_.wait(minutes(5));

  EXPECT_THAT(office_.believe(refusing(own)), ElementsAre("opened tcp.refused"));
}

TEST_F(OneComputer, ARestartKnowsIt) {
  monitor::FindingChange told;
  told.targets = {own.id, admin.id};
  told.finding = monitor::make_finding("tcp.refused");
  office_.causes.restore(told);

  EXPECT_THAT(office_.believe(refusing(own)), IsEmpty());
  EXPECT_THAT(office_.believe(refusing(admin)), IsEmpty());
  office_.recover(refusing(own));
  EXPECT_THAT(office_.recover(refusing(admin)), ElementsAre("closed tcp.refused x2"));
}

}  // namespace
