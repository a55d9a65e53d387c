#include "tray/app/timeline_presenter.h"

#include "monitor/model/finding_codes.h"
#include "monitor/model/time_text.h"
#include "tests/fakes/office.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

namespace tests {
namespace {

using namespace std::chrono_literals;
using monitor::SysTime;
using monitor::TargetId;
using std::chrono::days;
using testing::ElementsAre;
using testing::HasSubstr;
using tray::TimelineView;
using Look = TimelineView::Span::Look;

const SysTime now = *monitor::parse_iso("2026-11-24T21:12:00Z");

/// An hour east of Greenwich.
tray::Viewpoint view() {
  return {now, [](SysTime) { return std::chrono::seconds{1h}; }};
}

TimelineView timeline_of(std::int64_t id) {
  const auto statuses = office(now);
  return tray::present_timeline(statuses[static_cast<std::size_t>(id - 1)],
                                months_of_looks(now, TargetId{id}),
                                seen_certificates(statuses, TargetId{id}), view());
}

store::HistoryPoint look(SysTime at, int ready, int would_fail) {
  store::HistoryPoint point;
  point.at = at;
  point.looks = ready + would_fail;
  point.ready = ready;
  point.would_fail = would_fail;
  return point;
}

const TimelineView::Span* find(const TimelineView& shown, Look wanted) {
  for (const auto& lane : shown.lanes) {
    for (const auto& span : lane.spans) {
      if (span.look == wanted) return &span;
    }
  }
  return nullptr;
}

TEST(Timeline, MarksTodayBetweenThePastAndWhatLiesAhead) {
  const auto shown = timeline_of(2);

  EXPECT_NEAR(shown.today, 92.93, .01);
  EXPECT_GT(shown.length, shown.today + 60);
}

TEST(Timeline, HatchesTheTimeFromTheExpectedFailureOn) {
  const auto shown = timeline_of(2);

  const auto* span = find(shown, Look::foreseen);

  ASSERT_NE(span, nullptr);
  EXPECT_NEAR(span->from - shown.today, 8.83, .01);
  EXPECT_EQ(span->to, shown.length);
  EXPECT_EQ(span->tip, "Expected to fail from 3 December on");
}

TEST(Timeline, ShowsBetweenWhichDaysAFailureIsExpected) {
  auto status = office(now)[1];
  status.last->findings[0].evidence.push_back({"earliest", SysTime{now + days{5}}});

  const auto shown = tray::present_timeline(status, {}, {}, view());

  const auto* span = find(shown, Look::estimate);
  ASSERT_NE(span, nullptr);
  EXPECT_NEAR(span->from - shown.today, 5, .01);
  EXPECT_EQ(span->tip, "Possibly from 29 November on");
}

TEST(Timeline, ForeseesNothingForATargetThatIsWell) {
  EXPECT_EQ(find(timeline_of(1), Look::foreseen), nullptr);
}

TEST(Timeline, ShowsCertificatesAndWhenTheyWereRenewed) {
  const auto shown = timeline_of(1);
  ASSERT_EQ(shown.lanes.size(), 2U);
  const auto& lane = shown.lanes[1];

  EXPECT_EQ(lane.label, "Certificate");
  ASSERT_EQ(lane.spans.size(), 2U);
  EXPECT_EQ(lane.spans[0].look, Look::former_certificate);
  EXPECT_EQ(lane.spans[1].label, "until 17 June");
  ASSERT_EQ(lane.marks.size(), 1U);
  EXPECT_EQ(lane.marks[0].tip, "25 September: renewed");
  EXPECT_EQ(lane.marks[0].at, lane.spans[1].from);
}

TEST(Timeline, TellsARenewalFromAnotherCertificate) {
  const auto statuses = office(now);
  auto seen = seen_certificates(statuses, TargetId{1});
  seen[1].facts.not_after = now + days{300};

  const auto shown = tray::present_timeline(statuses[0], {}, seen, view());

  ASSERT_EQ(shown.lanes[1].marks.size(), 1U);
  EXPECT_EQ(shown.lanes[1].marks[0].tip, "25 September: replaced by another certificate");
  EXPECT_EQ(shown.lanes[1].marks[0].sign, tray::Sign::at_risk);
}

TEST(Timeline, ShowsWhatWasOnceDoubtedAsNoRenewal) {
  const auto statuses = office(now);
  auto seen = seen_certificates(statuses, TargetId{1});
  seen[0].doubted = true;

  const auto shown = tray::present_timeline(statuses[0], {}, seen, view());

  ASSERT_EQ(shown.lanes[1].marks.size(), 1U);
  EXPECT_EQ(shown.lanes[1].marks[0].tip, "25 September: replaced by another certificate");
}

TEST(Timeline, JoinsDaysThatWereAlike) {
  const std::vector points = {look(now - days{3}, 90, 0), look(now - days{2}, 90, 0),
                              look(now - days{1}, 90, 6)};

  const auto shown = tray::present_timeline(office(now)[3], points, {}, view());

  const auto& spans = shown.lanes[0].spans;
  ASSERT_EQ(spans.size(), 2U);
  EXPECT_EQ(spans[0].tip, "21 November to 22 November: ready");
  EXPECT_EQ(spans[1].tip, "23 November: would fail in 6 of 96 looks");
}

TEST(Timeline, CountsALookToTheDayOnTheWall) {
  const std::vector points = {look(*monitor::parse_iso("2026-11-20T23:30:00Z"), 1, 0)};

  const auto shown = tray::present_timeline(office(now)[3], points, {}, view());

  ASSERT_EQ(shown.lanes[0].spans.size(), 1U);
  EXPECT_EQ(shown.lanes[0].spans[0].tip, "21 November: ready");
}

TEST(Timeline, LetsOfflineHoursBeWhereOtherLooksCouldTell) {
  auto mixed = look(now - days{1}, 3, 0);
  mixed.unknown = 40;
  mixed.looks = 43;

  const auto shown = tray::present_timeline(office(now)[3], std::vector{mixed}, {}, view());

  EXPECT_EQ(shown.lanes[0].spans[0].sign, tray::Sign::ready);
}

TEST(Timeline, SaysTheSameInWords) {
  EXPECT_THAT(timeline_of(1).summary, HasSubstr("In the last 3 months: ready on "));
  EXPECT_THAT(timeline_of(1).summary, HasSubstr("25 September: renewed."));
  EXPECT_EQ(tray::present_timeline(office(now)[3], {}, {}, view()).summary,
            "Nothing is known of the past 3 months.");
}

TEST(Timeline, SaysSinceWhenAnythingIsKnown) {
  const std::vector points = {look(now - days{3}, 9, 0), look(now - days{1}, 9, 1)};

  EXPECT_EQ(tray::present_timeline(office(now)[3], points, {}, view()).summary,
            "Since 21 November: ready on 1 day, would fail on 1 day, not looked at on 2 days.");
}

TEST(Timeline, NamesTheMonthsAndTheNewYear) {
  std::vector<std::string> labels;
  for (const auto& tick : timeline_of(2).ticks)
    labels.push_back(tick.label);

  EXPECT_THAT(labels, ElementsAre("Sep", "Oct", "Nov", "Dec", "Jan 2027"));
}

TEST(Timeline, DrawsNothingBeyondItsEdges) {
  for (std::int64_t id = 1; id <= 5; ++id) {
    const auto shown = timeline_of(id);
    for (const auto& lane : shown.lanes) {
      for (const auto& span : lane.spans) {
        EXPECT_GE(span.from, 0) << span.tip;
        EXPECT_LE(span.to, shown.length) << span.tip;
        EXPECT_LT(span.from, span.to) << span.tip;
      }
    }
  }
}

TEST(ComingTimeline, HasALaneForEachOfTheNearestDates) {
  const auto dates = tray::coming_dates(office(now), view());

  const auto shown = tray::present_coming_timeline(dates, 1, view());

  ASSERT_EQ(shown.lanes.size(), 1U);
  EXPECT_EQ(shown.lanes[0].label, "BUILD-07");
  EXPECT_NE(find(shown, Look::foreseen), nullptr);
}

TEST(ComingTimeline, HatchesNoPlainDate) {
  const auto dates = tray::coming_dates(std::vector{office(now)[0]}, view());

  EXPECT_EQ(find(tray::present_coming_timeline(dates, 8, view()), Look::foreseen), nullptr);
}

}  // namespace
}  // namespace tests
