#include "tray/gui/start_options.h"

#include "tray/app/whole_file.h"

namespace tray {

namespace {

constexpr std::string_view data_dir_with_value = "--data-dir=";

}  // namespace

monitor::Result<StartOptions> read_start_options(const std::vector<std::string>& arguments) {
  using monitor::Failure;
  StartOptions options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto& argument = arguments[i];
    if (argument == "--show") {
      options.show = true;
    } else if (argument == "--verbose") {
      options.verbose = true;
    } else if (argument == "--quit") {
      options.quit = true;
    } else if (argument == "--help" || argument == "-h") {
      options.help = true;
    } else if (argument == "--version") {
      options.version = true;
    } else if (argument.starts_with(data_dir_with_value)) {
      options.data_dir = path_of(std::string_view(argument).substr(data_dir_with_value.size()));
    } else if (argument == "--data-dir" && i + 1 < arguments.size()) {
      options.data_dir = path_of(arguments[++i]);
    } else if (argument == "--data-dir") {
      return monitor::fail(Failure::Kind::invalid_input, "--data-dir needs a folder behind it.");
    } else {
      return monitor::fail(Failure::Kind::invalid_input,
                           "There is no option called " + argument + ". Try --help.");
    }
  }
  return options;
}

std::vector<std::string> restart_arguments(const StartOptions& options) {
  std::vector<std::string> arguments;
  if (!options.data_dir.empty()) arguments = {"--data-dir", text_of(options.data_dir)};
  if (options.verbose) arguments.emplace_back("--verbose");
  return arguments;
}

std::string start_help() {
  return "Usage: rdpready-tray [--show | --quit] [--data-dir DIR] [--verbose] [--version]\n"
         "\n"
         "Watches your Remote Desktop connections from the tray and tells you before one fails.\n"
         "A second start brings the window of the first to the front.\n"
         "\n"
         "  --show          open the window at once\n"
         "  --quit          end the one that runs, and wait until it has ended\n"
         "  --data-dir DIR  keep data, settings and logs there\n"
         "  --verbose       write more to the log\n"
         "  --version       print the version and end\n"
         "\n"
         "The same on the command line: rdpready --help\n";
}

}  // namespace tray
