#include "tests/tray/gui/status_window_fixture.h"
#include "tray/gui/details_panel.h"
#include "tray/gui/timeline.h"

#include <wx/clipbrd.h>
#include <wx/dataobj.h>
#include <wx/dataview.h>

#include <cstdlib>

namespace tests {
namespace {

TEST_F(StatusWindowTest, SaysWhatIsWrongWithTheWorstTargetAtOnce) {
  open(office(now));

  EXPECT_TRUE(says(*window, "2 of 5 computers would fail now"));
  EXPECT_TRUE(says(*window, "A connection started now would fail."));
  EXPECT_TRUE(says(*window, "Last 24 hours"));
  EXPECT_TRUE(wait_for([&] { return says(*window, "In the last 24 hours: ready"); }));
  take_picture(*window, "window");
}

TEST_F(StatusWindowTest, ShowsTheWholeHeadline) {
  open(office(now));
  settle(*window);

  auto* text = find_saying(*window, "1 ready Next date: ");

  ASSERT_NE(text, nullptr);
  EXPECT_GE(text->GetSize().y, text->GetBestSize().y);
  EXPECT_LE(text->GetRect().GetBottom(), text->GetParent()->GetClientSize().y);
}

TEST_F(StatusWindowTest, ShowsTheWholeHeadlineInTheSmallestWindowAtOnce) {
  open(office(now));
  window->SetClientSize(window->GetMinClientSize());
  settle(*window);
  auto* text = find_saying(*window, "2 of 5 computers would fail now");
  ASSERT_NE(text, nullptr);

  EXPECT_TRUE(wait_for([&] {
    const auto best = text->GetBestSize();
    return text->GetSize().x >= best.x && text->GetSize().y >= best.y;
  }));
  take_picture(*window, "small");
}

TEST_F(StatusWindowTest, ShowsTheLineThatIsClicked) {
  open(office(now));

  press(WXK_UP);

  EXPECT_TRUE(wait_for([&] { return says(*window, "It works now and is expected to fail"); }));
  EXPECT_TRUE(says(*window, "Ends on "));
  take_picture(*window, "at-risk");
}

TEST_F(StatusWindowTest, SaysWhatLiesAheadOfTheChosenTargetAtOnce) {
  open(office(now));
  window->choose(TargetId{2});

  EXPECT_TRUE(says(*window, "The certificate ends in 9 days, on "));
  EXPECT_TRUE(wait_for([&] { return says(*window, ": renewed."); }));
  EXPECT_TRUE(says(*window, "In the last 3 months: ready on"));
  take_picture(*window, "timeline");
}

TEST_F(StatusWindowTest, ShowsTheComingDatesOfAllAtOnce) {
  open(office(now));

  window->choose_all();

  EXPECT_TRUE(says(*window, "5 targets: 2 would fail, 1 at risk, 1 unknown, 1 ready; next date: "));
  EXPECT_FALSE(says(*window, "How far a connection gets"));
  take_picture(*window, "dates");
}

TEST_F(StatusWindowTest, LeavesRoomForTheListOfDatesAtOnce) {
  auto many = office(now);
  for (int i = 0; i < 60; ++i) {
    many.push_back(office(now)[1]);
    many.back().target.id = TargetId{100 + i};
    many.back().target.name = "Desk " + std::to_string(i);
  }
  open(many);
  window->choose_all();
  settle(*window);
  auto* dates = find_kind<wxDataViewListCtrl>(*window);
  constexpr int header_and_three_rows = 95;

  EXPECT_TRUE(wait_for([&] { return dates->GetSize().y > header_and_three_rows; }));
  EXPECT_TRUE(find_kind<tray::Timeline>(*dates->GetParent())->IsShownOnScreen());
  take_picture(*window, "dates-many");

  window->SetClientSize(window->GetMinClientSize());
  settle(*window);

  EXPECT_TRUE(wait_for([&] { return dates->GetSize().y > header_and_three_rows; }));
  take_picture(*window, "dates-many-small");
}

TEST_F(StatusWindowTest, BeginsWithTheComingDatesWhereAllIsWell) {
  auto calm = office(now);
  calm.resize(2);
  calm[1].verdict = monitor::Verdict::ready;
  calm[1].last->findings.clear();

  open(calm);

  EXPECT_TRUE(says(*window, "Both computers are ready"));
  EXPECT_TRUE(says(*window, "2 targets, all ready; next date: "));
}

TEST_F(StatusWindowTest, ShowsTheTargetThatIsChosenFromOutside) {
  open(office(now));

  window->choose(TargetId{2});

  EXPECT_TRUE(says(*window, "It works now and is expected to fail"));
  EXPECT_TRUE(says(*window, "What to do"));
}

TEST_F(StatusWindowTest, IsGoneWhenClosed) {
  open(office(now));

  press('W', wxMOD_CONTROL);

  EXPECT_TRUE(wait_for([&] { return window == nullptr && wxTopLevelWindows.empty(); }));
}

TEST_F(StatusWindowTest, IsMadeSmallInsteadOfLostWithoutATray) {
  has_tray = false;
  open(office(now));

  window->Close();

  EXPECT_TRUE(window->IsShown());
  EXPECT_TRUE(wait_for([&] { return window->IsIconized(); }));
}

TEST_F(StatusWindowTest, RemovesATargetOnlyAfterAsking) {
  open(office(now));
  press(WXK_DELETE);
  auto* question = dialog("RDP Ready");
  ASSERT_TRUE(wait_for([&] { return find_labelled(*window, "Remove Accounting?") != nullptr; }));

  click(*find_labelled(*window, "Remove"));

  EXPECT_TRUE(wait_for([&] { return desk.statuses_.size() == 4; })) << question;
  EXPECT_TRUE(wait_for([&] { return says(*window, "Design studio"); }));
}

TEST_F(StatusWindowTest, KeepsATargetWhenTheCautiousAnswerIsGiven) {
  open(office(now));
  press(WXK_DELETE);
  ASSERT_TRUE(wait_for([&] { return find_labelled(*window, "Keep") != nullptr; }));
  settle(*find_labelled(*window, "Keep"));

  press(WXK_RETURN);

  EXPECT_TRUE(wait_for([&] { return find_labelled(*window, "Keep") == nullptr; }));
  EXPECT_EQ(desk.statuses_.size(), 5U);
}

TEST_F(StatusWindowTest, SaysWhyATargetOfTheOrganisationStays) {
  auto statuses = office(now);
  statuses[2].by_policy = true;
  open(statuses);

  press(WXK_DELETE);

  EXPECT_TRUE(wait_for([&] { return says(*window, "organisation"); }));
  EXPECT_FALSE(says(*window, "Remove Accounting?"));
}

TEST_F(StatusWindowTest, LooksAtEverythingByKey) {
  open(office(now));

  press(WXK_F5);

  EXPECT_TRUE(wait_for([&] { return desk.checks.size() == 1; }));
  EXPECT_FALSE(desk.checks[0].has_value());
}

TEST_F(StatusWindowTest, OpensItsDialogsByKey) {
  open(office(now));

  press('N', wxMOD_CONTROL);
  auto* adding = dialog("Add a target");
  ASSERT_NE(adding, nullptr);
  adding->Close();
  window->SetFocus();
  press(WXK_F2);

  EXPECT_NE(dialog("Edit target"), nullptr);
}

TEST_F(StatusWindowTest, OpensTheFixInItsMiddleEachTime) {
  open(office(now));
  const std::string title = "Fix my connection to Accounting";
  const auto middle = [](const wxRect& rect) { return rect.GetPosition() + rect.GetSize() / 2; };
  constexpr int about = 30;

  for (int i = 0; i < 4; ++i) {
    window->SetFocus();
    press('F', wxMOD_CONTROL | wxMOD_SHIFT);
    auto* fix = dialog(title);
    ASSERT_NE(fix, nullptr);
    const auto off = middle(fix->GetScreenRect()) - middle(window->GetScreenRect());
    EXPECT_LT(std::abs(off.x) + std::abs(off.y), about);
    fix->Close();
    ASSERT_TRUE(wait_for([&] { return find_top_level(title) == nullptr; }));
  }
}

TEST_F(StatusWindowTest, SaysWhyAConnectionCouldNotBeStarted) {
  open(office(now));
  desk.next_trouble = "No Remote Desktop client is installed.";

  click(*find_labelled(*window, "Connect"));

  EXPECT_TRUE(wait_for([&] { return says(*window, "No Remote Desktop client is installed."); }));
  EXPECT_EQ(desk.connects, std::vector{TargetId{3}});
}

TEST_F(StatusWindowTest, PutsTheDetailsOnTheClipboard) {
  open(office(now));

  press('C', wxMOD_CONTROL | wxMOD_SHIFT);

  wxTextDataObject text;
  EXPECT_TRUE(wait_for([&] {
    return wxTheClipboard->Open() && wxTheClipboard->GetData(text) &&
           text.GetText().Contains("The certificate has ended");
  }));
  wxTheClipboard->Close();
}

TEST_F(StatusWindowTest, InvitesWhereNothingIsWatched) {
  open({});

  EXPECT_TRUE(says(*window, "Know before it fails"));
  EXPECT_FALSE(says(*window, "Check all now"));
}

TEST_F(StatusWindowTest, LooksAtTheFirstComputerAndThenWatchesIt) {
  open({});
  desk.next_check = *office(now)[0].last;
  type("pc.example.com");
  press(WXK_RETURN);
  ASSERT_TRUE(wait_for([&] { return says(*window, "A connection started now would work."); }));

  click(*find_labelled(*window, "Watch this computer from now on"));

  EXPECT_TRUE(wait_for([&] { return desk.statuses_.size() == 1; }));
  EXPECT_TRUE(wait_for([&] { return says(*window, "Check all now"); }));
  EXPECT_EQ(desk.statuses_[0].target.endpoint.host, "pc.example.com");
}

TEST_F(StatusWindowTest, OffersToWatchOnlyWhatWasLookedAt) {
  open({});
  desk.next_check = *office(now)[0].last;
  type("pc.example.com");
  press(WXK_RETURN);
  ASSERT_TRUE(wait_for([&] { return says(*window, "A connection started now would work."); }));

  window->come_forward();
  find_field<wxTextCtrl>(*window, "")->SetFocus();
  type("other");

  EXPECT_TRUE(wait_for([&] { return !says(*window, "A connection started now would work."); }));
  EXPECT_FALSE(says(*window, "Watch this computer from now on"));
  take_picture(*window, "welcome-typed-anew");
}

TEST_F(StatusWindowTest, ShowsAnotherTargetFromItsFirstFindingOn) {
  open(office(now));
  window->SetClientSize(window->GetMinClientSize());
  settle(*window);
  auto* details = find_kind<tray::DetailsPanel>(*window);
  details->Scroll(0, 1000);
  ASSERT_GT(details->GetViewStart().y, 0);

  window->choose(TargetId{4});

  EXPECT_EQ(details->GetViewStart().y, 0);
  take_picture(*window, "another");
}

TEST_F(StatusWindowTest, StaysWhereItIsReadWhenTheSameTargetChanges) {
  open(office(now));
  window->SetClientSize(window->GetMinClientSize());
  settle(*window);
  auto* details = find_kind<tray::DetailsPanel>(*window);
  details->Scroll(0, 5);
  ASSERT_EQ(details->GetViewStart().y, 5);

  desk.statuses_[2].last->findings.push_back(desk.statuses_[1].last->findings.front());
  window->refresh();

  EXPECT_EQ(details->GetViewStart().y, 5);
}

TEST_F(StatusWindowTest, ShowsFiveHundredTargetsWithoutDelay) {
  std::vector<tray::TargetStatus> many;
  for (int i = 0; i < 500; ++i) {
    many.push_back(office(now)[static_cast<std::size_t>(i) % 5]);
    many.back().target.id = TargetId{i + 1};
  }
  const auto begin = std::chrono::steady_clock::now();

  open(many);
  for (int i = 0; i < 10; ++i)
    window->refresh();

  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{20});
  EXPECT_TRUE(says(*window, "200 of 500 computers would fail now"));
}

}  // namespace
}  // namespace tests
