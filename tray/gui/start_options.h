#pragma once

#include "monitor/model/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tray {

/// What the tray program was started with.
struct StartOptions {
  std::filesystem::path data_dir;  ///< --data-dir; empty: the usual place
  bool show = false;               ///< --show: open the window at once
  bool verbose = false;
  bool quit = false;  ///< --quit: end the one that runs
  bool help = false;
  bool version = false;

  bool operator==(const StartOptions&) const = default;
};

/// Reads the arguments behind the program's name. Fails with invalid_input, naming the argument.
monitor::Result<StartOptions> read_start_options(const std::vector<std::string>& arguments);
/// What a later start needs to be the same program; it opens no window.
std::vector<std::string> restart_arguments(const StartOptions& options);
/// For --help.
std::string start_help();

}  // namespace tray
