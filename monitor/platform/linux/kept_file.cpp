#include "monitor/platform/linux/kept_file.h"

#include "monitor/platform/copy_format.h"

#include <fcntl.h>

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

namespace monitor {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_file = 4U << 20U;
constexpr const char* kind = "linux file";

/// A file descriptor; closed when it goes.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}

  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }

  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return number_; }

 private:
  int number_;
};

tl::unexpected<Failure> refusal(const fs::path& path, const char* what) {
  const int error = errno;
  const auto name = path.filename().string();
  if (error == ENOENT || error == ENOTDIR)
    return fail(Failure::Kind::not_found, name + " is not there any more.");
  return fail(Failure::Kind::denied, name + ' ' + what,
              path.string() + ": " + std::strerror(error));
}

/// What is read-only is meant to stay as it is, even where the folder would allow a replacement.
Result<void> is_writable(const KeptFile& file) {
  if ((file.status.st_mode & S_IWUSR) != 0 && access(file.path.c_str(), W_OK) == 0) return {};
  return fail(Failure::Kind::denied, file.path.filename().string() + " is read-only.",
              file.path.string());
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

fs::path name_beside(const fs::path& path) {
  return path.string() + ".rdpready-new";
}

/// Writes a file beside `path`, whole and on the disk; its name. One that was left by a program
/// that ended too early is overwritten.
Result<fs::path> write_beside(const KeptFile& file, std::string_view bytes) {
  const auto beside = name_beside(file.path);
  discard_unfinished(file.path);
  const Descriptor out(open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  const std::array<timespec, 2> times = {file.status.st_atim, file.status.st_mtim};
  const auto& status = file.status;
  // Only root may give a file away; for anyone else it is its own already.
  const bool owned = out.get() >= 0 && (fchown(out.get(), status.st_uid, status.st_gid) == 0 ||
                                        status.st_uid == geteuid());
  if (!owned || !write_all(out.get(), bytes) || fchmod(out.get(), status.st_mode & 07777) != 0 ||
      futimens(out.get(), times.data()) != 0 || fsync(out.get()) != 0) {
    const auto failure = refusal(file.path, "cannot be written.");
    unlink(beside.c_str());
    return failure;
  }
  return beside;
}

/// So that the change of a name is on the disk too.
void sync_folder(const fs::path& file) {
  const Descriptor folder(open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() >= 0) fsync(folder.get());
}

void add_time(CopyWriter& copy, const timespec& time) {
  copy.number(static_cast<std::uint64_t>(time.tv_sec));
  copy.number(static_cast<std::uint64_t>(time.tv_nsec));
}

timespec time_of(CopyReader& reader) {
  const auto seconds = static_cast<time_t>(reader.number());
  return {.tv_sec = seconds, .tv_nsec = static_cast<long>(reader.number())};
}

Result<KeptFile> file_of(const Secret& copy) {
  CopyReader reader(copy, kind);
  KeptFile file;
  file.path = reader.text();
  file.status.st_mode = static_cast<mode_t>(reader.number());
  file.status.st_uid = static_cast<uid_t>(reader.number());
  file.status.st_gid = static_cast<gid_t>(reader.number());
  file.status.st_atim = time_of(reader);
  file.status.st_mtim = time_of(reader);
  file.bytes = reader.text();
  if (reader.is_whole()) return file;
  return fail(Failure::Kind::invalid_input, "The copy of a file is damaged.");
}

}  // namespace

std::string KeptFile::state() const {
  return fingerprint(std::as_bytes(std::span(bytes))) + '@' +
         std::to_string(status.st_mtim.tv_sec) + '.' + std::to_string(status.st_mtim.tv_nsec);
}

Result<KeptFile> read_kept_file(const fs::path& path) {
  std::error_code error;
  KeptFile file;
  file.path = fs::canonical(path, error);
  if (error) {
    errno = error.value();
    return refusal(path, "cannot be opened.");
  }
  const Descriptor in(open(file.path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (in.get() < 0 || fstat(in.get(), &file.status) != 0) return refusal(path, "cannot be opened.");
  if (!S_ISREG(file.status.st_mode))
    return fail(Failure::Kind::denied, path.filename().string() + " is no plain file.");
  file.bytes.resize(largest_file + 1);
  std::size_t filled = 0;
  while (filled < file.bytes.size()) {
    const auto got = read(in.get(), file.bytes.data() + filled, file.bytes.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return refusal(path, "cannot be read.");
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  if (filled > largest_file)
    return fail(Failure::Kind::invalid_input, path.filename().string() + " is too large.");
  file.bytes.resize(filled);
  return file;
}

Result<void> rewrite_file(const KeptFile& file, std::string_view bytes) {
  if (auto may = is_writable(file); !may) return may;
  const auto beside = write_beside(file, bytes);
  if (!beside) return tl::unexpected(beside.error());
  if (rename(beside->c_str(), file.path.c_str()) != 0) {
    const auto failure = refusal(file.path, "cannot be replaced.");
    unlink(beside->c_str());
    return failure;
  }
  sync_folder(file.path);
  return {};
}

void discard_unfinished(const fs::path& path) {
  unlink(name_beside(path).c_str());
}

Result<KeptFile> make_kept_file(const fs::path& path) {
  constexpr mode_t as_clients_do = 0644;
  { const Descriptor made(open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, as_clients_do)); }
  return read_kept_file(path);
}

Secret copy_of(const KeptFile& file) {
  CopyWriter copy(kind);
  copy.text(file.path.string());
  copy.number(file.status.st_mode);
  copy.number(file.status.st_uid);
  copy.number(file.status.st_gid);
  add_time(copy, file.status.st_atim);
  add_time(copy, file.status.st_mtim);
  copy.text(file.bytes);
  return copy.take();
}

fs::path path_of_copy(const Secret& copy) {
  CopyReader reader(copy, kind);
  return reader.text();
}

Result<void> remove_kept_file(const KeptFile& file) {
  if (auto may = is_writable(file); !may) return may;
  if (unlink(file.path.c_str()) != 0) return refusal(file.path, "may not be removed.");
  sync_folder(file.path);
  return {};
}

Result<void> put_back_file(const Secret& copy) {
  auto file = file_of(copy);
  if (!file) return tl::unexpected(file.error());
  discard_unfinished(file->path);
  if (const auto there = read_kept_file(file->path)) {
    if (there->state() == file->state()) return {};
    return fail(Failure::Kind::already_there,
                file->path.filename().string() + " is there anew; it was left alone.");
  }
  std::error_code ignored;
  fs::create_directories(file->path.parent_path(), ignored);
  const auto beside = write_beside(*file, file->bytes);
  if (!beside) return tl::unexpected(beside.error());
  // Never over something that has come meanwhile.
  if (renameat2(AT_FDCWD, beside->c_str(), AT_FDCWD, file->path.c_str(), RENAME_NOREPLACE) != 0) {
    const auto failure = refusal(file->path, "cannot be put back.");
    unlink(beside->c_str());
    return failure;
  }
  sync_folder(file->path);
  return {};
}

}  // namespace monitor
