#include "monitor/foresight/lossy_networks.h"
#include "monitor/foresight/transcript.h"
#include "tests/fakes/laptop.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace {

using monitor::Belief;
using monitor::LossyNetworks;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using tests::good_look;
using tests::Laptop;
using tests::monday;
using tests::pc;
using tests::silent;

/// Network 1 after a day of looks, of which every tenth ends an interruption of one of these hosts.
LossyNetworks after_a_day(const std::vector<std::string>& hosts) {
  LossyNetworks networks;
  for (std::size_t look = 0; look < 100; ++look) {
    networks.answered(1);
    networks.answered(2);
    if (look % 10 == 0) networks.interrupted(1, hosts[look / 10 % hosts.size()]);
  }
  return networks;
}

TEST(LossyNetworks, LoseWhateverIsLookedAt) {
  const auto networks = after_a_day({"a", "b", "c"});
  EXPECT_TRUE(networks.is_lossy(1));
  EXPECT_FALSE(networks.is_lossy(2));
  EXPECT_FALSE(networks.is_lossy(0)) << "not known which";
}

TEST(LossyNetworks, OneHostAloneSaysNothingOfThem) {
  EXPECT_FALSE(after_a_day({"a"}).is_lossy(1));
}

TEST(LossyNetworks, AreGoodAgainWithTime) {
  auto networks = after_a_day({"a", "b"});
  for (int look = 0; look < 2000; ++look)
    networks.answered(1);
  EXPECT_FALSE(networks.is_lossy(1));
}

TEST(LossyNetworks, AreKnownAfterARestart) {
  auto networks = after_a_day({"a", "b"});
  monitor::PlaceNumbers places;
  monitor::Transcript written(places);
  networks.transcribe(written);
  LossyNetworks again;
  monitor::PlaceNumbers ours{{5}};
  monitor::Transcript read(written.line(), ours, monday);
  again.transcribe(read);

  EXPECT_TRUE(read.is_whole());
  EXPECT_TRUE(again.is_lossy(5)) << "its number is another one now";
  EXPECT_FALSE(again.is_lossy(1));
}

/// When pc1 is told silent, in minutes, the next day on a network on which so many of the others
/// were interrupted now and then.
std::optional<int> told_on_the_next_day(int interrupted) {
  Laptop laptop;
  laptop.work(12, hours{0});
  std::optional<int> told;
  for (const int day : {14, 15}) {
    const auto begun = monday + days{day} + hours{8};
    laptop.wake(begun);
    for (int minute = 0; minute < 300; minute += 5) {
      const auto at = begun + minutes{minute};
      for (int id = 2; id <= 4; ++id) {
        const bool lost = day == 14 && id < 2 + interrupted && minute % 20 == 5 * (id - 1);
        laptop.see(lost ? silent(id) : good_look(pc(id)), at);
      }
      const bool fails = day == 15 && minute >= 150;
      laptop.see(fails ? silent(1) : good_look(pc(1)), at + seconds{20});
      if (!told && fails && laptop.foresight.outlook().outage == Belief::at_once)
        told = minute - 150;
    }
  }
  return told;
}

TEST(LossyNetworks, AreWaitedForOnOtherDaysToo) {
  const auto good = told_on_the_next_day(0);
  const auto lossy = told_on_the_next_day(3);
  ASSERT_TRUE(good);
  ASSERT_TRUE(lossy);
  EXPECT_LE(*good, 20);
  EXPECT_GE(*lossy, 30);
}

}  // namespace
