#include "tray/app/details_presenter.h"

#include "monitor/model/time_text.h"
#include "tests/fakes/office.h"
#include "tray/app/history_presenter.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace tests {
namespace {

using namespace std::chrono_literals;
using monitor::Millis;
using monitor::SysTime;
using monitor::TargetId;
using testing::Each;
using testing::HasSubstr;
using testing::Not;
using tray::Sign;

const SysTime now = *monitor::parse_iso("2026-11-24T21:12:00Z");

tray::Viewpoint view() {
  return {now, [](SysTime) { return 0s; }};
}

TEST(DetailsPresenter, SaysInOneSentenceWhetherAConnectionWouldWork) {
  std::vector<std::string> headlines;
  for (const auto& status : office(now))
    headlines.push_back(tray::present_details(status, view()).headline);

  EXPECT_THAT(headlines, testing::ElementsAre("A connection started now would work.",
                                              "It works now and is expected to fail in 9 days.",
                                              "A connection started now would fail.",
                                              "A connection started now would fail.",
                                              "This computer cannot tell at the moment."));
}

TEST(DetailsPresenter, TellsTheWayAndTheTimes) {
  const auto details = tray::present_details(office(now)[0], view());

  EXPECT_EQ(details.address, "pc-0412.office.example.com through gateway.example.com");
  EXPECT_EQ(details.timing, "Looked at 2 minutes ago, in 42 ms. Ready since 12 November, 21:12.");
}

TEST(DetailsPresenter, AddsWhatToDoToAFinding) {
  const auto details = tray::present_details(office(now)[2], view());

  ASSERT_EQ(details.findings.size(), 1U);
  EXPECT_EQ(details.findings[0].sign, Sign::would_fail);
  EXPECT_FALSE(details.findings[0].explanation.empty());
  EXPECT_FALSE(details.findings[0].advice.empty());
  EXPECT_EQ(details.findings[0].evidence, "not after: 24 November 2026, 16:12");
}

TEST(DetailsPresenter, PutsTheWorstFindingFirst) {
  auto status = office(now)[2];
  auto hint = status.last->findings[0];
  hint.severity = monitor::Severity::information;
  hint.title = "Good to know";
  status.last->findings.insert(status.last->findings.begin(), hint);

  const auto details = tray::present_details(status, view());

  EXPECT_EQ(details.findings.back().title, "Good to know");
}

TEST(DetailsPresenter, SpellsOutMeasuredValuesWithTheirUnits) {
  auto status = office(now)[2];
  status.last->findings[0].evidence = {{"connect_ms", 41.27},
                                       {"trust", std::string("self_signed")},
                                       {"gone", std::monostate{}},
                                       {"names", std::vector<std::string>{"a", "b"}}};

  const auto details = tray::present_details(status, view());

  EXPECT_EQ(details.findings[0].evidence, "connect: 41.3 ms · trust: self signed · names: a, b");
}

TEST(DetailsPresenter, ShowsHowFarAConnectionGets) {
  const auto steps = tray::present_details(office(now)[3], view()).steps;

  ASSERT_EQ(steps.size(), 4U);  // nobody allowed the identity step
  EXPECT_EQ(steps[0].name, "Name found");
  EXPECT_EQ(steps[0].detail, "192.0.2.7");
  EXPECT_EQ(steps[0].time, "1.1 ms");
  EXPECT_EQ(steps[3].sign, Sign::would_fail);
  EXPECT_EQ(steps[3].detail, "The server closed the connection after the TLS ClientHello");
}

TEST(DetailsPresenter, SaysWhyAStepWasLeftOut) {
  const auto steps = tray::present_details(office(now)[4], view()).steps;

  EXPECT_EQ(steps[0].sign, Sign::skipped);
  EXPECT_EQ(steps[0].detail, "not asked for");
  EXPECT_EQ(steps[0].time, "");
}

TEST(DetailsPresenter, SaysThatAComputerIsBehindItsGateway) {
  auto pc = office(now)[0];
  pc.last->steps[0].outcome = monitor::Outcome::skipped;
  EXPECT_EQ(tray::present_details(pc, view()).steps[0].detail, "behind the gateway");

  pc.last->steps[1].outcome = monitor::Outcome::failed;
  EXPECT_EQ(tray::present_details(pc, view()).steps[0].detail, "not reached");
}

TEST(DetailsPresenter, CountsTheDaysSinceACertificateEnded) {
  auto accounting = office(now)[2];
  accounting.last->findings[0].evidence = {{"days_left", -5.0}};

  EXPECT_EQ(tray::present_details(accounting, view()).findings[0].evidence, "days past the end: 5");
}

TEST(DetailsPresenter, ShowsTheCertificateAsACard) {
  const auto cards = tray::present_details(office(now)[1], view()).certificates;

  ASSERT_EQ(cards.size(), 1U);
  EXPECT_EQ(cards[0].sign, Sign::at_risk);
  EXPECT_EQ(cards[0].subject, "build-07.office.example.com");
  EXPECT_EQ(cards[0].validity, "Ends on 3 December 2026, in 9 days");
  EXPECT_EQ(cards[0].rows[2].value, "Example Office Issuing CA 2");
  EXPECT_THAT(cards[0].rows.back().value, testing::StartsWith("3f8a 1c0e 77b2"));
}

TEST(DetailsPresenter, WarnsOnTheCardFromWhenOnTheEndIsTold) {
  auto status = office(now)[1];
  status.last->findings.clear();

  EXPECT_EQ(tray::present_details(status, view()).certificates.at(0).sign, Sign::ready)
      << "the user wants to hear of it later";
}

TEST(DetailsPresenter, TellsTheGatewaysCertificateFromTheComputers) {
  auto status = office(now)[1];
  status.last->gateway_certificate = status.last->certificate;

  const auto cards = tray::present_details(status, view()).certificates;

  ASSERT_EQ(cards.size(), 2U);
  EXPECT_EQ(cards[0].heading, "Certificate of the gateway");
  EXPECT_EQ(cards[0].sign, Sign::ready);
  EXPECT_EQ(cards[1].sign, Sign::at_risk);
}

TEST(DetailsPresenter, CutsALongListOfNames) {
  auto status = office(now)[1];
  status.last->certificate->names.assign(100, "a.example.com");
  status.last->certificate->name_count = 3000;

  const auto cards = tray::present_details(status, view()).certificates;

  EXPECT_THAT(cards[0].rows[0].value, HasSubstr("and 2997 more"));
}

TEST(DetailsPresenter, SaysThatNotificationsAreSnoozed) {
  auto status = office(now)[1];
  status.snoozed_until = now + 24h;

  EXPECT_THAT(tray::present_details(status, view()).timing,
              HasSubstr("Notifications are snoozed until tomorrow, 21:12."));
}

TEST(DetailsPresenter, SaysThatMaintenanceKeepsItsOutagesSilent) {
  auto status = office(now)[1];
  status.maintenance.until = now + 24h;

  EXPECT_THAT(tray::present_details(status, view()).timing,
              HasSubstr("Its outages are not told: maintenance until "));
}

TEST(DetailsPresenter, KnowsNothingBeforeTheFirstLook) {
  tray::TargetStatus fresh;
  fresh.target.endpoint.host = "pc";

  const auto details = tray::present_details(fresh, view());

  EXPECT_EQ(details.headline, "It has not been looked at yet.");
  EXPECT_EQ(details.timing, "");
  EXPECT_TRUE(details.steps.empty());
}

TEST(DetailsPresenter, CanBePastedIntoAMessage) {
  const auto text = tray::as_text(tray::present_details(office(now)[3], view()));

  EXPECT_THAT(text, HasSubstr("Design studio (studio.example.com)\n"));
  EXPECT_THAT(text, HasSubstr("Encryption breaks off\n"));
  EXPECT_THAT(text, HasSubstr("Connection secured: failed, The server closed"));
}

TEST(Duration, HasAsManyDigitsAsMatter) {
  EXPECT_EQ(tray::duration_text(Millis{0.04}), "under 0.1 ms");
  EXPECT_EQ(tray::duration_text(Millis{0}), "under 0.1 ms");
  EXPECT_EQ(tray::duration_text(Millis{1.14}), "1.1 ms");
  EXPECT_EQ(tray::duration_text(Millis{9.97}), "10 ms");
  EXPECT_EQ(tray::duration_text(Millis{41.7}), "42 ms");
  EXPECT_EQ(tray::duration_text(Millis{999.7}), "1.0 s");
  EXPECT_EQ(tray::duration_text(Millis{3240}), "3.2 s");
}

TEST(HistoryPresenter, ShowsTheWorstOfEachQuarterOfAnHour) {
  const auto history = tray::present_history(day_of_looks(now, TargetId{3}), view());

  ASSERT_EQ(history.slots.size(), 96U);
  EXPECT_EQ(history.slots.back().sign, Sign::would_fail);
  EXPECT_EQ(history.slots[60].sign, Sign::at_risk);
  EXPECT_EQ(history.slots.front().sign, Sign::ready);
}

TEST(HistoryPresenter, SaysTheSameInWords) {
  const auto history = tray::present_history(day_of_looks(now, TargetId{3}), view());

  EXPECT_THAT(history.summary, testing::StartsWith("In the last 24 hours: ready 11 h"));
  EXPECT_THAT(history.summary, HasSubstr("would fail 5 h"));
  EXPECT_THAT(history.summary, HasSubstr("It usually answered within 13 ms, at worst within"));
}

TEST(HistoryPresenter, LeavesAHoleWhereNobodyLooked) {
  const auto history = tray::present_history(day_of_looks(now, TargetId{1}), view());

  const auto holes = std::count_if(history.slots.begin(), history.slots.end(),
                                   [](const auto& slot) { return !slot.sign.has_value(); });
  EXPECT_EQ(holes, 3);
  EXPECT_THAT(history.summary, HasSubstr("not looked at 45 min"));
}

TEST(HistoryPresenter, KnowsWhenItKnowsNothing) {
  const auto history = tray::present_history({}, view());

  EXPECT_EQ(history.summary, "Nothing is known of the last 24 hours.");
  EXPECT_EQ(history.scale_ms, 0);
}

TEST(HistoryPresenter, MarksTheQuartersOfTheDayByTheWallClock) {
  auto east = view();
  east.utc_offset = [](SysTime) { return std::chrono::seconds{5h + 30min}; };

  const auto history = tray::present_history({}, east);

  ASSERT_EQ(history.ticks.size(), 4U);
  EXPECT_EQ(history.ticks[0].label, "06:00");
  EXPECT_NEAR(history.ticks[0].position, 3.25 / 24, .001);
}

TEST(HistoryPresenter, IgnoresWhatIsOlderThanADay) {
  store::HistoryPoint old;
  old.at = now - 25h;
  old.would_fail = 1;

  const auto history = tray::present_history(std::vector{old}, view());

  EXPECT_EQ(history.summary, "Nothing is known of the last 24 hours.");
}

}  // namespace
}  // namespace tests
