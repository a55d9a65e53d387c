#include "tests/store/sample.h"

#include <gmock/gmock.h>

namespace {

using std::chrono::days;
using store::ToldRow;
using testing::ElementsAre;
using testing::IsEmpty;

const monitor::SysTime noon = sample::at("2026-11-22T12:00:00Z");

ToldRow told(std::string episode, std::vector<monitor::TargetId> targets) {
  return {std::move(episode), std::move(targets), "certificate.expires_soon", "aa", 2, noon, true};
}

TEST(ToldRows, ComeBackAndAreReplacedByEpisode) {
  const auto database = sample::in_memory();
  auto first = told("one", {monitor::TargetId{7}, monitor::TargetId{3}});
  ASSERT_TRUE(database->save_told(first));
  ASSERT_TRUE(database->save_told(told("two", {monitor::TargetId{3}})));

  first.open = false;
  first.level = 3;
  first.targets.pop_back();
  ASSERT_TRUE(database->save_told(first));

  EXPECT_THAT(*database->told(), ElementsAre(first, told("two", {monitor::TargetId{3}})));
}

TEST(ToldRows, StayUntilTheyAreOfNoUse) {
  const auto database = sample::in_memory();
  const auto pc = database->add_target(sample::target("pc"))->id;
  const auto gone = database->add_target(sample::target("gone", "b"))->id;
  auto closed = told("closed", {pc});
  closed.open = false;
  const auto open = told("open", {gone, pc});
  for (const auto& row : {closed, open, told("nobody's", {gone})})
    ASSERT_TRUE(database->save_told(row));
  ASSERT_TRUE(database->remove_target(gone));

  ASSERT_TRUE(database->roll_up(noon + days{365}));
  EXPECT_THAT(*database->told(), ElementsAre(closed, open));

  ASSERT_TRUE(database->roll_up(noon + days{366}));
  EXPECT_THAT(*database->told(), ElementsAre(open));
}

TEST(Settings, AreKeptAsText) {
  const auto database = sample::in_memory();

  EXPECT_EQ(*database->setting("check_every_minutes"), std::nullopt);
  ASSERT_TRUE(database->save_setting("check_every_minutes", "5"));
  ASSERT_TRUE(database->save_setting("check_every_minutes", ""));
  EXPECT_EQ(*database->setting("check_every_minutes"), "");
}

}  // namespace
