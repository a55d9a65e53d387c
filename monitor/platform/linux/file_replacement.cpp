#include "monitor/platform/file_replacement.h"

#include <fcntl.h>

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <random>
#include <system_error>

namespace monitor {

namespace {

namespace fs = std::filesystem;

/// In the same folder: a name can be changed in one stroke only within one file system.
fs::path draft_name(const fs::path& file) {
  std::random_device random;
  std::array<char, 20> suffix{};
  std::snprintf(suffix.data(), suffix.size(), "%08x%08x", random(), random());
  return file.parent_path() / ("." + file.filename().string() + '.' + suffix.data() + ".new");
}

tl::unexpected<Failure> cannot_write(const fs::path& file, int error) {
  return fail(Failure::Kind::storage, "The file " + file.string() + " cannot be written: " +
                                          std::generic_category().message(error) + '.');
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// 0, or the system's number for what went wrong. Never through a link that stands there already.
int write_draft(const fs::path& draft, std::string_view text, Readers readers) {
  const int out = open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
  if (out < 0) return errno;
  if (readers == Readers::everyone) fchmod(out, 0644);
  int error = write_all(out, text) && fsync(out) == 0 ? 0 : errno;
  if (close(out) != 0 && error == 0) error = errno;
  return error;
}

/// So that the change of a name is on the disk too.
void sync_folder(const fs::path& file) {
  const auto folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  const int opened = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return;
  fsync(opened);
  close(opened);
}

}  // namespace

Result<void> replace_file(const fs::path& file, std::string_view text, Readers readers) {
  const auto draft = draft_name(file);
  int error = write_draft(draft, text, readers);
  if (error == 0 && rename(draft.c_str(), file.c_str()) != 0) error = errno;
  if (error == 0) {
    sync_folder(file);
    return {};
  }
  unlink(draft.c_str());
  return cannot_write(file, error);
}

}  // namespace monitor
