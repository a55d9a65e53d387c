#pragma once

#include "tray/app/desk.h"
#include "tray/app/menu_presenter.h"

#include <functional>
#include <memory>
#include <string>

class wxWindow;

namespace tray {

class ActionMenu;

/// What can be done with the target that is chosen in a window. Does nothing while none is.
class TargetActions {
 public:
  /// The window around it.
  struct Surroundings {
    wxWindow* window;  ///< parent of the dialogs
    std::function<const TargetStatus*()> chosen;
    std::function<void(const std::string&)> say;  ///< why something could not be done
    std::function<void()> changed;
  };

  TargetActions(Desk& desk, Surroundings surroundings);

  void connect();
  void check();
  /// Finds out what is wrong and mends it, in a window of its own.
  void fix();
  void edit();
  /// Asks first.
  void remove();
  /// All that is known of it, as text.
  void copy();
  void snooze(Command command);
  /// All of these as a menu below `place`, or at the pointer.
  void open_menu(wxWindow& place, bool at_pointer);

 private:
  Done<void> say_trouble();
  void add_snoozes(ActionMenu& menu, const TargetStatus& status);

  Desk& desk_;
  Surroundings surroundings_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace tray
