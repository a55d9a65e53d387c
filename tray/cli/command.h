#pragma once

#include "monitor/model/result.h"
#include "tray/app/archive.h"
#include "tray/app/preferences.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace tray {

/// What every command was told beside its own options.
struct Invocation {
  bool json = false;     ///< one document (or JSON Lines) on standard output, nothing else there
  bool quiet = false;    ///< no progress and no remarks
  bool verbose = false;  ///< the expert's details
  Start start;

  /// Opens the data; says the opening's notice on standard error.
  monitor::Result<std::unique_ptr<store::Database>> open() const;
  /// Says on standard error what is wrong with the machine policy.
  void say_policy_troubles(const Preferences& preferences) const;
};

/// Exit codes beside the verdicts' 0 to 3; source: CONTRACT, sysexits.h.
inline constexpr int exit_wrong_use = 64;
inline constexpr int exit_unreadable = 65;
inline constexpr int exit_storage = 74;

/// One command of the program. Declared once, run at most once.
class Command {
 public:
  virtual ~Command() = default;

  virtual std::string_view name() const = 0;
  /// One line for the list of commands.
  virtual std::string_view summary() const = 0;
  /// Lines below its help, each one that can be typed.
  virtual std::string_view examples() const = 0;
  /// Adds its options and sub-commands.
  virtual void declare(CLI::App& app) = 0;
  /// Does it. The exit code, or a failure whose sentence is then said on standard error.
  virtual monitor::Result<int> run(const Invocation& invocation) = 0;
};

/// Every command; made from the files of the folder `commands`.
std::vector<std::unique_ptr<Command>> all_commands();

/// Says `failure` on standard error and gives the exit code for its kind.
int exit_with(const monitor::Failure& failure);

}  // namespace tray
