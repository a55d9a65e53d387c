#include "tray/app/client_record.h"

#include "monitor/inspections/judging/client_sessions.h"
#include "tests/fakes/sample_checks.h"
#include "tests/store/sample.h"

#include <gmock/gmock.h>

namespace {

using std::chrono::minutes;
using testing::IsEmpty;

TEST(ClientRecord, TellsTheClientsLastWordLater) {
  const auto database = sample::in_memory();
  const auto now = tests::sample_now();
  ASSERT_TRUE(tray::remember(*database, {{"pc", 3389}, now, now + minutes{1}, 0x904}));
  ASSERT_TRUE(tray::remember(*database, {{"pc", 3390}, now, now + minutes{2}, 0x807}));

  monitor::ClientLog log;
  tray::add_remembered(*database, log);

  const auto sessions = monitor::sessions_of(log);
  ASSERT_EQ(sessions.size(), 2U);
  EXPECT_EQ(sessions[0].host, "pc:3389");
  EXPECT_EQ(sessions[0].reason, 0x904U);
  EXPECT_EQ(sessions[1].ended, now + minutes{2});
}

TEST(ClientRecord, KeepsTheNewestHundred) {
  const auto database = sample::in_memory();
  const auto now = tests::sample_now();
  for (int i = 0; i < 105; ++i)
    ASSERT_TRUE(tray::remember(*database, {{"pc", 3389}, now + minutes{i}, now + minutes{i}, 1}));

  monitor::ClientLog log;
  tray::add_remembered(*database, log);

  EXPECT_EQ(log.events.size(), 200U);
  EXPECT_EQ(log.events.front().at, now + minutes{5});
}

TEST(ClientRecord, IsEmptyAtFirst) {
  monitor::ClientLog log;
  tray::add_remembered(*sample::in_memory(), log);

  EXPECT_THAT(log.events, IsEmpty());
}

}  // namespace
