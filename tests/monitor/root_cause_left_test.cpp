#include "monitor/model/taken_back.h"
#include "tests/fakes/troubled_office.h"

#include <gmock/gmock.h>

// What a network blocks, after this computer has left it.

namespace {

using monitor::FindingChange;
using std::chrono::seconds;
using testing::IsEmpty;
using testing::SizeIs;
using tests::good_look;
using tests::pc;
using tests::TroubledOffice;
using Kind = FindingChange::Kind;

monitor::Target behind_a_gateway() {
  auto target = pc(4);
  target.gateway = monitor::Endpoint{"gateway.example.com", 443};
  return target;
}

class LeftNetwork : public testing::Test {
 protected:
  LeftNetwork() {
    move("Cafe");
    for (const auto& one : block())
      is_told_ = is_told_ || one.finding.code == "network.port_blocked";
  }

  std::vector<FindingChange> move(const std::string& network) {
    monitor::Situation there;
    there.network = network;
    return office_.causes.set_situation(there, office_.clock.now(), office_.clock.steady_now());
  }

  std::vector<FindingChange> see(const monitor::Check& check,
                                 std::vector<FindingChange> changes = {}) {
    office_.clock.advance(seconds(1));
    return office_.causes.join(check, std::move(changes), office_.clock.steady_now());
  }

  /// All but the one behind the gateway are silent, which is believed.
  std::vector<FindingChange> block() {
    std::vector<FindingChange> told;
    see(good_look(behind_a_gateway()));
    for (const int id : {1, 2, 3}) {
      const auto silent = tests::broken_at(pc(id), "connect", "tcp.timeout");
      for (auto& one : see(silent, {TroubledOffice::change(Kind::opened, silent)}))
        told.push_back(std::move(one));
    }
    return told;
  }

  TroubledOffice office_{{pc(1), pc(2), pc(3), behind_a_gateway()}};
  bool is_told_ = false;
};

TEST_F(LeftNetwork, IsNotSaidToBlockNoLongerBeforeALookElsewhere) {
  ASSERT_TRUE(is_told_);
  EXPECT_THAT(move("home"), IsEmpty());
  EXPECT_THAT(office_.causes.take_judged_anew(), SizeIs(3));
  EXPECT_THAT(see(good_look(behind_a_gateway())), IsEmpty()) << "that says nothing of the port";

  const auto told = see(good_look(pc(2)));

  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(told[0].kind, Kind::closed);
  EXPECT_EQ(told[0].finding.code, "network.port_blocked");
  EXPECT_FALSE(monitor::is_left_behind(told[0].finding));
  EXPECT_THAT(see(good_look(pc(1))), IsEmpty());
}

TEST_F(LeftNetwork, MakesPlaceForTheNextThatBlocksWithoutBeingCalledOver) {
  ASSERT_TRUE(is_told_);
  move("Bar");

  const auto told = block();

  ASSERT_THAT(told, SizeIs(2));
  EXPECT_EQ(told[0].kind, Kind::closed);
  EXPECT_TRUE(monitor::is_left_behind(told[0].finding));
  EXPECT_EQ(told[1].kind, Kind::opened);
  EXPECT_THAT(told[1].finding.explanation, testing::HasSubstr("Bar"));
}

}  // namespace
