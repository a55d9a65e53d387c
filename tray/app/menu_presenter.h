#pragma once

#include "tray/app/desk.h"
#include "tray/app/local_time.h"
#include "tray/app/sign.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tray {

/// What pressing a menu item asks for.
enum class Command {
  none,  ///< a submenu or a line that only says something
  show_target,
  fix,
  check_all,
  connect,
  add_target,
  snooze_hour,
  snooze_until_tomorrow,
  snooze_day,
  snooze_until_fixed,
  end_snooze,
  open_window,
  show_dates,  ///< the page of all targets' coming dates
  start_at_login,
  quit,
};

/// One line of the icon's menu.
struct MenuItem {
  enum class Kind { command, check, separator, submenu };
  Kind kind = Kind::command;
  std::string label;
  Command command = Command::none;
  monitor::TargetId target = monitor::unsaved;  ///< whom `show_target`, `fix`, `connect` mean
  std::optional<Sign> sign;
  bool enabled = true;
  bool checked = false;
  std::vector<MenuItem> children;

  bool operator==(const MenuItem&) const = default;
};

/// How many targets the menu shows; the rest is behind one line that opens the window.
inline constexpr std::size_t menu_targets = 10;

/// The icon's menu. `autostart` is empty while it is not known.
std::vector<MenuItem> present_menu(std::span<const TargetStatus> statuses,
                                   std::optional<bool> autostart, const Viewpoint& view);
/// Before anything is known: only the way out.
std::vector<MenuItem> present_starting_menu();
/// The targets of which something can be fixed.
std::vector<monitor::TargetId> troubled(std::span<const TargetStatus> statuses);
/// When a snooze chosen in the menu ends; in the past for `end_snooze`.
monitor::SysTime snooze_end(Command command, const Viewpoint& view);

}  // namespace tray
