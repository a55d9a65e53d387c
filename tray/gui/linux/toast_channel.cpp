#include "tray/gui/linux/toast_channel.h"

#include "tray/app/sign.h"
#include "tray/gui/gui_thread.h"
#include "tray/gui/icons.h"
#include "tray/gui/linux/toast_desk.h"

#include <future>
#include <thread>
#include <utility>

namespace tray {

namespace {

/// A notification service that takes longer is not waited for: others still want to tell.
constexpr std::chrono::seconds patience{3};

/// libnotify waits for the notification service, so it has a thread of its own, begun by the first
/// alert, where the answers of the service arrive too.
class ToastChannel final : public notify::Channel {
 public:
  explicit ToastChannel(ToastListener listener)
      : desk_(std::make_shared<ToastDesk>(std::move(listener), toast_pictures())) {}

  // A service that does not answer must not keep the program from ending: the thread holds the desk
  // and goes when it can.
  ~ToastChannel() override {
    if (started_) desk_->quit();
  }

  std::string_view name() const override { return "toast"; }

  // In quiet hours nothing is shown; what is over then is only taken off the screen.
  bool accepts(const notify::Alert& alert, const notify::ChannelSettings&) const override {
    return !alert.silent || (started_ && alert.kind == notify::Alert::Kind::cleared);
  }

  monitor::Result<void> deliver(const notify::Alert& alert,
                                const notify::ChannelSettings&) override {
    if (alert.silent) {
      desk_->withdraw(alert.episode);
      return {};
    }
    if (!started_) std::thread([desk = desk_] { desk->run(); }).detach();
    started_ = true;
    auto shown = desk_->show(alert);
    if (shown.wait_for(patience) == std::future_status::ready) return shown.get();
    return monitor::fail(monitor::Failure::Kind::timed_out,
                         "The desktop's notification service does not answer.");
  }

 private:
  static std::map<Sign, wxImage> toast_pictures() {
    constexpr int size = 48;
    std::map<Sign, wxImage> pictures;
    for (const auto sign : {Sign::ready, Sign::at_risk, Sign::would_fail, Sign::unknown})
      pictures[sign] =
          icon(tray_icon_name(sign), size).GetBitmap(wxSize(size, size)).ConvertToImage();
    return pictures;
  }

  std::shared_ptr<ToastDesk> desk_;
  bool started_ = false;
};

}  // namespace

std::unique_ptr<notify::Channel> make_toast_channel(ToastListener listener) {
  return std::make_unique<ToastChannel>(std::move(listener));
}

}  // namespace tray
