#include "tray/gui/timeline.h"

#include "tests/tray/gui/window_fixture.h"

#include <wx/frame.h>
#include <wx/sizer.h>

namespace tests {
namespace {

TEST(TimelineControl, SaysEachThingInTurn) {
  tray::TimelineView view;
  view.length = 100;
  view.today = 50;
  view.lanes = {
      {"Connection",
       {{tray::TimelineView::Span::Look::verdict, tray::Sign::ready, 0, 50, {}, "first"},
        {tray::TimelineView::Span::Look::foreseen, tray::Sign::would_fail, 60, 100, {}, "last"}},
       {{55, tray::Sign::information, "between"}}}};
  auto* frame = new wxFrame(nullptr, wxID_ANY, "Timeline");
  auto* timeline = new tray::Timeline(frame, "Past and forecast");
  timeline->show(view);

  EXPECT_EQ(timeline->step(1), "first");
  EXPECT_EQ(timeline->step(1), "between");
  EXPECT_EQ(timeline->step(1), "last");
  EXPECT_EQ(timeline->step(1), "last");
  EXPECT_EQ(timeline->step(-1), "between");
  frame->Destroy();
  wait_for([] { return wxTopLevelWindows.empty(); });
}

}  // namespace
}  // namespace tests
