#include "monitor/platform/windows/kept_file.h"

#include "monitor/platform/copy_format.h"
#include "monitor/platform/windows/file_time.h"
#include "monitor/platform/windows/handle.h"
#include "monitor/platform/windows/wide_text.h"

#include <algorithm>

namespace monitor {

namespace {

namespace fs = std::filesystem;

constexpr const char* kind = "windows file";
// What a program may not set by SetFileAttributesW, or may not without more.
constexpr DWORD settable = FILE_ATTRIBUTE_READONLY | FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_SYSTEM |
                           FILE_ATTRIBUTE_ARCHIVE | FILE_ATTRIBUTE_NOT_CONTENT_INDEXED;

std::string shown(const fs::path& path) {
  return to_utf8(path.filename().native());
}

tl::unexpected<Failure> refusal(const fs::path& path, const char* what) {
  const DWORD error = GetLastError();
  if (error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND)
    return fail(Failure::Kind::not_found, shown(path) + " is not there any more.");
  if (error == ERROR_SHARING_VIOLATION)
    return fail(Failure::Kind::denied, shown(path) + " is in use. Close Remote Desktop first.");
  return fail(Failure::Kind::denied, shown(path) + ' ' + what, system_message(error));
}

Result<Handle> open_file(const fs::path& path, DWORD access, DWORD share) {
  // No link is followed: what lies behind one is not the client's.
  const HANDLE file = CreateFileW(path.c_str(), access, share, nullptr, OPEN_EXISTING,
                                  FILE_FLAG_OPEN_REPARSE_POINT, nullptr);
  if (file == INVALID_HANDLE_VALUE) return refusal(path, "cannot be opened.");
  return Handle(file);
}

Result<KeptFile> seen(HANDLE file, const fs::path& path) {
  BY_HANDLE_FILE_INFORMATION info{};
  if (!GetFileInformationByHandle(file, &info)) return refusal(path, "cannot be looked at.");
  if ((info.dwFileAttributes & (FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_REPARSE_POINT)) != 0)
    return fail(Failure::Kind::denied, shown(path) + " is no plain file.");
  return KeptFile{.path = path,
                  .size = std::uint64_t{info.nFileSizeHigh} << 32U | info.nFileSizeLow,
                  .created = ticks_of(info.ftCreationTime),
                  .written = ticks_of(info.ftLastWriteTime),
                  .attributes = info.dwFileAttributes,
                  .start = {}};
}

/// Up to `size` bytes from where the file stands; fewer at its end or when it cannot be read.
std::vector<std::byte> read_some(HANDLE file, std::size_t size) {
  std::vector<std::byte> bytes(size);
  std::size_t filled = 0;
  while (filled < size) {
    const auto wanted = static_cast<DWORD>(std::min<std::size_t>(size - filled, 1U << 24U));
    DWORD got = 0;
    if (!ReadFile(file, bytes.data() + filled, wanted, &got, nullptr) || got == 0) break;
    filled += got;
  }
  bytes.resize(filled);
  return bytes;
}

Result<void> as_seen(HANDLE file, const KeptFile& before) {
  const auto now = seen(file, before.path);
  if (!now) return tl::unexpected(now.error());
  if (now->state() == before.state()) return {};
  return fail(Failure::Kind::changed, shown(before.path) + " has been changed meanwhile.");
}

/// A copy's parts.
struct FileCopy {
  std::uint64_t created = 0;
  std::uint64_t accessed = 0;
  std::uint64_t written = 0;
  DWORD attributes = 0;
  std::span<const std::byte> content;  ///< looks into the copy
};

Result<FileCopy> parts_of(const Secret& copy) {
  CopyReader reader(copy, kind);
  reader.text();
  FileCopy parts;
  parts.created = reader.number();
  parts.accessed = reader.number();
  parts.written = reader.number();
  parts.attributes = static_cast<DWORD>(reader.number());
  parts.content = reader.bytes();
  if (reader.is_whole()) return parts;
  return fail(Failure::Kind::invalid_input, "The copy of a file is damaged.");
}

bool write_all(HANDLE file, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const auto wanted = static_cast<DWORD>(std::min<std::size_t>(bytes.size(), 1U << 24U));
    DWORD written = 0;
    if (!WriteFile(file, bytes.data(), wanted, &written, nullptr)) return false;
    bytes = bytes.subspan(written);
  }
  return FlushFileBuffers(file) != 0;
}

Result<void> write_new(const fs::path& path, const FileCopy& parts) {
  const HANDLE raw = CreateFileW(path.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS,
                                 FILE_ATTRIBUTE_NORMAL, nullptr);
  if (raw == INVALID_HANDLE_VALUE) return refusal(path, "cannot be made.");
  const Handle file(raw);
  const auto created = file_time(parts.created);
  const auto accessed = file_time(parts.accessed);
  const auto written = file_time(parts.written);
  if (!write_all(raw, parts.content) || !SetFileTime(raw, &created, &accessed, &written))
    return refusal(path, "cannot be written.");
  return {};
}

/// Also one that is read-only.
void discard(const fs::path& path) {
  SetFileAttributesW(path.c_str(), FILE_ATTRIBUTE_NORMAL);
  DeleteFileW(path.c_str());
}

/// The same content and times stand there.
bool is_same(const fs::path& path, const FileCopy& parts) {
  const auto file = open_file(path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE);
  if (!file) return false;
  const auto now = seen(file->get(), path);
  return now && now->written == parts.written && now->size == parts.content.size() &&
         std::ranges::equal(read_some(file->get(), parts.content.size()), parts.content);
}

}  // namespace

std::string KeptFile::state() const {
  return std::to_string(size) + ' ' + std::to_string(created) + ' ' + std::to_string(written);
}

Result<KeptFile> look_at_file(const fs::path& path, std::size_t start_size) {
  constexpr DWORD everybody = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
  const auto file = open_file(path, GENERIC_READ, everybody);
  if (!file) return tl::unexpected(file.error());
  auto kept = seen(file->get(), path);
  if (kept) kept->start = read_some(file->get(), start_size);
  return kept;
}

Result<Secret> copy_of(const KeptFile& file, std::string_view name) {
  if (file.size > largest_copied_file)
    return fail(Failure::Kind::invalid_input, shown(file.path) + " is too large to be copied.");
  const auto opened = open_file(file.path, GENERIC_READ, FILE_SHARE_READ);
  if (!opened) return tl::unexpected(opened.error());
  if (auto same = as_seen(opened->get(), file); !same) return tl::unexpected(same.error());
  FILETIME accessed{};
  GetFileTime(opened->get(), nullptr, &accessed, nullptr);
  CopyWriter copy(kind);
  copy.text(name);
  copy.number(file.created);
  copy.number(ticks_of(accessed));
  copy.number(file.written);
  copy.number(file.attributes);
  const auto content = read_some(opened->get(), static_cast<std::size_t>(file.size));
  if (content.size() != file.size) return refusal(file.path, "cannot be read to its end.");
  copy.bytes(content);
  return copy.take();
}

std::string name_of_copy(const Secret& copy) {
  return CopyReader(copy, kind).text();
}

Result<void> remove_file(const KeptFile& file) {
  const auto opened = open_file(file.path, GENERIC_READ | DELETE, FILE_SHARE_READ);
  if (!opened) return tl::unexpected(opened.error());
  if (auto same = as_seen(opened->get(), file); !same) return same;
  FILE_DISPOSITION_INFO gone{};
  gone.DeleteFile = TRUE;
  if (SetFileInformationByHandle(opened->get(), FileDispositionInfo, &gone, sizeof gone)) return {};
  return refusal(file.path, "may not be removed.");
}

Result<void> put_back_file(const Secret& copy, const fs::path& path) {
  const auto parts = parts_of(copy);
  if (!parts) return tl::unexpected(parts.error());
  auto beside = path;
  beside += L".rdpready-new";
  discard(beside);
  if (is_same(path, *parts)) return {};
  if (GetFileAttributesW(path.c_str()) != INVALID_FILE_ATTRIBUTES)
    return fail(Failure::Kind::already_there, shown(path) + " is there anew; it was left alone.");
  std::error_code ignored;
  fs::create_directories(path.parent_path(), ignored);
  if (auto written = write_new(beside, *parts); !written) return written;
  // Before the rename, so that the file appears with all that belongs to it.
  SetFileAttributesW(beside.c_str(), parts->attributes & settable);
  if (MoveFileExW(beside.c_str(), path.c_str(), MOVEFILE_WRITE_THROUGH)) return {};
  const auto failure = refusal(path, "cannot be put back.");
  discard(beside);
  return failure;
}

}  // namespace monitor
