#pragma once

#include "tray/app/sign.h"
#include "tray/gui/presence.h"

#include <wx/image.h>

#include <gio/gio.h>

#include <future>
#include <map>
#include <memory>
#include <string>

namespace tray {

/// The thread that talks to the notification service through libnotify, which waits and is not
/// thread-safe. All libnotify calls and all answers of the service happen on it. What no service
/// took is shown as soon as there is one: at login it may be up later than this program.
class ToastDesk {
 public:
  ToastDesk(ToastListener listener, std::map<Sign, wxImage> pictures);
  ~ToastDesk();
  ToastDesk(const ToastDesk&) = delete;
  ToastDesk& operator=(const ToastDesk&) = delete;

  /// The thread's work; returns after quit().
  void run();
  /// Any thread; does not wait.
  void quit();
  /// Shows it, or changes the one that is there for the same episode. Any thread; does not wait.
  /// Fails with unavailable where no service takes it.
  std::future<monitor::Result<void>> show(notify::Alert alert);
  /// Takes what is on screen for that episode away. Any thread; does not wait.
  void withdraw(std::string episode);

 private:
  struct Toast;
  void invoke(std::function<void()> work);
  monitor::Result<void> show_here(const notify::Alert& alert);
  monitor::Result<void> put_on_screen(const notify::Alert& alert);
  void await_service();
  void on_service();
  void dress(Toast& toast, const notify::Alert& alert);
  void on_action(const Toast& toast, std::string_view action);

  ToastListener listener_;
  std::map<Sign, wxImage> pictures_;
  GMainContext* context_;
  GMainLoop* loop_;
  std::map<std::string, std::unique_ptr<Toast>> toasts_;  ///< by episode
  std::map<std::string, notify::Alert> unshown_;          ///< by episode; no service took them
  guint service_watch_ = 0;
  bool reads_markup_ = false;
};

}  // namespace tray
