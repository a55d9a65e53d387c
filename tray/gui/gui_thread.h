#pragma once

#include <wx/app.h>

#include <functional>
#include <utility>

namespace tray {

/// Runs `work` on the GUI thread, soon; nothing once the app is gone. Any thread.
/// The threads that call it are joined before the app ends.
inline void on_gui_thread(std::function<void()> work) {
  if (wxTheApp != nullptr) wxTheApp->CallAfter(std::move(work));
}

}  // namespace tray
