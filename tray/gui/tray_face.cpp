#include "tray/gui/tray_face.h"

#include "tray/app/snoozes.h"
#include "tray/gui/repair_dialog.h"
#include "tray/gui/status_window.h"

#include <algorithm>
#include <utility>

namespace tray {

using monitor::TargetId;

TrayFace::TrayFace(Desk& desk, TrayIcon& icon, std::function<void()> quit)
    : desk_(desk), icon_(icon), quit_(std::move(quit)) {
  ask_for_autostart();
  refresh();
}

TrayFace::~TrayFace() {
  if (window_ != nullptr) window_->Destroy();
}

void TrayFace::refresh() {
  const auto view = here_and_now();
  icon_.show(present_icon(desk_.statuses(), view),
             present_menu(desk_.statuses(), autostart_, view));
  if (window_ != nullptr) window_->refresh();
}

void TrayFace::activate() {
  window().come_forward();
}

void TrayFace::activate_by_icon() {
  const bool has_own_place = window_ != nullptr || !place_.IsEmpty();
  const auto icon = icon_.place();
  if (icon && !has_own_place) window().stand_beside(*icon);
  activate();
}

void TrayFace::show_target(TargetId id) {
  window().come_forward();
  window().choose(id);
}

void TrayFace::say(const std::string& sentence) {
  window().come_forward();
  window().say(sentence);
}

StatusWindow& TrayFace::window() {
  if (window_ == nullptr) {
    window_ = new StatusWindow(
        desk_, {[this] { return icon_.has_place(); }, quit_, [this] { forget_window(); }});
    if (!place_.IsEmpty()) window_->SetSize(place_);
  }
  return *window_;
}

void TrayFace::forget_window() {
  if (!window_->IsMaximized()) place_ = window_->GetRect();
  window_ = nullptr;
}

void TrayFace::obey(const MenuItem& item) {
  switch (item.command) {
    case Command::none:
      return;
    case Command::show_target:
      return show_target(item.target);
    case Command::fix:
      return fix(item.target);
    case Command::check_all:
      return desk_.check_now({});
    case Command::connect:
      return connect(item.target);
    case Command::add_target:
      window().come_forward();
      return window().add_target();
    case Command::snooze_hour:
    case Command::snooze_until_tomorrow:
    case Command::snooze_day:
    case Command::end_snooze:
      return snooze(all_ids(), snooze_end(item.command, here_and_now()));
    case Command::snooze_until_fixed:
      return snooze(troubled(desk_.statuses()), snooze_end(item.command, here_and_now()));
    case Command::open_window:
      return activate_by_icon();
    case Command::show_dates:
      activate_by_icon();
      return window().choose_all();
    case Command::start_at_login:
      return toggle_autostart();
    case Command::quit:
      return quit_();
  }
}

void TrayFace::fix(TargetId id) {
  const auto& all = desk_.statuses();
  const auto found = std::ranges::find(all, id, [](const auto& one) { return one.target.id; });
  if (found != all.end()) open_repair(window_, desk_, found->target);
}

void TrayFace::snooze(const std::vector<TargetId>& ids, monitor::SysTime until) {
  for (const auto id : ids) {
    const auto& all = desk_.statuses();
    const auto found = std::ranges::find(all, id, [](const auto& one) { return one.target.id; });
    const bool ends_it = until <= here_and_now().now;
    if (found == all.end() || ends_it || !is_still_longer(*found, until)) desk_.snooze(id, until);
  }
  refresh();
}

std::vector<TargetId> TrayFace::all_ids() const {
  std::vector<TargetId> ids;
  for (const auto& status : desk_.statuses())
    ids.push_back(status.target.id);
  return ids;
}

void TrayFace::connect(TargetId id) {
  desk_.connect(id, [this, alive = std::weak_ptr(alive_), id](monitor::Result<void> done) {
    if (alive.expired() || done) return;
    show_target(id);
    say(done.error().what);
  });
}

void TrayFace::ask_for_autostart() {
  desk_.autostart([this, alive = std::weak_ptr(alive_)](monitor::Result<bool> on) {
    if (alive.expired() || !on) return;
    autostart_ = *on;
    refresh();
  });
}

void TrayFace::toggle_autostart() {
  const bool on = !autostart_.value_or(false);
  desk_.set_autostart(on, [this, alive = std::weak_ptr(alive_), on](monitor::Result<void> done) {
    if (alive.expired()) return;
    if (!done) return say(done.error().what);
    autostart_ = on;
    refresh();
  });
}

}  // namespace tray
