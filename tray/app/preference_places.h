#pragma once

#include "tray/app/preferences.h"

namespace tray {

/// Whether the files and the program that were chosen anew can be used on this computer, so that
/// nobody finds out by an alert that was never written. Blocks on files; leaves none behind.
/// Fails with wrong_use or storage: a sentence for whoever has typed it.
monitor::Result<void> check_places(const Preferences& wanted, const Preferences& before);

}  // namespace tray
