#pragma once

#include "tray/app/assembly.h"
#include "tray/gui/single_instance.h"
#include "tray/gui/start_options.h"
#include "tray/gui/tray_face.h"
#include "tray/gui/tray_icon.h"

#include <wx/app.h>
#include <wx/dialog.h>
#include <wx/timer.h>

#include <memory>
#include <thread>
#include <vector>

namespace tray {

/// The tray program: icon first, then the data, then the watching. GUI thread.
class App final : public wxApp {
 public:
  App(StartOptions options, std::unique_ptr<SingleInstance> instance,
      std::filesystem::path program);
  ~App() override;

  bool Initialize(int& count, wxChar** words) override;
  bool OnInit() override;
  int OnRun() override;
  int OnExit() override;
  bool OnExceptionInMainLoop() override;

 private:
  /// Makes the icon; gives the way to tell alerts.
  std::unique_ptr<notify::Channel> make_presence_here();
  void open_in_background(std::unique_ptr<notify::Channel> toasts);
  void take(monitor::Result<std::unique_ptr<Assembly>> opened);
  void on_place(bool has_place);
  void raise();
  void raise_by_icon();
  void show_toast_targets(const std::vector<monitor::TargetId>& ids);
  void quit();

  StartOptions options_;
  std::unique_ptr<SingleInstance> instance_;
  std::filesystem::path program_;
  std::unique_ptr<TrayIcon> icon_;
  std::thread opener_;
  std::unique_ptr<Assembly> assembly_;
  std::unique_ptr<TrayFace> face_;  // empty until the data is open
  wxDialog* box_ = nullptr;         // that the data cannot be opened, while it is shown
  wxTimer without_tray_;
  bool wants_window_ = false;
  int exit_code_ = 0;
};

}  // namespace tray
