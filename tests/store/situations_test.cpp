#include "tests/store/sample.h"

#include <gmock/gmock.h>

namespace {

using monitor::SysTime;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using store::NotedSituation;
using testing::ElementsAre;
using testing::SizeIs;

const SysTime noon = sample::at("2026-08-01T12:00:00Z");

NotedSituation on(const std::string& network, SysTime at, std::optional<std::string> vpn = {}) {
  NotedSituation noted{at, {}};
  noted.situation.network = network;
  noted.situation.vpn = std::move(vpn);
  return noted;
}

class Situations : public testing::Test {
 protected:
  void note(const NotedSituation& noted) { ASSERT_TRUE(database_->note_situation(noted)); }

  std::vector<NotedSituation> since(SysTime at) { return sample::must(database_->situations(at)); }

  std::unique_ptr<store::Database> database_ = sample::in_memory();
};

TEST_F(Situations, AreGivenBackAsTheyWereNoted) {
  auto asleep = on("home", noon + hours{1}, "corp");
  asleep.situation.asleep = true;
  auto offline = on("", noon + hours{2});
  offline.situation.online = false;
  note(on("home", noon));
  note(asleep);
  note(offline);

  EXPECT_THAT(since(noon), ElementsAre(on("home", noon), asleep, offline));
}

TEST_F(Situations, AreWrittenOnlyWhereTheySaySomethingNew) {
  note(on("home", noon));
  auto on_battery = on("home", noon + minutes{1});
  on_battery.situation.on_battery = on_battery.situation.metered = true;

  note(on_battery);
  note(on("home", noon + minutes{2}));

  EXPECT_THAT(since({}), SizeIs(1));
}

TEST_F(Situations, BeginWithTheOneThatHeldThen) {
  note(on("home", noon));
  note(on("train", noon + hours{1}));
  note(on("office", noon + hours{2}));

  EXPECT_THAT(since(noon + minutes{90}),
              ElementsAre(on("train", noon + hours{1}), on("office", noon + hours{2})));
}

TEST_F(Situations, OfAClockThatWasSetBackAreNotMistakenForOlderOnes) {
  note(on("home", noon));
  note(on("train", noon - hours{5}));
  note(on("train", noon - hours{4}));

  EXPECT_THAT(since({}), SizeIs(2));
}

TEST_F(Situations, AreLetGoWithTheHoursAllButTheOneThatStillHeld) {
  note(on("home", noon));
  note(on("train", noon + hours{1}));
  note(on("office", noon + days{50}));

  ASSERT_TRUE(database_->roll_up(noon + days{100}));

  EXPECT_THAT(since({}), ElementsAre(on("train", noon + hours{1}), on("office", noon + days{50})));
}

TEST_F(Situations, OfANetworkThatComesAndGoesAllTheTimeAreBounded) {
  for (int i = 0; i < 20'100; ++i)
    note(on(i % 2 == 0 ? "home" : "", noon + minutes{i}));

  ASSERT_TRUE(database_->roll_up(noon + days{20}));

  EXPECT_THAT(since({}), SizeIs(20'000));
}

}  // namespace
