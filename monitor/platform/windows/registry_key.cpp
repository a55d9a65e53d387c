#include "monitor/platform/windows/registry_key.h"

#include "monitor/platform/windows/wide_text.h"

#include <algorithm>
#include <cstring>

namespace monitor {

namespace {

// What a value of ours may hold; a policy or a history is far below it.
constexpr DWORD largest_value = 1U << 20U;
// A name has at most 255 characters, a value's at most 16,383 (Registry Element Size Limits).
constexpr std::size_t longest_name = 16'384;

std::string text_of(const std::string& bytes) {
  std::wstring wide(bytes.size() / sizeof(wchar_t), L'\0');
  std::memcpy(wide.data(), bytes.data(), wide.size() * sizeof(wchar_t));
  // The terminating zero may be missing, or there may be more behind it.
  wide.resize(std::min(wide.find(L'\0'), wide.size()));
  return to_utf8(wide);
}

template <class Next>
std::vector<std::string> names(std::size_t most, Next next) {
  std::vector<std::string> found;
  std::wstring name(longest_name, L'\0');
  for (DWORD i = 0; found.size() < most; ++i) {
    auto size = static_cast<DWORD>(name.size());
    if (next(i, name.data(), &size) != ERROR_SUCCESS) break;
    found.push_back(to_utf8(std::wstring_view(name).substr(0, size)));
  }
  return found;
}

}  // namespace

std::optional<RegistryKey> RegistryKey::open(HKEY root, std::string_view path) {
  HKEY key = nullptr;
  const auto wide = to_wide(path);
  if (RegOpenKeyExW(root, wide.c_str(), 0, KEY_READ, &key) != ERROR_SUCCESS) return {};
  return RegistryKey(key);
}

std::optional<RegistryKey> RegistryKey::create(HKEY root, std::string_view path) {
  HKEY key = nullptr;
  const auto wide = to_wide(path);
  if (RegCreateKeyExW(root, wide.c_str(), 0, nullptr, 0, KEY_READ | KEY_WRITE, nullptr, &key,
                      nullptr) != ERROR_SUCCESS) {
    return {};
  }
  return RegistryKey(key);
}

std::optional<RegistryKey> RegistryKey::child(std::string_view name) const {
  return open(key_.get(), name);
}

std::vector<std::string> RegistryKey::children(std::size_t most) const {
  return names(most, [this](DWORD i, wchar_t* name, DWORD* size) {
    return RegEnumKeyExW(key_.get(), i, name, size, nullptr, nullptr, nullptr, nullptr);
  });
}

std::vector<std::string> RegistryKey::values(std::size_t most) const {
  return names(most, [this](DWORD i, wchar_t* name, DWORD* size) {
    return RegEnumValueW(key_.get(), i, name, size, nullptr, nullptr, nullptr, nullptr);
  });
}

std::optional<std::string> RegistryKey::bytes(std::string_view name, DWORD* kind) const {
  const auto wide = to_wide(name);
  DWORD size = 0;
  if (RegQueryValueExW(key_.get(), wide.c_str(), nullptr, kind, nullptr, &size) != ERROR_SUCCESS ||
      size > largest_value) {
    return {};
  }
  std::string bytes(size, '\0');
  // One that has grown in between is not there for this time.
  if (RegQueryValueExW(key_.get(), wide.c_str(), nullptr, kind,
                       reinterpret_cast<BYTE*>(bytes.data()), &size) != ERROR_SUCCESS) {
    return {};
  }
  bytes.resize(size);
  return bytes;
}

std::optional<std::string> RegistryKey::text(std::string_view name) const {
  DWORD kind = 0;
  const auto found = bytes(name, &kind);
  if (!found || (kind != REG_SZ && kind != REG_EXPAND_SZ)) return {};
  return text_of(*found);
}

std::optional<DWORD> RegistryKey::number(std::string_view name) const {
  DWORD kind = 0;
  const auto found = bytes(name, &kind);
  DWORD value = 0;
  if (!found || kind != REG_DWORD || found->size() != sizeof value) return {};
  std::memcpy(&value, found->data(), sizeof value);
  return value;
}

LSTATUS RegistryKey::set_text(std::string_view name, std::string_view text) const {
  const auto wide = to_wide(text);
  return RegSetValueExW(key_.get(), to_wide(name).c_str(), 0, REG_SZ,
                        reinterpret_cast<const BYTE*>(wide.c_str()),
                        static_cast<DWORD>((wide.size() + 1) * sizeof(wchar_t)));
}

LSTATUS RegistryKey::remove_value(std::string_view name) const {
  const auto error = RegDeleteValueW(key_.get(), to_wide(name).c_str());
  return error == ERROR_FILE_NOT_FOUND ? ERROR_SUCCESS : error;
}

}  // namespace monitor
