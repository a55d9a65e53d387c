#pragma once

#include "tray/app/repair_presenter.h"

#include <string>
#include <vector>

namespace tray {

/// The program that shows that page here, with its arguments; empty where none is installed.
std::vector<std::string> system_page_command(SystemPage page);

/// Opens that page of the system, or its nearest relative that is installed; returns at once.
/// False where there is none.
bool open_system_page(SystemPage page);

}  // namespace tray
