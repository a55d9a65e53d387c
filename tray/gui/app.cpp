#include "tray/gui/app.h"

#include "tray/gui/gui_thread.h"
#include "tray/gui/presence.h"
#include "tray/gui/toolkit.h"
#include "tray/gui/wx_text.h"

#include <wx/log.h>
#include <wx/msgdlg.h>

// That needs the other.
#include <wx/generic/msgdlgg.h>

#include <cstdio>
#include <exception>
#include <utility>

namespace tray {

namespace {

/// At login the panel may come after us; after this long without a tray the window opens instead.
constexpr int panel_patience_ms = 4000;
/// Exit code of CONTRACT for storage trouble.
constexpr int storage_trouble = 74;

}  // namespace

App::App(StartOptions options, std::unique_ptr<SingleInstance> instance,
         std::filesystem::path program)
    : options_(std::move(options)),
      instance_(std::move(instance)),
      program_(std::move(program)),
      wants_window_(options_.show) {}

App::~App() = default;

bool App::Initialize(int& count, wxChar** words) {
  // Its own complaint would be a window.
  const wxLogNull quiet;
  if (wxApp::Initialize(count, words)) return true;
  say_to_starter(
      "rdpready-tray: There is no display to show an icon on. Start it within a desktop session; "
      "`rdpready` does without one.\n",
      Voice::complaint);
  return false;
}

bool App::OnInit() {
  SetAppName("rdpready-tray");
  SetAppDisplayName("RDP Ready");
  // Without an icon or a window there is still something to do.
  SetExitOnFrameDelete(false);
  without_tray_.Bind(wxEVT_TIMER, [this](wxTimerEvent&) {
    if (!icon_->has_place()) raise();
  });
  auto toasts = make_presence_here();
  instance_->listen({[this] { raise(); }, [this] { quit(); }});
  when_asked_to_end([this] { quit(); });
  open_in_background(std::move(toasts));
  return true;
}

std::unique_ptr<notify::Channel> App::make_presence_here() {
  TrayListener icon{[this] { raise_by_icon(); },
                    [this](const MenuItem& item) {
                      if (face_) return face_->obey(item);
                      if (item.command == Command::quit) quit();
                    },
                    [this](bool has_place) { on_place(has_place); }};
  ToastListener toasts{[this](std::vector<monitor::TargetId> ids) { show_toast_targets(ids); },
                       [this](std::vector<monitor::TargetId> ids) {
                         if (face_)
                           face_->snooze(ids, snooze_end(Command::snooze_day, here_and_now()));
                       },
                       [this](std::vector<monitor::TargetId> ids) {
                         if (face_ && !ids.empty()) face_->fix(ids.front());
                       }};
  auto presence = make_presence(std::move(icon), std::move(toasts));
  icon_ = std::move(presence.icon);
  icon_->show(present_starting_icon(), present_starting_menu());
  return std::move(presence.toasts);
}

void App::open_in_background(std::unique_ptr<notify::Channel> toasts) {
  auto options = std::make_shared<Assembly::Options>();
  options->data_dir = options_.data_dir;
  options->program = program_;
  options->verbose = options_.verbose;
  options->on_home_thread = on_gui_thread;
  options->channels.push_back(std::move(toasts));
  opener_ = std::thread([this, options] {
    // CallAfter wants something that can be copied.
    auto opened = std::make_shared<monitor::Result<std::unique_ptr<Assembly>>>(
        Assembly::open(std::move(*options)));
    on_gui_thread([this, opened] { take(std::move(*opened)); });
  });
}

void App::take(monitor::Result<std::unique_ptr<Assembly>> opened) {
  opener_.join();
  if (!opened) {
    exit_code_ = storage_trouble;
    // Not the system's own box, which cannot be ended from here.
    wxGenericMessageDialog box(nullptr, to_wx(opened.error().what), "RDP Ready",
                               wxOK | wxICON_ERROR);
    box_ = &box;
    box.ShowModal();
    box_ = nullptr;
    return quit();
  }
  assembly_ = std::move(*opened);
  face_ = std::make_unique<TrayFace>(*assembly_, *icon_, [this] { quit(); });
  assembly_->set_changed([this] {
    if (face_) face_->refresh();
  });
  assembly_->start();
  const auto notice = assembly_->opening_notice();
  if (!notice.empty()) face_->say(notice);
  if (wants_window_ || assembly_->statuses().empty()) face_->activate();
}

void App::on_place(bool has_place) {
  if (has_place) {
    without_tray_.Stop();
  } else {
    without_tray_.StartOnce(panel_patience_ms);
  }
}

void App::raise() {
  wants_window_ = true;
  if (face_) face_->activate();
}

void App::raise_by_icon() {
  wants_window_ = true;
  if (face_) face_->activate_by_icon();
}

void App::show_toast_targets(const std::vector<monitor::TargetId>& ids) {
  if (!face_) return;
  if (ids.empty()) return face_->activate();
  face_->show_target(ids.front());
}

void App::quit() {
  if (box_ != nullptr && box_->IsModal()) box_->EndModal(wxID_OK);
  ExitMainLoop();
}

// It is this answer that wx passes on, not OnExit's.
int App::OnRun() {
  const int wx_code = wxApp::OnRun();
  return exit_code_ != 0 ? exit_code_ : wx_code;
}

int App::OnExit() {
  without_tray_.Stop();
  if (opener_.joinable()) opener_.join();
  face_.reset();
  icon_.reset();
  if (assembly_) assembly_->stop();
  assembly_.reset();
  instance_.reset();
  return wxApp::OnExit();
}

bool App::OnExceptionInMainLoop() {
  try {
    throw;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "rdpready-tray: %s\n", error.what());
  }
  // One broken event must not end the watching.
  return true;
}

}  // namespace tray
