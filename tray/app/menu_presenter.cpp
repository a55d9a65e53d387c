#include "tray/app/menu_presenter.h"

#include "tray/app/coming_dates.h"
#include "tray/app/snoozes.h"
#include "tray/app/status_presenter.h"

#include <algorithm>
#include <utility>

namespace tray {

namespace {

using monitor::TargetId;
using monitor::Verdict;
using Statuses = std::span<const TargetStatus>;

/// When people who snooze until tomorrow want to hear again.
constexpr std::chrono::hours morning{8};

MenuItem item(std::string label, Command command, bool enabled = true) {
  MenuItem made;
  made.label = std::move(label);
  made.command = command;
  made.enabled = enabled;
  return made;
}

MenuItem separator() {
  MenuItem made;
  made.kind = MenuItem::Kind::separator;
  return made;
}

MenuItem submenu(std::string label, std::vector<MenuItem> children, bool enabled = true) {
  MenuItem made;
  made.kind = MenuItem::Kind::submenu;
  made.label = std::move(label);
  made.children = std::move(children);
  made.enabled = enabled;
  return made;
}

std::string menu_name(const TargetStatus& status) {
  return short_name(monitor::shown_name(status.target));
}

void add_targets(std::vector<MenuItem>& menu, Statuses statuses, const Viewpoint& view) {
  const auto order = worst_first(statuses);
  const auto shown = std::min(order.size(), menu_targets);
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& status = *order[i];
    auto line =
        item(menu_name(status) + ": " + state_words_inside(status, view), Command::show_target);
    line.target = status.target.id;
    line.sign = sign_of(status.verdict);
    menu.push_back(std::move(line));
  }
  if (order.size() > shown)
    menu.push_back(
        item("And " + std::to_string(order.size() - shown) + " more…", Command::open_window));
  if (const auto next = next_words(statuses, view); !next.empty())
    menu.push_back(item(next, Command::show_dates));
  if (!order.empty()) menu.push_back(separator());
}

MenuItem fix_item(Statuses statuses) {
  const auto order = worst_first(statuses);
  auto line = item("Fix my connection…", Command::fix, !order.empty());
  if (!order.empty()) line.target = order.front()->target.id;
  return line;
}

MenuItem connect_menu(Statuses statuses) {
  std::vector<MenuItem> children;
  const auto shown = std::min(statuses.size(), menu_targets);
  for (const auto& status : statuses.first(shown)) {
    auto line = item(menu_name(status), Command::connect);
    line.target = status.target.id;
    line.sign = sign_of(status.verdict);
    children.push_back(std::move(line));
  }
  if (statuses.size() > shown)
    children.push_back(
        item("And " + std::to_string(statuses.size() - shown) + " more…", Command::open_window));
  return submenu("Connect", std::move(children), !statuses.empty());
}

bool is_snoozed(const TargetStatus& status, const Viewpoint& view) {
  return status.snoozed_until && *status.snoozed_until > view.now;
}

/// Until when everything is snoozed; empty where something would still be told.
std::optional<monitor::SysTime> all_snoozed_until(Statuses statuses, const Viewpoint& view) {
  std::optional<monitor::SysTime> until;
  for (const auto& status : statuses) {
    if (!is_snoozed(status, view)) return {};
    until = until ? std::min(*until, *status.snoozed_until) : *status.snoozed_until;
  }
  return until;
}

MenuItem snooze_menu(Statuses statuses, const Viewpoint& view) {
  std::vector<MenuItem> children;
  const auto until = all_snoozed_until(statuses, view);
  if (std::ranges::any_of(statuses, [&](const auto& one) { return is_snoozed(one, view); })) {
    children.push_back(item("Notify me again now", Command::end_snooze));
    children.push_back(separator());
  }
  children.push_back(item("For 1 hour", Command::snooze_hour));
  children.push_back(item("Until tomorrow morning", Command::snooze_until_tomorrow));
  children.push_back(item("For 1 day", Command::snooze_day));
  children.push_back(
      item("Until this is fixed", Command::snooze_until_fixed, !troubled(statuses).empty()));
  return submenu(until ? "Snoozed " + snooze_text(*until, view) : "Snooze", std::move(children),
                 !statuses.empty());
}

MenuItem login_item(std::optional<bool> autostart) {
  auto line = item("Start at login", Command::start_at_login, autostart.has_value());
  line.kind = MenuItem::Kind::check;
  line.checked = autostart.value_or(false);
  return line;
}

}  // namespace

std::vector<MenuItem> present_menu(Statuses statuses, std::optional<bool> autostart,
                                   const Viewpoint& view) {
  std::vector<MenuItem> menu;
  add_targets(menu, statuses, view);
  menu.push_back(fix_item(statuses));
  menu.push_back(item("Check now", Command::check_all, !statuses.empty()));
  menu.push_back(connect_menu(statuses));
  menu.push_back(item("Add a target…", Command::add_target));
  menu.push_back(snooze_menu(statuses, view));
  menu.push_back(separator());
  menu.push_back(item("Open RDP Ready", Command::open_window));
  menu.push_back(login_item(autostart));
  menu.push_back(item("Quit", Command::quit));
  return menu;
}

std::vector<MenuItem> present_starting_menu() {
  return {item("RDP Ready is starting…", Command::none, false), separator(),
          item("Quit", Command::quit)};
}

std::vector<TargetId> troubled(Statuses statuses) {
  std::vector<TargetId> ids;
  for (const auto& status : statuses) {
    if (status.verdict == Verdict::at_risk || status.verdict == Verdict::would_fail)
      ids.push_back(status.target.id);
  }
  return ids;
}

monitor::SysTime snooze_end(Command command, const Viewpoint& view) {
  switch (command) {
    case Command::snooze_hour:
      return view.now + std::chrono::hours{1};
    case Command::snooze_until_tomorrow:
      return next_morning(view, morning);
    case Command::snooze_day:
      return view.now + std::chrono::days{1};
    case Command::snooze_until_fixed:
      return notify::until_fixed;
    case Command::none:
    case Command::show_target:
    case Command::fix:
    case Command::check_all:
    case Command::connect:
    case Command::add_target:
    case Command::end_snooze:
    case Command::open_window:
    case Command::show_dates:
    case Command::start_at_login:
    case Command::quit:
      break;
  }
  return view.now - std::chrono::seconds{1};
}

}  // namespace tray
