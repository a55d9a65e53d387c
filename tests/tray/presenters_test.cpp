#include "monitor/model/finding_codes.h"
#include "monitor/model/time_text.h"
#include "tests/fakes/office.h"
#include "tray/app/import_presenter.h"
#include "tray/app/menu_presenter.h"
#include "tray/app/snoozes.h"
#include "tray/app/status_presenter.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace tests {
namespace {

using namespace std::chrono_literals;
using monitor::SysTime;
using monitor::TargetId;
using monitor::Verdict;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using tray::Command;
using tray::MenuItem;
using tray::Sign;
using tray::TargetStatus;

const SysTime now = *monitor::parse_iso("2026-11-24T21:12:00Z");

/// An hour east of Greenwich.
tray::Viewpoint view() {
  return {now, [](SysTime) { return std::chrono::seconds{1h}; }};
}

TargetStatus watched(std::int64_t id, const std::string& name, Verdict verdict) {
  TargetStatus status;
  status.target.id = TargetId{id};
  status.target.name = name;
  status.target.endpoint.host = "host-" + std::to_string(id);
  status.verdict = verdict;
  status.last = monitor::Check{};
  return status;
}

std::vector<std::string> labels(const std::vector<MenuItem>& items) {
  std::vector<std::string> texts;
  for (const auto& item : items)
    texts.push_back(item.label);
  return texts;
}

const MenuItem& item_called(const std::vector<MenuItem>& items, const std::string& label) {
  static const MenuItem none;
  const auto found = std::find_if(items.begin(), items.end(),
                                  [&](const MenuItem& item) { return item.label == label; });
  return found == items.end() ? none : *found;
}

TEST(StatePresenter, SaysInAFewWordsHowItIs) {
  const auto statuses = office(now);
  std::vector<std::string> words;
  for (const auto& status : statuses)
    words.push_back(tray::state_words(status, view()));

  EXPECT_THAT(words,
              ElementsAre("Ready", "The certificate ends in 9 days", "The certificate has ended",
                          "Encryption breaks off", "The VPN is not connected"));
}

TEST(StatePresenter, SaysThatNobodyHasLookedYet) {
  TargetStatus fresh;
  fresh.target.endpoint.host = "pc";

  EXPECT_EQ(tray::state_words(fresh, view()), "Not looked at yet");
}

TEST(StatePresenter, KeepsAcronymsInTheMiddleOfASentence) {
  auto status = watched(1, "PC", Verdict::would_fail);
  monitor::Finding finding;
  finding.code = "x.y";
  finding.severity = monitor::Severity::failure;
  finding.title = "TLS is switched off";
  status.last->findings = {finding};

  EXPECT_EQ(tray::state_words_inside(status, view()), "TLS is switched off");
}

TEST(IconPresenter, ShowsTheWorstOfAll) {
  const auto icon = tray::present_icon(office(now), view());

  EXPECT_EQ(icon.sign, Sign::would_fail);
  EXPECT_EQ(icon.title, "RDP Ready: 2 of 5 computers would fail now");
  EXPECT_EQ(icon.text,
            "Accounting: the certificate has ended\n"
            "Design studio: encryption breaks off\n"
            "BUILD-07: the certificate ends in 9 days\n"
            "And 1 more");
}

TEST(IconPresenter, IsNotReadyWhileAnythingIsUnknown) {
  const std::vector<TargetStatus> statuses = {watched(1, "A", Verdict::ready),
                                              watched(2, "B", Verdict::unknown)};

  EXPECT_EQ(tray::present_icon(statuses, view()).sign, Sign::unknown);
}

TEST(IconPresenter, NamesTheOnlyOneThatIsInTrouble) {
  const std::vector<TargetStatus> statuses = {watched(1, "A", Verdict::ready),
                                              watched(2, "Till", Verdict::at_risk)};

  EXPECT_EQ(tray::present_icon(statuses, view()).title, "RDP Ready: Till is at risk");
}

TEST(SummaryPresenter, SaysThatAllAreReady) {
  const std::vector<TargetStatus> both = {watched(1, "A", Verdict::ready),
                                          watched(2, "B", Verdict::ready)};

  const auto summary = tray::present_summary(both, view());

  EXPECT_EQ(summary.sign, Sign::ready);
  EXPECT_EQ(summary.headline, "Both computers are ready");
  EXPECT_EQ(summary.text, "");
}

TEST(SummaryPresenter, CountsWhereTheyDiffer) {
  const auto summary = tray::present_summary(office(now), view());

  EXPECT_EQ(summary.text,
            "2 would fail, 1 at risk, 1 unknown, 1 ready\n"
            "Next date: 3 December, certificate of BUILD-07");
}

TEST(SummaryPresenter, InvitesWhereThereIsNothing) {
  EXPECT_EQ(tray::present_summary({}, view()).headline, "No computer is being watched");
}

TEST(SummaryPresenter, SaysFirstThatNothingCanBeKept) {
  const auto summary = tray::present_summary(office(now), view(), "The disk is full.");

  EXPECT_EQ(summary.text, "The disk is full.");
}

TEST(RowPresenter, ShowsLocalTimesAndTheNextCertificateEnd) {
  auto statuses = office(now);
  statuses[0].last->gateway_certificate = statuses[0].last->certificate;
  statuses[0].last->gateway_certificate->not_after = *monitor::parse_iso("2026-12-24T23:30:00Z");

  const auto rows = tray::present_rows(statuses, view());

  EXPECT_EQ(rows[0].certificate_end, "25 December 2026");
  EXPECT_EQ(rows[0].since, "12 November, 22:12");
  EXPECT_EQ(rows[0].last_look, "2 minutes ago");
  EXPECT_EQ(rows[2].since, "17:12");
}

TEST(RowPresenter, SaysThatALookIsUnderWay) {
  auto status = watched(1, "A", Verdict::ready);
  status.looking = true;

  EXPECT_EQ(tray::present_rows(std::vector{status}, view())[0].last_look, "looking…");
}

TEST(MenuPresenter, HasEverythingThatCanBeDone) {
  const auto menu = tray::present_menu(office(now), true, view());

  EXPECT_THAT(
      labels(menu),
      ElementsAre("Accounting: the certificate has ended", "Design studio: encryption breaks off",
                  "BUILD-07: the certificate ends in 9 days",
                  "Warehouse till: the VPN is not connected", "PC at work: ready",
                  "Next: certificate of BUILD-07 ends on 3 December", "", "Fix my connection…",
                  "Check now", "Connect", "Add a target…", "Snooze", "", "Open RDP Ready",
                  "Start at login", "Quit"));
  EXPECT_TRUE(item_called(menu, "Start at login").checked);
}

TEST(MenuPresenter, LeadsToTheWorstTargetForAFix) {
  const auto menu = tray::present_menu(office(now), {}, view());

  EXPECT_EQ(item_called(menu, "Fix my connection…").target, TargetId{3});
}

TEST(MenuPresenter, KeepsTheMenuShortWithManyTargets) {
  std::vector<TargetStatus> many;
  for (int i = 0; i < 50; ++i)
    many.push_back(watched(i + 1, "PC " + std::to_string(i), Verdict::ready));
  many.back().verdict = Verdict::would_fail;

  const auto menu = tray::present_menu(many, {}, view());

  EXPECT_EQ(menu.front().label, "PC 49: would fail now");
  EXPECT_EQ(item_called(menu, "And 40 more…").command, Command::open_window);
  EXPECT_THAT(labels(item_called(menu, "Connect").children), Contains("And 40 more…"));
}

TEST(MenuPresenter, StaysNarrowWithLongNames) {
  auto statuses = office(now);
  for (auto& status : statuses)
    status.target.name = "The computer " + std::string(200, 'x') + " in the cellar";

  const auto menu = tray::present_menu(statuses, {}, view());

  for (const auto& label : labels(menu))
    EXPECT_LE(label.size(), 100U) << label;
  EXPECT_THAT(menu.front().label, testing::EndsWith("in the cellar: the certificate has ended"));
  for (const auto& label : labels(item_called(menu, "Connect").children))
    EXPECT_LE(label.size(), 50U) << label;
}

TEST(SummaryPresenter, StaysShortWithLongNames) {
  auto statuses = std::vector{watched(1, std::string(900, 'x'), Verdict::would_fail),
                              watched(2, "A", Verdict::ready)};
  statuses.front().certificate = monitor::CertificateFacts{};
  statuses.front().certificate->not_after = now + 48h;

  const auto summary = tray::present_summary(statuses, view());
  const auto icon = tray::present_icon(statuses, view());

  EXPECT_THAT(summary.headline, testing::EndsWith(" would fail now"));
  EXPECT_LE(summary.headline.size(), 70U);
  EXPECT_LE(summary.text.size(), 160U);
  EXPECT_LE(icon.title.size() + icon.text.size(), 250U);
}

TEST(MenuPresenter, OffersNothingThatNeedsATargetWhereThereIsNone) {
  const auto menu = tray::present_menu({}, {}, view());

  EXPECT_EQ(menu.front().label, "Fix my connection…");
  for (const auto* label : {"Fix my connection…", "Check now", "Connect", "Snooze"})
    EXPECT_FALSE(item_called(menu, label).enabled) << label;
  EXPECT_TRUE(item_called(menu, "Quit").enabled);
}

TEST(MenuPresenter, SaysUntilWhenItKeepsStillAndHowToEndThat) {
  auto statuses = office(now);
  for (auto& status : statuses)
    status.snoozed_until = now + 1h;

  const auto menu = tray::present_menu(statuses, {}, view());

  EXPECT_THAT(labels(item_called(menu, "Snoozed until 23:12").children),
              Contains("Notify me again now"));
}

TEST(MenuPresenter, EndsASnoozeOfOneAloneToo) {
  auto statuses = office(now);
  statuses.front().snoozed_until = notify::until_fixed;

  const auto menu = tray::present_menu(statuses, {}, view());

  EXPECT_THAT(labels(item_called(menu, "Snooze").children), Contains("Notify me again now"));
}

TEST(RowPresenter, SaysWhyATargetIsSilent) {
  auto snoozed = watched(1, "A", Verdict::ready);
  snoozed.snoozed_until = notify::until_fixed;
  auto over = watched(2, "B", Verdict::ready);
  over.snoozed_until = now - 1min;
  auto worked_on = watched(3, "C", Verdict::ready);
  worked_on.maintenance = *notify::parse_maintenance("21:00-23:00", 0s);

  const auto rows = tray::present_rows(std::vector{snoozed, over, worked_on}, view());

  EXPECT_EQ(rows[0].state, "Ready, snoozed until it is fixed");
  EXPECT_EQ(rows[1].state, "Ready");
  EXPECT_EQ(rows[2].state, "Ready, maintenance 21:00-23:00");
}

TEST(MenuPresenter, SnoozesUntilFixedOnlyWhereSomethingIsWrong) {
  const auto wrong = tray::present_menu(office(now), {}, view());
  const auto well = tray::present_menu(std::vector{watched(1, "A", Verdict::ready)}, {}, view());

  EXPECT_TRUE(item_called(item_called(wrong, "Snooze").children, "Until this is fixed").enabled);
  EXPECT_FALSE(item_called(item_called(well, "Snooze").children, "Until this is fixed").enabled);
}

TEST(MenuPresenter, ForgetsASnoozeThatIsOver) {
  auto statuses = office(now);
  for (auto& status : statuses)
    status.snoozed_until = now - 1min;

  EXPECT_THAT(labels(tray::present_menu(statuses, {}, view())), Contains("Snooze"));
}

TEST(Snooze, IsSaidInWords) {
  EXPECT_EQ(tray::snooze_text(notify::until_fixed, view()), "until it is fixed");
  EXPECT_EQ(tray::snooze_text(now + 1h, view()), "until 23:12");
}

TEST(Snooze, LastsUntilTheNextMorningByTheWallClock) {
  EXPECT_EQ(tray::snooze_end(Command::snooze_until_tomorrow, view()),
            *monitor::parse_iso("2026-11-25T07:00:00Z"));
}

TEST(Snooze, BeginningDeepInTheNightEndsTheSameMorning) {
  auto night = view();
  night.now = *monitor::parse_iso("2026-11-25T01:00:00Z");

  EXPECT_EQ(tray::snooze_end(Command::snooze_until_tomorrow, night),
            *monitor::parse_iso("2026-11-25T07:00:00Z"));
}

TEST(Snooze, IsOverAtOnceWhenItIsTakenBack) {
  EXPECT_LT(tray::snooze_end(Command::end_snooze, view()), now);
}

TEST(LocalTime, CountsWhatIsLeftToTheNearest) {
  EXPECT_EQ(tray::left_text(now + 8 * 24h + 20h, view()), "9 days");
  EXPECT_EQ(tray::left_text(now + 30h, view()), "30 hours");
  EXPECT_EQ(tray::left_text(now + 20s, view()), "1 minute");
}

TEST(LocalTime, NamesYesterdayAndTomorrow) {
  EXPECT_EQ(tray::moment_text(now - 23h, view()), "yesterday, 23:12");
  EXPECT_EQ(tray::moment_text(now + 2h, view()), "tomorrow, 00:12");
  EXPECT_EQ(tray::moment_text(now + 60 * 24h, view()), "23 January 2027, 22:12");
}

TEST(LocalTime, AsksTheSystemForItsTimeZone) {
  const auto here = tray::here_and_now();

  EXPECT_LE(std::chrono::abs(here.utc_offset(now)), std::chrono::seconds{14h});
}

TEST(ImportPresenter, TicksOnlyWhatIsNotWatchedYet) {
  const auto watched_now = office(now);
  tray::ImportPreview preview;
  preview.targets = {watched_now[1].target, watched(9, "New", Verdict::unknown).target};
  preview.troubles = {"old.rdp cannot be read."};

  const auto import = tray::present_import(preview, watched_now);

  EXPECT_EQ(import.headline, "2 targets found, 1 watched already");
  EXPECT_FALSE(import.rows[0].ticked);
  EXPECT_EQ(import.rows[0].remark, "already watched");
  EXPECT_TRUE(import.rows[1].ticked);
  EXPECT_EQ(import.troubles, "old.rdp cannot be read.");
}

TEST(ImportPresenter, SaysThatNothingWasFound) {
  EXPECT_EQ(tray::present_import({}, {}).headline, "No Remote Desktop connections were found");
  EXPECT_EQ(tray::import_button(0), "Add");
  EXPECT_EQ(tray::import_button(1), "Add 1 target");
}

}  // namespace
}  // namespace tests
