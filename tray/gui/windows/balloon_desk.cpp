#include "tray/gui/windows/balloon_desk.h"

#include "tray/gui/windows/taskbar_look.h"
#include "tray/gui/wx_text.h"

#include <shellapi.h>

#include <utility>

namespace tray {

namespace {

using notify::Alert;

/// Windows shows a balloon for five seconds, longer where the person has set so, and does not
/// always tell when it is gone: then the next one may come after this.
constexpr int reading_time_ms = 10'000;
/// How soon to ask again whether the person may be disturbed.
constexpr int patience_ms = 15'000;

/// States of SHQueryUserNotificationState in which Windows asks to wait.
bool must_wait() {
  auto state = QUNS_ACCEPTS_NOTIFICATIONS;
  if (FAILED(::SHQueryUserNotificationState(&state))) return false;
  switch (state) {
    case QUNS_NOT_PRESENT:
    case QUNS_BUSY:
    case QUNS_RUNNING_D3D_FULL_SCREEN:
    case QUNS_PRESENTATION_MODE:
    case QUNS_QUIET_TIME:
      return true;
    case QUNS_ACCEPTS_NOTIFICATIONS:
    case QUNS_APP:
      return false;
  }
  return false;
}

Sign sign_for(const Alert& alert) {
  if (alert.kind == Alert::Kind::cleared) return Sign::ready;
  return alert.severity == monitor::Severity::information ? Sign::unknown : sign_of(alert.severity);
}

bool is_quiet(const Alert& alert) {
  return alert.kind == Alert::Kind::cleared || alert.severity == monitor::Severity::information;
}

}  // namespace

BalloonDesk::BalloonDesk(NotificationArea& area, ToastListener listener)
    : area_(area), listener_(std::move(listener)) {
  timer_.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { on_end(); });
}

void BalloonDesk::add(Alert alert) {
  queue_.add(std::move(alert));
  if (!is_showing_) show_next();
}

void BalloonDesk::withdraw(const std::string& episode) {
  queue_.remove(episode);
}

void BalloonDesk::on_click() {
  listener_.on_show(told_of_);
  on_end();
}

void BalloonDesk::on_end() {
  is_showing_ = false;
  timer_.Stop();
  show_next();
}

void BalloonDesk::show_next() {
  if (queue_.is_empty()) return;
  if (must_wait()) {
    timer_.StartOnce(patience_ms);
    return;
  }
  auto alert = *queue_.take();
  is_showing_ = show(alert);
  timer_.StartOnce(is_showing_ ? reading_time_ms : patience_ms);
  if (is_showing_) {
    told_of_ = alert.targets;
  } else {
    queue_.put_back(std::move(alert));
  }
}

bool BalloonDesk::show(const Alert& alert) {
  return area_.tell({to_wx(alert.title).ToStdWstring(), to_wx(alert.text).ToStdWstring(),
                     toast_icon(sign_for(alert), taskbar_look()), is_quiet(alert)});
}

}  // namespace tray
