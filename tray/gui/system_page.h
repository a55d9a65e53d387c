#pragma once

#include "tray/app/repair_presenter.h"

namespace tray {

/// Opens that page of the system, or its nearest relative that is installed; returns at once.
/// False where there is none.
bool open_system_page(SystemPage page);

}  // namespace tray
