#include "monitor/platform/machine_policy.h"

#include "monitor/platform/windows/registry_key.h"
#include "monitor/platform/windows/wide_text.h"

#include <array>
#include <cstdio>
#include <map>
#include <vector>

namespace monitor {

namespace {

constexpr auto policy_key = "Software\\Policies\\RDP Ready";
constexpr std::size_t largest_policy = 64U << 10U;

/// As a JSON string (RFC 8259, 7).
std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20) {
      std::array<char, 8> code{};
      std::snprintf(code.data(), code.size(), "\\u%04x", static_cast<unsigned>(c));
      out += code.data();
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

/// "%USERPROFILE%\\alerts" as this user's own path; texts of other kinds stay as they are.
std::string expanded(const RegistryKey& key, const std::string& name, std::string text) {
  DWORD kind = REG_NONE;
  if (!key.bytes(name, &kind) || kind != REG_EXPAND_SZ) return text;
  std::array<wchar_t, 4096> out{};
  const auto size = static_cast<DWORD>(out.size());
  const auto needed = ExpandEnvironmentStringsW(to_wide(text).c_str(), out.data(), size);
  return needed == 0 || needed > size ? text : to_utf8(out.data());
}

tl::unexpected<Failure> passed_over(const std::string& why) {
  return fail(Failure::Kind::invalid_input,
              "The policy " + std::string(policy_key) + " is passed over: " + why + '.');
}

/// Whether there is one that this user may not read.
bool is_closed(HKEY root) {
  HKEY key = nullptr;
  const auto error = RegOpenKeyExW(root, to_wide(policy_key).c_str(), 0, KEY_READ, &key);
  if (error == ERROR_SUCCESS) RegCloseKey(key);
  return error != ERROR_SUCCESS && error != ERROR_FILE_NOT_FOUND && error != ERROR_PATH_NOT_FOUND;
}

/// A value as JSON; empty for kinds that no setting has.
std::string json_of(const RegistryKey& key, const std::string& name) {
  if (const auto number = key.number(name)) return std::to_string(*number);
  if (const auto text = key.text(name)) return json_text(expanded(key, name, *text));
  return {};
}

}  // namespace

Result<std::string> machine_policy_json() {
  std::map<std::string, std::string> settings;
  std::vector<std::string> of_no_kind;
  // The computer's policy comes first and stays.
  for (const HKEY root : {HKEY_LOCAL_MACHINE, HKEY_CURRENT_USER}) {
    const auto key = RegistryKey::open(root, policy_key);
    if (!key && is_closed(root)) return passed_over("it cannot be read");
    if (!key) continue;
    for (const auto& name : key->values()) {
      auto value = json_of(*key, name);
      if (value.empty())
        of_no_kind.push_back(name);
      else
        settings.emplace(name, std::move(value));
    }
  }
  // Said to be wrong, but for those that the user's policy has right.
  for (const auto& name : of_no_kind)
    settings.emplace(name, "null");
  std::string json;
  for (const auto& [name, value] : settings)
    json += (json.empty() ? "{" : ", ") + json_text(name) + ": " + value;
  if (json.size() >= largest_policy) return passed_over("it is larger than 64 KiB");
  return json.empty() ? json : json + '}';
}

}  // namespace monitor
