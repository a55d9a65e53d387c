#include "store/summary.h"
#include "tests/store/sample.h"

#include <gmock/gmock.h>

namespace {

using monitor::SysTime;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using store::HistoryPoint;
using testing::ElementsAre;
using testing::SizeIs;

const SysTime midnight = sample::at("2026-08-01T00:00:00Z");

class History : public testing::Test {
 protected:
  std::unique_ptr<store::Database> database_ = sample::in_memory();
  monitor::Target target_ = database_->add_target(sample::target("pc")).value();

  void record(const monitor::Check& check) { ASSERT_TRUE(database_->record(check, "{}")); }

  void roll_up(SysTime now) {
    const auto done = database_->roll_up(now);
    ASSERT_TRUE(done) << done.error().what << done.error().detail;
  }

  std::vector<HistoryPoint> all() { return database_->history(target_.id, SysTime::min()).value(); }
};

TEST_F(History, ShowsEachLookOfTheLastDays) {
  record(sample::look(target_, midnight + std::chrono::milliseconds{123}, 9.8, 41.7));
  record(sample::failed_look(target_, midnight + minutes{5}));
  roll_up(midnight + days{7});

  HistoryPoint good;
  good.at = midnight + std::chrono::milliseconds{123};
  good.looks = good.ready = 1;
  good.connect_ms = 9.8;
  good.total_ms = 41.7;
  HistoryPoint bad;
  bad.at = midnight + minutes{5};
  bad.looks = bad.would_fail = 1;
  bad.total_ms = 40;
  bad.failing_code = "tcp.refused";
  EXPECT_THAT(all(), ElementsAre(good, bad));
  EXPECT_THAT(*database_->history(target_.id, midnight + minutes{1}), ElementsAre(bad));
}

TEST_F(History, ShowsHoursOfLooksOlderThanAWeek) {
  record(sample::look(target_, midnight + minutes{0}, 10, 40));
  record(sample::look(target_, midnight + minutes{20}, 30, 90));
  record(sample::look(target_, midnight + minutes{59}, 12, 50));
  record(sample::failed_look(target_, midnight + minutes{61}, "tcp.timeout"));
  record(sample::failed_look(target_, midnight + minutes{62}));
  record(sample::failed_look(target_, midnight + minutes{63}));

  roll_up(midnight + days{7} + hours{2});

  HistoryPoint first;
  first.at = midnight;
  first.span = hours{1};
  first.looks = first.ready = 3;
  first.connect_ms = 12;
  first.total_ms = 50;
  HistoryPoint second;
  second.at = midnight + hours{1};
  second.span = hours{1};
  second.looks = second.would_fail = 3;
  second.total_ms = 40;
  second.failing_code = "tcp.refused";
  second.seen_after = minutes{2};
  EXPECT_THAT(all(), ElementsAre(first, second));
}

TEST_F(History, TellsOfAnHourByALookThatWasAsMostOfThem) {
  auto cut_off = sample::failed_look(target_, midnight);
  cut_off.findings = {sample::finding("network.vpn_down", monitor::Severity::information)};
  for (const auto minute : {0, 1, 2}) {
    cut_off.at = midnight + minutes{minute};
    record(cut_off);
    cut_off.at += hours{1};
    record(cut_off);
  }
  record(sample::look(target_, midnight + minutes{3}));

  roll_up(midnight + days{8});

  const auto points = all();
  ASSERT_THAT(points, SizeIs(2));
  EXPECT_EQ(points[0].seen_after, minutes{3});
  EXPECT_EQ(points[1].seen_after, minutes{0});
  EXPECT_EQ(points[1].broken, "connect refused");
  EXPECT_EQ(points[1].failing_code, "");
}

TEST_F(History, KeepsAnHourRawUntilAllOfItIsOldEnough) {
  record(sample::look(target_, midnight));

  roll_up(midnight + days{7} + minutes{59});
  EXPECT_EQ(all().at(0).span, seconds{0});

  roll_up(midnight + days{7} + minutes{60});
  EXPECT_EQ(all().at(0).span, hours{1});
}

TEST_F(History, ShowsDaysOfWhatIsOlderThanNinety) {
  for (int hour = 0; hour < 24; ++hour)
    record(sample::look(target_, midnight + hours{hour}, 10 + hour));
  record(sample::look(target_, midnight + hours{24}));

  roll_up(midnight + days{8});
  roll_up(midnight + days{91});

  const auto points = all();
  ASSERT_THAT(points, SizeIs(2));
  EXPECT_EQ(points[0].at, midnight);
  EXPECT_EQ(points[0].span, days{1});
  EXPECT_EQ(points[0].looks, 24);
  EXPECT_EQ(points[0].connect_ms, 21.5);
  EXPECT_EQ(points[1].span, hours{1});
  EXPECT_THAT(*database_->history(target_.id, midnight + hours{12}), SizeIs(2))
      << "a day that reaches beyond the moment that was asked for belongs to the answer";
  EXPECT_THAT(*database_->history(target_.id, midnight + hours{24}), SizeIs(1));
}

TEST_F(History, ALateLookJoinsTheHourItBelongsTo) {
  record(sample::look(target_, midnight, 10));
  roll_up(midnight + days{8});
  record(sample::look(target_, midnight + minutes{30}, 20));

  roll_up(midnight + days{8});

  const auto points = all();
  ASSERT_THAT(points, SizeIs(1));
  EXPECT_EQ(points[0].looks, 2);
  EXPECT_EQ(points[0].connect_ms, 15);
}

TEST_F(History, RollingUpAgainChangesNothing) {
  for (int hour = 0; hour < 48; ++hour)
    record(sample::look(target_, midnight + hours{hour}, 10 + hour));
  roll_up(midnight + days{91});
  const auto before = all();

  roll_up(midnight + days{91});

  EXPECT_EQ(all(), before);
}

TEST_F(History, AFindingThatEndedLongAgoIsLetGo) {
  record(sample::failed_look(target_, midnight));
  record(sample::look(target_, midnight + minutes{5}));

  roll_up(midnight + days{90});
  EXPECT_THAT(*database_->past_findings(target_.id, {}), SizeIs(1));

  roll_up(midnight + days{91});
  EXPECT_THAT(*database_->past_findings(target_.id, {}), SizeIs(0));
}

TEST_F(History, TimesBefore1970AreRolledUpToo) {
  record(sample::look(target_, sample::at("1969-12-31T23:30:00Z")));

  roll_up(midnight);

  EXPECT_EQ(all().at(0).at, sample::at("1969-12-31T00:00:00Z"));
}

store::Summary hour(int looks, std::int64_t connect_us, int failed = 0, std::string code = {}) {
  store::Summary hour;
  hour.verdicts = {looks, 0, failed, 0};
  hour.connect_us = connect_us;
  hour.failing_code = std::move(code);
  return hour;
}

TEST(Summary, WeighsHoursByTheirLooks) {
  const std::vector parts = {hour(1, 900), hour(12, 10), hour(1, 800)};

  EXPECT_EQ(store::rolled_up(parts).connect_us, 10);
}

TEST(Summary, TakesTheCodeWithTheMostFailedLooks) {
  const std::vector parts = {hour(0, 1, 2, "tcp.refused"), hour(0, 1, 5, "tcp.timeout"),
                             hour(0, 1, 2, "tcp.refused")};

  EXPECT_EQ(store::rolled_up(parts).failing_code, "tcp.timeout");
}

}  // namespace
