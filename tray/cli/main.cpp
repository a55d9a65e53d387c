#include "tray/app/version.h"
#include "tray/app/whole_file.h"
#include "tray/cli/command.h"
#include "tray/cli/console.h"
#include "tray/cli/terminal.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <exception>

namespace {

/// The program's own options; true in `json` and the like wherever on the line they stand.
void declare_common(CLI::App& app, tray::Invocation& invocation, std::string& data_dir) {
  app.set_version_flag("--version", std::string("rdpready ") + tray::version);
  app.add_flag("--json", invocation.json, "Print JSON on standard output, nothing else");
  app.add_flag("--quiet", invocation.quiet, "No progress and no remarks");
  app.add_flag("--verbose", invocation.verbose, "Show the expert's details, log more");
  app.add_option("--data-dir", data_dir, "Keep everything in this folder")
      ->type_name("DIR")
      ->check([](const std::string& folder) {
        return std::string(folder.empty() ? "An empty text names no folder" : "");
      });
  app.require_subcommand(1);
  app.fallthrough();
  app.get_formatter()->column_width(34);
  app.footer("See 'rdpready COMMAND --help' for a command's options and examples.");
}

/// What was typed that is none, "targets frob" or "--frob"; empty where something is only lacking.
std::string unknown_word(const CLI::App& app) {
  const auto rest = app.remaining(true);
  if (rest.empty()) return {};
  if (rest.front().starts_with('-')) return "option \"" + rest.front() + '"';
  std::string typed;
  for (auto chosen = app.get_subcommands(); !chosen.empty();
       chosen = chosen.front()->get_subcommands())
    typed += chosen.front()->get_name() + ' ';
  return "command \"" + typed + rest.front() + '"';
}

/// Parsing trouble in one sentence; help and version are no trouble.
int end_of_parsing(const CLI::App& app, const CLI::ParseError& stop) {
  if (stop.get_exit_code() == 0) return app.exit(stop);
  std::string sentence = stop.what();
  const bool is_lacking = dynamic_cast<const CLI::RequiredError*>(&stop) != nullptr;
  if (const auto unknown = unknown_word(app); is_lacking && !unknown.empty())
    sentence = "There is no " + tray::printable(unknown);
  if (const auto line = sentence.find('\n'); line != std::string::npos) sentence.resize(line);
  if (!sentence.empty() && sentence.back() != '.') sentence += '.';
  tray::say_aside(sentence + " Try 'rdpready --help'.");
  return tray::exit_wrong_use;
}

int run(std::vector<std::string> arguments) {
  CLI::App app("RDP Ready tells that a Remote Desktop connection is going to fail before it does.",
               "rdpready");
  tray::Invocation invocation;
  std::string data_dir;
  declare_common(app, invocation, data_dir);
  const auto commands = tray::all_commands();
  for (const auto& command : commands) {
    auto* sub = app.add_subcommand(std::string(command->name()), std::string(command->summary()));
    sub->fallthrough();
    sub->footer("Examples:\n" + std::string(command->examples()));
    command->declare(*sub);
  }
  try {
    std::reverse(arguments.begin(), arguments.end());  // the way this parser wants them
    app.parse(std::move(arguments));
  } catch (const CLI::ParseError& stop) {
    return end_of_parsing(app, stop);
  }

  invocation.start.data_dir = tray::path_of(data_dir);
  invocation.start.program = tray::this_program();
  invocation.start.verbose = invocation.verbose;
  for (const auto& command : commands) {
    if (!app.got_subcommand(std::string(command->name()))) continue;
    const auto code = command->run(invocation);
    return code ? *code : tray::exit_with(code.error());
  }
  return tray::exit_wrong_use;
}

}  // namespace

int main(int argc, char** argv) {
  const tray::ConsoleUse console;
  try {
    const int code = run(tray::program_arguments(argc, argv));
    return std::fflush(stdout) == 0 ? code : tray::exit_storage;
  } catch (const std::exception& trouble) {
    tray::say_aside(std::string("Something went wrong inside the program: ") + trouble.what());
    return tray::exit_wrong_use;
  }
}
