#include "store/surroundings.h"

#include "monitor/platform/windows/handle.h"
#include "monitor/platform/windows/wide_text.h"

#include <windows.h>

#include <sddl.h>

#include <vector>

namespace store {

namespace {

namespace fs = std::filesystem;

using monitor::Handle;
using LocalText = std::unique_ptr<wchar_t, monitor::FreeLocal>;
using Descriptor = std::unique_ptr<void, monitor::FreeLocal>;

/// Who runs this program, as "S-1-5-…"; empty where the system does not say.
std::wstring own_identity() {
  HANDLE token = nullptr;
  if (OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token) == FALSE) return {};
  const Handle owned(token);
  DWORD size = 0;
  GetTokenInformation(token, TokenUser, nullptr, 0, &size);
  std::vector<std::byte> room(size);
  if (GetTokenInformation(token, TokenUser, room.data(), size, &size) == FALSE) return {};
  wchar_t* text = nullptr;
  ConvertSidToStringSidW(reinterpret_cast<const TOKEN_USER*>(room.data())->User.Sid, &text);
  const LocalText identity(text);
  return text == nullptr ? std::wstring() : std::wstring(text);
}

/// Nothing is inherited from above; the system, administrators and this user may do everything,
/// here and below. Source: Microsoft, "Security Descriptor String Format".
Descriptor for_this_user() {
  const auto identity = own_identity();
  if (identity.empty()) return nullptr;
  const auto text = L"D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;" + identity + L")";
  void* descriptor = nullptr;
  ConvertStringSecurityDescriptorToSecurityDescriptorW(text.c_str(), SDDL_REVISION_1, &descriptor,
                                                       nullptr);
  return Descriptor(descriptor);
}

/// What is carried from computer to computer must open on the next one too, where this user is
/// nobody.
bool stays_here(const fs::path& folder) {
  const auto root = folder.root_path().wstring();
  return GetDriveTypeW(root.c_str()) == DRIVE_FIXED;
}

}  // namespace

fs::path path_variable(const char* name) {
  const auto wide = monitor::to_wide(name);
  std::wstring value(GetEnvironmentVariableW(wide.c_str(), nullptr, 0), L'\0');
  if (value.empty()) return {};
  value.resize(
      GetEnvironmentVariableW(wide.c_str(), value.data(), static_cast<DWORD>(value.size())));
  return value;
}

void create_private_folder(const fs::path& folder) {
  const auto descriptor = stays_here(folder) ? for_this_user() : nullptr;
  if (!descriptor) {
    fs::create_directory(folder);
    return;
  }
  SECURITY_ATTRIBUTES security{sizeof security, descriptor.get(), FALSE};
  if (CreateDirectoryW(folder.c_str(), &security) != FALSE) return;
  // Also tells whether what is there is a folder.
  fs::create_directory(folder);
}

}  // namespace store
