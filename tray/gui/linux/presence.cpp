#include "tray/gui/presence.h"

#include "tray/gui/linux/embedded_icon.h"
#include "tray/gui/linux/status_notifier.h"
#include "tray/gui/linux/toast_channel.h"

#include <utility>

namespace tray {

namespace {

/// A StatusNotifierItem where a panel takes it, an XEmbed icon where none does.
class DesktopIcon final : public TrayIcon {
 public:
  explicit DesktopIcon(TrayListener listener)
      : listener_(std::move(listener)),
        notifier_(make_status_notifier({listener_.on_activate, listener_.on_command,
                                        [this](bool has_panel) { choose(has_panel); }})) {}

  void show(const IconView& icon, const std::vector<MenuItem>& menu) override {
    icon_ = icon;
    items_ = menu;
    notifier_->show(icon, menu);
    if (embedded_) embedded_->show(icon, menu);
  }

  // Panels do not tell where it is.
  std::optional<wxRect> place() const override { return {}; }

  bool has_place() const override {
    return notifier_->has_place() || (embedded_ && embedded_->has_place());
  }

 private:
  void choose(bool has_panel) {
    if (has_panel) {
      embedded_.reset();
    } else if (!embedded_) {
      embedded_ = make_embedded_icon(listener_);
      embedded_->show(icon_, items_);
    }
    listener_.on_place(has_place());
  }

  TrayListener listener_;
  IconView icon_;
  std::vector<MenuItem> items_;
  std::unique_ptr<TrayIcon> notifier_;
  std::unique_ptr<TrayIcon> embedded_;
};

}  // namespace

Presence make_presence(TrayListener icon, ToastListener toasts) {
  return {std::make_unique<DesktopIcon>(std::move(icon)), make_toast_channel(std::move(toasts))};
}

}  // namespace tray
