#include "tray/gui/presence.h"

#include "tray/gui/gui_thread.h"
#include "tray/gui/windows/balloon_desk.h"
#include "tray/gui/windows/notification_area.h"
#include "tray/gui/windows/popup_menu.h"
#include "tray/gui/windows/taskbar_look.h"
#include "tray/gui/wx_text.h"

#include <wx/msw/wrapwin.h>

#include <sstream>
#include <utility>

namespace tray {

namespace {

/// Of NOTIFYICONDATA::szTip, without its end.
constexpr std::size_t longest_tip = 127;

/// Where the taskbar does not say where the icon is, it is here as a rule.
wxRect corner_of_work_area() {
  RECT area{};
  ::SystemParametersInfoW(SPI_GETWORKAREA, 0, &area, 0);
  return wxRect(area.right - 1, area.bottom - 1, 1, 1);
}

/// The whole lines that fit: the taskbar cuts what is longer.
std::wstring tip_of(const IconView& icon) {
  auto tip = to_wx(icon.title).ToStdWstring();
  std::wistringstream lines(to_wx(icon.text).ToStdWstring());
  for (std::wstring line; std::getline(lines, line) && !line.empty();) {
    if (tip.size() + 1 + line.size() > longest_tip) break;
    tip += L'\n' + line;
  }
  return tip;
}

class TaskbarIcon final : public TrayIcon {
 public:
  TaskbarIcon(TrayListener listener, ToastListener toasts)
      : listener_(std::move(listener)),
        area_({listener_.on_activate, [this](POINT at) { open_menu(at); },
               [this] { balloons_->on_click(); }, [this] { balloons_->on_end(); },
               listener_.on_place, [this] { draw_if_changed(); }}),
        balloons_(std::make_shared<BalloonDesk>(area_, std::move(toasts))) {}

  void show(const IconView& icon, const std::vector<MenuItem>& menu) override {
    menu_ = menu;
    if (shown_ && *shown_ == icon) return;
    shown_ = icon;
    look_ = taskbar_look();
    draw();
  }

  bool has_place() const override { return area_.has_place(); }

  std::optional<wxRect> place() const override {
    return area_.place().value_or(corner_of_work_area());
  }

  /// Gone when the icon is.
  std::weak_ptr<BalloonDesk> balloons() const { return balloons_; }

 private:
  void draw() { area_.show(taskbar_icon(shown_->sign, look_), tip_of(*shown_)); }

  void draw_if_changed() {
    const auto now = taskbar_look();
    if (!shown_ || now == look_) return;
    look_ = now;
    draw();
  }

  void open_menu(POINT at) {
    if (std::exchange(menu_is_open_, true)) return;
    const auto items = menu_;  // it may be shown anew meanwhile
    const auto chosen = choose_from_menu(items, area_.window(), at, look_.dpi);
    menu_is_open_ = false;
    if (!chosen) return area_.give_back_focus();
    on_gui_thread([told = listener_.on_command, item = *chosen] { told(item); });
  }

  TrayListener listener_;
  std::optional<IconView> shown_;
  std::vector<MenuItem> menu_;
  TaskbarLook look_;
  bool menu_is_open_ = false;
  NotificationArea area_;
  std::shared_ptr<BalloonDesk> balloons_;
};

/// Hands alerts to the icon, which may be gone by then.
class ToastChannel final : public notify::Channel {
 public:
  explicit ToastChannel(std::weak_ptr<BalloonDesk> balloons) : balloons_(std::move(balloons)) {}

  std::string_view name() const override { return "toast"; }

  // In quiet hours nothing is shown; what is over then need not be shown afterwards either.
  bool accepts(const notify::Alert& alert, const notify::ChannelSettings&) const override {
    return !alert.silent || alert.kind == notify::Alert::Kind::cleared;
  }

  // Not waited for: it is shown when the person may be disturbed.
  monitor::Result<void> deliver(const notify::Alert& alert,
                                const notify::ChannelSettings&) override {
    on_gui_thread([balloons = balloons_, alert] {
      const auto desk = balloons.lock();
      if (!desk) return;
      if (alert.silent) return desk->withdraw(alert.episode);
      desk->add(alert);
    });
    return {};
  }

 private:
  std::weak_ptr<BalloonDesk> balloons_;
};

}  // namespace

Presence make_presence(TrayListener icon, ToastListener toasts) {
  auto taskbar_icon = std::make_unique<TaskbarIcon>(std::move(icon), std::move(toasts));
  auto channel = std::make_unique<ToastChannel>(taskbar_icon->balloons());
  return {std::move(taskbar_icon), std::move(channel)};
}

}  // namespace tray
