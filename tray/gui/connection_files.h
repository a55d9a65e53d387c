#pragma once

#include <wx/window.h>

#include <filesystem>
#include <functional>
#include <vector>

namespace tray {

using Files = std::vector<std::filesystem::path>;

/// Lets the person choose connection files; empty where none was chosen.
Files choose_connection_files(wxWindow* parent);

/// From now on files may be dropped onto that window; `take` is called when the program that
/// dropped them no longer waits.
void take_dropped_files(wxWindow& window, std::function<void(Files)> take);

}  // namespace tray
