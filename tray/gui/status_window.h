#pragma once

#include "tray/app/desk.h"
#include "tray/gui/target_actions.h"

#include <wx/frame.h>
#include <wx/timer.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

class wxSplitterWindow;

namespace tray {

class NoticeBar;
class OverviewPanel;
class SummaryHeader;
class TargetList;
class TargetView;
class WelcomePage;

/// Targets, findings and history. Closing ends it, so that it costs nothing while nobody looks;
/// without a tray it is made small instead, so that it can be found again.
class StatusWindow final : public wxFrame {
 public:
  /// What the window needs of the program around it.
  struct Surroundings {
    std::function<bool()> has_tray;
    std::function<void()> quit;
    std::function<void()> on_closed;  ///< it is on its way out and must not be used any more
  };

  StatusWindow(Desk& desk, Surroundings surroundings);

  /// Shows what is known now; does nothing before it is opened.
  void refresh();
  /// Moves it as near to that part of the screen as it fits.
  void stand_beside(const wxRect& thing);
  /// Opens it, or brings it in front of others.
  void come_forward();
  void choose(monitor::TargetId id);
  /// The page of all targets' coming dates.
  void choose_all();
  /// A sentence above the list, until it is put away.
  void say(const std::string& sentence);
  void add_target();
  /// Shows what the files hold, for the person to choose from; none: what this computer knows.
  void import_files(std::vector<std::filesystem::path> files);

 private:
  void fit_screen();
  void make_parts();
  void make_target_view(wxWindow& parent);
  void bind();
  void bind_keys();
  void show_chosen();
  /// Looks at new targets come in one by one: until the person chooses, the worst is shown.
  void choose_worst();
  void choose_files();
  void open_more_menu(wxWindow& button);
  void place_sash();
  void open_settings();
  void close();
  const TargetStatus* chosen() const;

  Desk& desk_;
  Surroundings surroundings_;
  TargetActions actions_;
  wxTimer minute_;  ///< runs only while the window is shown: "2 minutes ago"
  SummaryHeader* summary_ = nullptr;
  NoticeBar* notice_ = nullptr;
  WelcomePage* welcome_ = nullptr;
  wxSplitterWindow* targets_ = nullptr;
  TargetList* list_ = nullptr;
  TargetView* one_ = nullptr;     ///< below the list: the chosen target,
  OverviewPanel* all_ = nullptr;  ///< or what lies ahead of all
  bool sash_placed_ = false;
  bool all_looked_at_ = false;
  std::optional<monitor::TargetId> own_choice_;  ///< the window's, not the person's
  monitor::Verdict worst_ = monitor::Verdict::unknown;
};

}  // namespace tray
