#include "tray/gui/target_actions.h"

#include "tray/app/details_presenter.h"
#include "tray/app/policy_targets.h"
#include "tray/gui/action_menu.h"
#include "tray/gui/clipboard.h"
#include "tray/gui/confirm_dialog.h"
#include "tray/gui/repair_dialog.h"
#include "tray/gui/target_dialog.h"

#include <utility>

namespace tray {

TargetActions::TargetActions(Desk& desk, Surroundings surroundings)
    : desk_(desk), surroundings_(std::move(surroundings)) {}

Done<void> TargetActions::say_trouble() {
  return [say = surroundings_.say, alive = std::weak_ptr(alive_)](monitor::Result<void> done) {
    if (!alive.expired() && !done) say(done.error().what);
  };
}

void TargetActions::connect() {
  if (const auto* status = surroundings_.chosen()) desk_.connect(status->target.id, say_trouble());
}

void TargetActions::check() {
  if (const auto* status = surroundings_.chosen()) desk_.check_now(status->target.id);
}

void TargetActions::fix() {
  if (const auto* status = surroundings_.chosen())
    open_repair(surroundings_.window, desk_, status->target);
}

void TargetActions::edit() {
  const auto* status = surroundings_.chosen();
  if (status == nullptr) return;
  auto* dialog = new TargetDialog(surroundings_.window, desk_, *status);
  dialog->Show();
}

void TargetActions::remove() {
  const auto* status = surroundings_.chosen();
  if (status == nullptr) return;
  if (status->by_policy) return surroundings_.say(stays_by_policy(status->target, "removed"));
  ask_first(surroundings_.window, "Remove " + to_wx(monitor::shown_name(status->target)) + "?",
            "It is not watched any more, and its history is deleted.", "&Remove",
            [this, alive = std::weak_ptr(alive_), id = status->target.id] {
              if (!alive.expired()) desk_.remove_target(id, say_trouble());
            });
}

void TargetActions::copy() {
  const auto* status = surroundings_.chosen();
  if (status != nullptr) copy_text(as_text(present_details(*status, here_and_now())));
}

void TargetActions::snooze(Command command) {
  const auto* status = surroundings_.chosen();
  if (status == nullptr) return;
  desk_.snooze(status->target.id, snooze_end(command, here_and_now()));
  surroundings_.changed();
}

void TargetActions::add_snoozes(ActionMenu& menu, const TargetStatus& status) {
  if (status.snoozed_until && *status.snoozed_until > here_and_now().now)
    return menu.add("&Notify me again", [this] { snooze(Command::end_snooze); });
  menu.add("&Snooze for 1 hour", [this] { snooze(Command::snooze_hour); });
  menu.add("Snooze until &tomorrow", [this] { snooze(Command::snooze_until_tomorrow); });
  if (troubled({&status, 1}).empty()) return;
  menu.add("Snooze until this is fi&xed", [this] { snooze(Command::snooze_until_fixed); });
}

void TargetActions::open_menu(wxWindow& place, bool at_pointer) {
  const auto* status = surroundings_.chosen();
  if (status == nullptr) return;
  ActionMenu menu;
  menu.add("C&onnect", [this] { connect(); });
  menu.add("&Fix my connection…\tCtrl+Shift+F", [this] { fix(); });
  menu.add("Chec&k now", [this] { check(); });
  menu.AppendSeparator();
  menu.add("Co&py as text\tCtrl+Shift+C", [this] { copy(); });
  add_snoozes(menu, *status);
  menu.AppendSeparator();
  menu.add("&Edit…\tF2", [this] { edit(); });
  menu.add("&Remove…\tDel", [this] { remove(); });
  place.PopupMenu(&menu, at_pointer ? wxDefaultPosition : wxPoint(0, place.GetSize().y));
}

}  // namespace tray
