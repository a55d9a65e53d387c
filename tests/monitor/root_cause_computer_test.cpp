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
