#pragma once

#include "tray/app/desk.h"
#include "tray/gui/tray_icon.h"

#include <wx/gdicmn.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tray {

class StatusWindow;

/// What a person meets: the icon always, the window from when it is asked for until it is closed.
/// GUI thread.
class TrayFace {
 public:
  /// `quit` ends the program. The icon's listener is to be led to activate() and obey().
  TrayFace(Desk& desk, TrayIcon& icon, std::function<void()> quit);
  ~TrayFace();
  TrayFace(const TrayFace&) = delete;
  TrayFace& operator=(const TrayFace&) = delete;

  /// Draws icon, menu and window anew where they differ from what is known now.
  void refresh();
  /// The window comes to the front.
  void activate();
  /// The icon was clicked: the same, beside the icon where the window has no place of its own yet.
  void activate_by_icon();
  /// A line of the menu was pressed.
  void obey(const MenuItem& item);
  /// Brings the window to the front with that target chosen.
  void show_target(monitor::TargetId id);
  /// Opens the window that finds out what is wrong with that target and mends it.
  void fix(monitor::TargetId id);
  void snooze(const std::vector<monitor::TargetId>& ids, monitor::SysTime until);
  /// A sentence in the window, where it stays until it is put away.
  void say(const std::string& sentence);

  /// The window, made now if it is not there yet.
  StatusWindow& window();

 private:
  void forget_window();
  void ask_for_autostart();
  void toggle_autostart();
  void connect(monitor::TargetId id);
  std::vector<monitor::TargetId> all_ids() const;

  Desk& desk_;
  TrayIcon& icon_;
  std::function<void()> quit_;
  std::optional<bool> autostart_;
  StatusWindow* window_ = nullptr;  // wx owns every window and deletes it in its own time
  wxRect place_;                    ///< where the window was when it was closed; empty before that
  /// Answers that come after this object's end find it gone.
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace tray
