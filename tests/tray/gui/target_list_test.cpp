#include "tray/gui/target_list.h"

#include "tests/tray/gui/status_window_fixture.h"

#include <wx/uiaction.h>

namespace tests {
namespace {

using TargetListTest = StatusWindowTest;

const wxDataViewIndexListModel& model_of(const tray::TargetList& list) {
  return dynamic_cast<const wxDataViewIndexListModel&>(*list.GetModel());
}

void click_heading(tray::TargetList& list, unsigned column) {
  int left = 0;
  for (unsigned i = 0; i < column; ++i)
    left += list.GetColumn(i)->GetWidth();
  wxUIActionSimulator pointer;
  pointer.MouseMove(list.ClientToScreen(list.FromDIP(wxPoint(20, 12)) + wxPoint(left, 0)));
  wxYield();
  pointer.MouseClick();
}

/// Sixty desks that are ready, as they are before the first look.
std::vector<tray::TargetStatus> new_desks() {
  std::vector<tray::TargetStatus> desks(60);
  for (std::size_t i = 0; i < desks.size(); ++i) {
    desks[i].target.id = TargetId{static_cast<std::int64_t>(i) + 1};
    desks[i].target.name = "Desk " + std::to_string(i + 1);
    desks[i].target.endpoint.host = "desk.example.com";
  }
  return desks;
}

TEST_F(TargetListTest, GoesToTheWorstOnceItHasBeenLookedAtAtOnce) {
  open(new_desks());
  auto* list = find_kind<tray::TargetList>(*window);
  ASSERT_EQ(list->chosen(), TargetId{1});

  for (const std::size_t i : {0U, 1U, 6U}) {
    auto looked_at = office(now)[i == 6 ? 2 : 0];
    looked_at.target = desk.statuses_[i].target;
    desk.statuses_[i] = looked_at;
    window->refresh();
  }

  EXPECT_EQ(list->chosen(), TargetId{7});
  settle(*window);
  EXPECT_EQ(model_of(*list).GetRow(list->GetTopItem()), 0U);
  take_picture(*window, "many");
}

TEST_F(TargetListTest, StaysWithWhatThePersonHasChosen) {
  open(new_desks());
  press(WXK_DOWN);
  auto* list = find_kind<tray::TargetList>(*window);
  ASSERT_TRUE(wait_for([&] { return list->chosen() == TargetId{2}; }));

  desk.statuses_[6].last = office(now)[2].last;
  desk.statuses_[6].verdict = monitor::Verdict::would_fail;
  window->refresh();

  EXPECT_EQ(list->chosen(), TargetId{2});
}

TEST_F(TargetListTest, KeepsTheChoiceWhenTargetsComeAndGo) {
  open(office(now));
  window->choose(TargetId{4});

  desk.statuses_.erase(desk.statuses_.begin());
  window->refresh();

  EXPECT_TRUE(says(*window, "Design studio"));
  EXPECT_TRUE(says(*window, "Encryption breaks off"));
}

TEST_F(TargetListTest, KeepsTheChosenOneInViewWhenTheWindowGetsSmaller) {
  open(office(now));
  settle(*window);
  auto* list = find_kind<tray::TargetList>(*window);
  ASSERT_EQ(list->chosen(), TargetId{3});

  window->SetClientSize(window->GetMinClientSize());
  settle(*window);

  EXPECT_TRUE(wait_for([&] {
    const auto line = list->GetItemRect(list->GetSelection());
    return !line.IsEmpty() && line.GetBottom() <= list->GetSize().y;
  }));
}

TEST_F(TargetListTest, ShortensLongNames) {
  auto statuses = office(now);
  statuses[0].target.name = "A computer with a name that is far too long for its column";
  statuses[1].target.name =
      "\u062d\u0627\u0633\u0648\u0628 \u0627\u0644\u0645\u0643\u062a\u0628 "
      "\u0641\u064a \u0627\u0644\u0637\u0627\u0628\u0642 "
      "\u0627\u0644\u0623\u0631\u0636\u064a \u0628\u062c\u0627\u0646\u0628 "
      "\u0627\u0644\u0645\u062f\u062e\u0644";
  open(statuses);
  auto* list = find_kind<tray::TargetList>(*window);

  for (unsigned i = 0; i < list->GetColumnCount(); ++i)
    EXPECT_EQ(list->GetColumn(i)->GetRenderer()->GetEllipsizeMode(), wxELLIPSIZE_END) << i;
  take_picture(*window, "long-names");
}

TEST_F(TargetListTest, ShowsWhatHasJustBeenAdded) {
  open(office(now));
  press('N', wxMOD_CONTROL);
  auto* adding = dialog("Add a target");
  ASSERT_NE(adding, nullptr);

  type("new.example.com");
  click(*find_labelled(*adding, "Add"));

  EXPECT_TRUE(wait_for([&] {
    return find_kind<tray::TargetList>(*window)->chosen() == desk.statuses_.back().target.id;
  }));
  EXPECT_EQ(desk.statuses_.size(), 6U);
  take_picture(*window, "added");
}

TEST_F(TargetListTest, SortsTheWorstStateFirst) {
  open(office(now));
  auto* list = find_kind<tray::TargetList>(*window);
  constexpr int state = 1;

  click_heading(*list, state);

  const auto place = [list](unsigned row) {
    return list->GetItemRect(model_of(*list).GetItem(row)).y;
  };
  EXPECT_TRUE(wait_for([&] { return place(3) < place(1); }));  // would fail, ready
  EXPECT_LT(place(0), place(3));                               // all
  EXPECT_LT(place(3), place(2));                               // at risk
  EXPECT_LT(place(2), place(5));                               // unknown
  EXPECT_LT(place(5), place(1));
  take_picture(*window, "sorted");
}

}  // namespace
}  // namespace tests
