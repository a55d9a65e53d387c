#include "tests/tray/gui/window_fixture.h"

#include "tray/gui/wx_text.h"

#include <wx/app.h>
#include <wx/eventfilter.h>
#include <wx/toplevel.h>
#include <wx/uiaction.h>
#include <wx/utils.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>

namespace tests {

namespace {

/// What a window says, without the marks of its keyboard shortcuts; lines are joined, since they
/// are broken anew for each width.
std::string words_of(const wxWindow& window) {
  auto text = tray::to_utf8(wxControl::RemoveMnemonics(window.GetLabel()));
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

/// Whether a press of the pointer's left button has come to that window.
class ClickFilter : public wxEventFilter {
 public:
  explicit ClickFilter(const wxWindow& window) : window_(window) { wxEvtHandler::AddFilter(this); }

  ~ClickFilter() override { wxEvtHandler::RemoveFilter(this); }

  ClickFilter(const ClickFilter&) = delete;
  ClickFilter& operator=(const ClickFilter&) = delete;

  int FilterEvent(wxEvent& event) override {
    if (event.GetEventType() == wxEVT_LEFT_DOWN && event.GetEventObject() == &window_) seen = true;
    return Event_Skip;
  }

  bool seen = false;

 private:
  const wxWindow& window_;
};

/// A new window on the screen may make Wine move the pointer back to where it was.
void move_pointer(const wxPoint& place) {
  wxUIActionSimulator pointer;
  int still = 0;
  wait_for([&] {
    still = wxGetMousePosition() == place ? still + 1 : 0;
    if (still == 0) pointer.MouseMove(place);
    wxMilliSleep(10);
    return still > 20;
  });
}

}  // namespace

bool wait_for(const std::function<bool()>& done, int limit_ms) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(limit_ms);
  while (!done()) {
    if (std::chrono::steady_clock::now() > end) return false;
    wxYield();
    wxMilliSleep(2);
  }
  wxYield();
  return true;
}

void settle(wxWindow& window) {
  // The window manager moves and decorates a new window in its own time.
  wxPoint last;
  int still = 0;
  wait_for([&] {
    const auto now = window.GetScreenPosition();
    still = now == last && window.IsShownOnScreen() ? still + 1 : 0;
    last = now;
    wxMilliSleep(10);
    return still > 10;
  });
}

void click(wxWindow& window) {
  settle(window);
  const auto size = window.GetClientSize();
  const auto middle = window.ClientToScreen(wxPoint(size.x / 2, size.y / 2));
  const ClickFilter clicks(window);
  // On a busy computer some are lost.
  for (int i = 0; i < 5 && !clicks.seen; ++i) {
    move_pointer(middle);
    wxUIActionSimulator().MouseClick();
    constexpr int patience_ms = 3000;
    wait_for([&] { return clicks.seen; }, patience_ms);
  }
  EXPECT_TRUE(clicks.seen);
}

void type(const std::string& text) {
  wxUIActionSimulator keyboard;
  keyboard.Text(text.c_str());
  wxYield();
}

void press(int key, int modifiers) {
  wxUIActionSimulator keyboard;
  keyboard.Char(key, modifiers);
  wxYield();
}

wxWindow* find_labelled(wxWindow& root, const std::string& label) {
  if (!root.IsShown()) return nullptr;
  if (words_of(root) == label) return &root;
  for (auto* child : root.GetChildren()) {
    if (auto* found = find_labelled(*child, label)) return found;
  }
  return nullptr;
}

wxWindow* find_top_level(const std::string& title) {
  for (auto* window : wxTopLevelWindows) {
    if (window->IsShown() && !window->IsBeingDeleted() &&
        tray::to_utf8(window->GetLabel()) == title)
      return window;
  }
  return nullptr;
}

wxWindow* find_saying(wxWindow& root, const std::string& words) {
  if (!root.IsShown()) return nullptr;
  if (words_of(root).find(words) != std::string::npos) return &root;
  for (auto* child : root.GetChildren()) {
    if (auto* found = find_saying(*child, words)) return found;
  }
  return nullptr;
}

bool says(wxWindow& root, const std::string& words) {
  return find_saying(root, words) != nullptr;
}

void take_picture(wxWindow& window, const std::string& name) {
  const char* folder = std::getenv("SCREENSHOTS");
  if (folder == nullptr) return;
  std::filesystem::create_directories(folder);
  settle(window);
  window.Raise();
  // Fades of the toolkit; pictures are for people, no test depends on them.
  wait_for([count = 0]() mutable {
    wxMilliSleep(10);
    return ++count > 50;
  });
  save_screen(window.GetScreenRect(), window.GetContentScaleFactor(), folder, name);
}

}  // namespace tests
