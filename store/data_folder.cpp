#include "store/data_folder.h"

#include "store/data_place.h"
#include "store/surroundings.h"
#include "store/trouble.h"

#include <optional>
#include <system_error>

namespace store {

namespace {

namespace fs = std::filesystem;
using monitor::Failure;
using monitor::Result;

DataFolder below(const fs::path& folder) {
  return {folder / "rdpready.db", folder / "backups", folder / "logs"};
}

/// The folder to which this user or this copy of the program moved all of it.
fs::path moved_to(const fs::path& chosen, const fs::path& program) {
  if (!chosen.empty()) return chosen;
  auto named = path_variable("RDPREADY_DATA_DIR");
  if (!named.empty()) return named;
  std::error_code error;
  const auto beside = program.parent_path();
  if (!program.empty() && fs::exists(beside / "portable", error)) return beside / "data";
  return {};
}

/// XDG_…_HOME, or its default below HOME; a relative path counts as not set (XDG Base Directory
/// Specification 0.8). Empty where there is neither.
fs::path xdg_folder(const char* name, const char* default_below_home) {
  auto folder = path_variable(name);
  if (folder.is_absolute()) return folder;
  const auto home = path_variable("HOME");
  return home.is_absolute() ? home / default_below_home : fs::path();
}

/// The system's place for this user. Windows sets LOCALAPPDATA, other systems do not.
std::optional<DataFolder> usual_place() {
  const auto local = path_variable("LOCALAPPDATA");
  if (local.is_absolute()) return below(local / "RDP Ready");
  const auto data = xdg_folder("XDG_DATA_HOME", ".local/share");
  const auto state = xdg_folder("XDG_STATE_HOME", ".local/state");
  if (data.empty() || state.empty()) return {};
  auto folder = below(data / "rdpready");
  folder.logs = state / "rdpready" / "logs";
  return folder;
}

/// Creates what is missing of the path; the last part is then for this user alone. Throws.
void create_private(const fs::path& folder) {
  fs::create_directories(folder.parent_path());
  create_private_folder(folder);
}

Failure cannot_create(const DataFolder& folder, const std::exception& error) {
  return {Failure::Kind::storage,
          "The folder " + shown(folder.database.parent_path()) +
              " cannot be created or written. Choose another folder.",
          error.what()};
}

}  // namespace

Result<DataFolder> find_data_folder(const fs::path& chosen, const fs::path& program) {
  const auto moved = moved_to(chosen, program);
  const auto folder = moved.empty() ? usual_place() : below(moved);
  if (!folder) {
    return fail(Failure::Kind::storage,
                "There is no home folder to keep data in. Choose a folder for it.");
  }
  try {
    return DataFolder{fs::absolute(folder->database), fs::absolute(folder->backups),
                      fs::absolute(folder->logs)};
  } catch (const fs::filesystem_error& error) {
    return tl::unexpected(cannot_create(*folder, error));
  }
}

Result<DataFolder> open_data_folder(const fs::path& chosen, const fs::path& program) {
  const auto folder = find_data_folder(chosen, program);
  if (!folder) return folder;
  try {
    create_private(folder->database.parent_path());
    create_private(folder->backups);
    create_private(folder->logs.parent_path());
    create_private(folder->logs);
    return folder;
  } catch (const fs::filesystem_error& error) {
    return tl::unexpected(cannot_create(*folder, error));
  }
}

}  // namespace store
