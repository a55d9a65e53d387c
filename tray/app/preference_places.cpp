#include "tray/app/preference_places.h"

#include "monitor/platform/program_path.h"
#include "notify/command_words.h"
#include "tray/app/whole_file.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

namespace tray {

namespace {

namespace fs = std::filesystem;
using monitor::Failure;
using monitor::Result;

tl::unexpected<Failure> wrong(std::string sentence) {
  return monitor::fail(Failure::Kind::wrong_use, std::move(sentence));
}

/// A new one, or one that is replaced.
Result<void> check_new_file(const fs::path& file) {
  return FileDraft(file).write("");
}

/// One that is there, and that lines are added to.
Result<void> check_old_file(const fs::path& file) {
  if (std::ofstream(file, std::ios::app | std::ios::binary)) return {};
  return monitor::fail(Failure::Kind::storage, "The file " + text_of(file) + " cannot be written.");
}

/// `what`: "the journal".
Result<void> check_file(const std::string& text, const std::string& what, bool is_added_to) {
  const auto file = path_of(text);
  std::error_code unknown;
  if (!file.is_absolute())
    return wrong("Write the whole path of " + what + ", not only " + text + ".");
  if (fs::is_directory(file, unknown))
    return wrong(text + " is a folder: add the name of a file for " + what + ".");
  if (!fs::is_directory(file.parent_path(), unknown))
    return wrong("There is no folder " + text_of(file.parent_path()) + " for " + what + ".");
  return is_added_to && fs::exists(file, unknown) ? check_old_file(file) : check_new_file(file);
}

Result<void> check_command(const std::string& command) {
  const auto words = notify::command_words(command);
  if (!words || words->empty())
    return wrong("The command for alerts has a quotation mark without its end.");
  if (!monitor::program_path(words->front()).empty()) return {};
  return wrong("There is no program " + words->front() + " to run for each alert.");
}

}  // namespace

Result<void> check_places(const Preferences& wanted, const Preferences& before) {
  const auto is_new = [](const std::string& now, const std::string& then) {
    return !now.empty() && now != then;
  };
  if (is_new(wanted.journal_file, before.journal_file)) {
    if (auto checked = check_file(wanted.journal_file, "the journal", true); !checked)
      return checked;
  }
  if (is_new(wanted.metrics_file, before.metrics_file)) {
    if (auto checked = check_file(wanted.metrics_file, "the metrics", false); !checked)
      return checked;
  }
  return is_new(wanted.command, before.command) ? check_command(wanted.command) : Result<void>();
}

}  // namespace tray
