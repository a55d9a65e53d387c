#include "tray/app/forecast_presenter.h"

#include "monitor/model/finding_codes.h"
#include "monitor/model/time_text.h"
#include "tests/fakes/office.h"
#include "tray/app/coming_dates.h"
#include "tray/app/details_presenter.h"
#include "tray/app/overview_presenter.h"

#include <gmock/gmock.h>

namespace tests {
namespace {

using namespace std::chrono_literals;
using monitor::SysTime;
using monitor::Verdict;
using std::chrono::days;
using testing::ElementsAre;
using testing::HasSubstr;
using tray::TargetStatus;

const SysTime now = *monitor::parse_iso("2026-11-24T21:12:00Z");

/// An hour east of Greenwich.
tray::Viewpoint view() {
  return {now, [](SysTime) { return std::chrono::seconds{1h}; }};
}

/// BUILD-07 of the office; its certificate ends in nine days.
TargetStatus expiring() {
  return office(now)[1];
}

/// Made by the computer itself, for that long.
void make_own(monitor::CertificateFacts& certificate, days lifetime) {
  certificate.self_signed = true;
  certificate.not_before = certificate.not_after - lifetime;
}

/// PC at work, ready, with a certificate that ends then.
TargetStatus ready_until(SysTime end) {
  auto status = office(now)[0];
  status.last->certificate->not_after = end;
  return status;
}

std::vector<TargetStatus> all_ready() {
  std::vector<TargetStatus> both = {ready_until(now + days{205}), ready_until(now + days{99})};
  both[1].target.name = "BUILD-07";
  both[1].target.id = monitor::TargetId{2};
  return both;
}

TEST(Forecast, SaysOfEachTargetWhatIsForeseen) {
  std::vector<std::string> words;
  for (const auto& status : office(now))
    words.push_back(tray::forecast_words(status, view()));

  EXPECT_THAT(
      words, ElementsAre("Nothing is foreseen before 17 June, when the certificate ends.",
                         "The certificate ends in 9 days, on 3 December; somebody has to renew it.",
                         "A connection would fail now: the certificate has ended.",
                         "A connection would fail now: encryption breaks off.",
                         "The VPN is not connected. Nothing is foreseen."));
}

TEST(Forecast, SaysThatAComputersOwnCertificateIsRenewedByItself) {
  auto status = expiring();
  make_own(*status.last->certificate, days{183});

  EXPECT_EQ(tray::forecast_words(status, view()),
            "The certificate ends in 9 days, on 3 December; it is normally renewed by itself.");
}

TEST(Forecast, SaysThatSomebodyHasToRenewASelfSignedOneOfAYear) {
  auto status = expiring();
  make_own(*status.last->certificate, days{365});

  EXPECT_EQ(tray::forecast_words(status, view()),
            "The certificate ends in 9 days, on 3 December; somebody has to renew it.");
}

TEST(Forecast, SaysThatARenewalIsLate) {
  auto status = expiring();
  auto late = monitor::make_finding("certificate.renewal_overdue");
  late.fails_at = status.last->certificate->not_after;
  status.last->findings.push_back(late);

  EXPECT_EQ(tray::forecast_words(status, view()),
            "The certificate ends in 9 days, on 3 December; it should have been renewed by now.");
}

TEST(Forecast, GivesTheBasisInsteadOfARuleOfThumb) {
  auto status = expiring();
  status.last->findings[0].evidence.push_back(
      {"basis", std::string("It was renewed 4 times, each time 30 days ahead.")});

  const auto forecast = tray::present_forecast(status, view());

  EXPECT_EQ(forecast.words, "The certificate ends in 9 days, on 3 December.");
  EXPECT_EQ(forecast.basis, "It was renewed 4 times, each time 30 days ahead.");
}

TEST(Forecast, NamesTheDayOnWhichTheClocksAreTooFarApart) {
  auto status = ready_until(now + days{205});
  status.verdict = Verdict::at_risk;
  auto drift = monitor::make_finding("identity.clock_skew");
  drift.fails_at = now + days{20};
  status.last->findings = {drift};

  EXPECT_EQ(tray::forecast_words(status, view()),
            "The two clocks will be too far apart to sign in in 20 days, on 14 December.");
}

TEST(Forecast, SaysWhatTroublesWithoutADay) {
  auto status = ready_until(now + days{205});
  status.verdict = Verdict::at_risk;
  status.last->findings = {monitor::make_finding("trend.slowing_down")};

  EXPECT_EQ(tray::forecast_words(status, view()),
            "It gets slower every day. Nothing else is foreseen before 17 June, when the "
            "certificate ends.");
}

TEST(Forecast, RemembersACertificateThatTheLastLookDidNotReach) {
  auto status = office(now)[4];
  status.certificate = office(now)[0].last->certificate;

  EXPECT_EQ(tray::forecast_words(status, view()),
            "The VPN is not connected. Nothing is foreseen before 17 June, when the certificate "
            "ends.");
}

TEST(Forecast, IsSilentBeforeTheFirstLook) {
  EXPECT_EQ(tray::forecast_words(TargetStatus{}, view()), "It has not been looked at yet.");
}

TEST(Forecast, NamesTheYearOnlyWhereItIsNeeded) {
  EXPECT_THAT(tray::forecast_words(ready_until(now + days{900}), view()),
              HasSubstr("before 12 May 2029,"));
  EXPECT_THAT(tray::forecast_words(ready_until(now + 20h), view()),
              HasSubstr("before tomorrow, 18:12,"));
}

TEST(ComingDates, PutsTheNearestFirst) {
  std::vector<std::string> whats;
  for (const auto& date : tray::coming_dates(office(now), view()))
    whats.push_back(date.what);

  EXPECT_THAT(whats, ElementsAre("certificate of BUILD-07", "certificate of PC at work"));
}

TEST(ComingDates, SaysOnceWhatAGatewaysTargetsShare) {
  auto both = all_ready();
  for (auto& status : both) {
    status.last->gateway_certificate = status.last->certificate;
    status.last->gateway_certificate->not_after = now + days{30};
  }

  const auto dates = tray::coming_dates(both, view());

  ASSERT_EQ(dates.size(), 3U);
  EXPECT_EQ(dates[0].what, "certificate of gateway.example.com");
  EXPECT_EQ(dates[0].targets, 2U);
}

TEST(ComingDates, TellsAnExpectedFailureFromAPlainDate) {
  const auto dates = tray::coming_dates(office(now), view());

  EXPECT_EQ(dates[0].sign, tray::Sign::at_risk);
  EXPECT_EQ(dates[1].sign, tray::Sign::information);
}

TEST(ComingDates, SaysTheNextInOneSentence) {
  EXPECT_EQ(tray::next_words(all_ready(), view()), "Next: certificate of BUILD-07 ends on 3 March");
  EXPECT_EQ(tray::next_words({}, view()), "");
}

TEST(Overview, IsCalmWhereAllIsWell) {
  EXPECT_EQ(tray::overview_words(all_ready(), view()),
            "2 targets, all ready; next date: 3 March, certificate of BUILD-07.");
}

TEST(Overview, CountsWhereTargetsDiffer) {
  EXPECT_EQ(tray::overview_words(office(now), view()),
            "5 targets: 2 would fail, 1 at risk, 1 unknown, 1 ready; next date: 3 December, "
            "certificate of BUILD-07.");
}

TEST(Overview, ListsEveryDateWithWhatToExpect) {
  auto statuses = office(now);
  make_own(*statuses[0].last->certificate, days{183});

  const auto rows = tray::present_overview(statuses, view()).rows;

  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].day, "3 December");
  EXPECT_EQ(rows[0].away, "in 9 days");
  EXPECT_EQ(rows[1].what, "Certificate of PC at work ends");
  EXPECT_EQ(rows[1].remark, "Normally renewed by itself");
}

TEST(Overview, IsOneRowAboveTheTargets) {
  const auto rows = tray::present_all_rows(office(now), view());

  ASSERT_EQ(rows.size(), 6U);
  EXPECT_EQ(rows[0].id, monitor::unsaved);
  EXPECT_EQ(rows[0].name, "All computers");
  EXPECT_EQ(rows[0].state, "2 would fail, 1 at risk, 1 unknown, 1 ready");
}

TEST(Overview, IsNotNeededForASingleTarget) {
  EXPECT_EQ(tray::present_all_rows(std::vector{expiring()}, view()).size(), 1U);
}

TEST(Overview, ComesFirstOnlyWhereAllIsWell) {
  EXPECT_EQ(tray::first_choice(all_ready()), monitor::unsaved);
  EXPECT_EQ(tray::first_choice(office(now)), monitor::TargetId{3});
}

TEST(DetailsPresenter, ShowsWhatAForecastRestsOnOnce) {
  auto status = expiring();
  status.last->findings[0].evidence.push_back({"basis", std::string("It was always so.")});

  const auto details = tray::present_details(status, view());

  EXPECT_EQ(details.findings[0].basis, "It was always so.");
  EXPECT_EQ(details.forecast_basis, "");
  EXPECT_THAT(details.findings[0].evidence, testing::Not(HasSubstr("basis")));
}

}  // namespace
}  // namespace tests
