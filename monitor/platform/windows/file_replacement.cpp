#include "monitor/platform/file_replacement.h"

#include "monitor/platform/windows/handle.h"
#include "monitor/platform/windows/wide_text.h"

#include <algorithm>
#include <array>
#include <cwchar>
#include <random>

namespace monitor {

namespace {

namespace fs = std::filesystem;

/// In the same folder: a name can be changed in one stroke only within one volume.
fs::path draft_name(const fs::path& file) {
  std::random_device random;
  std::array<wchar_t, 24> suffix{};
  std::swprintf(suffix.data(), suffix.size(), L".%08x%08x.new", random(), random());
  auto draft = file;
  draft += suffix.data();
  return draft;
}

tl::unexpected<Failure> cannot_write(const fs::path& file, DWORD error) {
  return fail(Failure::Kind::storage, "The file " + to_utf8(file.native()) +
                                          " cannot be written: " + system_message(error));
}

bool write_all(HANDLE file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto wanted = static_cast<DWORD>(std::min<std::size_t>(bytes.size(), 1U << 24U));
    DWORD written = 0;
    if (!WriteFile(file, bytes.data(), wanted, &written, nullptr)) return false;
    bytes.remove_prefix(written);
  }
  return FlushFileBuffers(file) != 0;
}

/// ERROR_SUCCESS, or what went wrong. Never over a file that stands there already.
DWORD write_draft(const fs::path& draft, std::string_view text) {
  const HANDLE out = CreateFileW(draft.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW,
                                 FILE_ATTRIBUTE_NORMAL, nullptr);
  if (out == INVALID_HANDLE_VALUE) return GetLastError();
  const Handle closes(out);
  return write_all(out, text) ? ERROR_SUCCESS : GetLastError();
}

}  // namespace

Result<void> replace_file(const fs::path& file, std::string_view text, Readers /*readers*/) {
  const auto draft = draft_name(file);
  DWORD error = write_draft(draft, text);
  constexpr DWORD how = MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH;
  if (error == ERROR_SUCCESS && !MoveFileExW(draft.c_str(), file.c_str(), how))
    error = GetLastError();
  if (error == ERROR_SUCCESS) return {};
  DeleteFileW(draft.c_str());
  return cannot_write(file, error);
}

}  // namespace monitor
