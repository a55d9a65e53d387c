#include "monitor/platform/client_policy.h"

#include "monitor/platform/windows/handle.h"
#include "monitor/platform/windows/registry_key.h"

#include <lm.h>

#include <windows.h>

#include <tlhelp32.h>

#include <initializer_list>

namespace monitor {

namespace {

// A list of services in a policy; longer ones are cut.
constexpr std::size_t most_services = 100;
constexpr const char* delegation = "SOFTWARE\\Policies\\Microsoft\\Windows\\CredentialsDelegation";
constexpr const char* terminal_services =
    "SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services";
constexpr const char* credssp =
    "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\CredSSP\\Parameters";
constexpr const char* client = "Software\\Microsoft\\Terminal Server Client";

/// The first that is set, the machine's before the user's.
std::optional<DWORD> number(const char* path, const char* name) {
  for (const HKEY root : {HKEY_LOCAL_MACHINE, HKEY_CURRENT_USER}) {
    const auto key = RegistryKey::open(root, path);
    if (const auto value = key ? key->number(name) : std::nullopt) return value;
  }
  return {};
}

std::optional<bool> is_set(const char* path, const char* name) {
  const auto value = number(path, name);
  return value ? std::optional(*value != 0) : std::nullopt;
}

std::vector<std::string> services(const char* policy) {
  std::vector<std::string> found;
  const auto key = RegistryKey::open(HKEY_LOCAL_MACHINE, std::string(delegation) + '\\' + policy);
  if (!key) return found;
  for (const auto& name : key->values(most_services)) {
    if (auto text = key->text(name)) found.push_back(*std::move(text));
  }
  return found;
}

bool is_joined() {
  wchar_t* name = nullptr;
  NETSETUP_JOIN_STATUS status = NetSetupUnknownStatus;
  const auto error = NetGetJoinInformation(nullptr, &name, &status);
  if (name != nullptr) NetApiBufferFree(name);
  return error == NERR_Success && status == NetSetupDomainName;
}

/// The isolated process that keeps the passwords; it is there exactly while Credential Guard runs.
bool has_isolated_lsa() {
  const HANDLE raw = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
  if (raw == INVALID_HANDLE_VALUE) return false;
  const Handle processes(raw);
  PROCESSENTRY32W process{};
  process.dwSize = sizeof process;
  for (BOOL more = Process32FirstW(raw, &process); more; more = Process32NextW(raw, &process)) {
    if (CompareStringOrdinal(process.szExeFile, -1, L"LsaIso.exe", -1, TRUE) == CSTR_EQUAL)
      return true;
  }
  return false;
}

bool is_guard_configured() {
  return is_set("SYSTEM\\CurrentControlSet\\Control\\Lsa", "LsaCfgFlags").value_or(false) ||
         is_set("SOFTWARE\\Policies\\Microsoft\\Windows\\DeviceGuard", "LsaCfgFlags")
             .value_or(false) ||
         is_set("SYSTEM\\CurrentControlSet\\Control\\DeviceGuard\\Scenarios\\CredentialGuard",
                "Enabled")
             .value_or(false);
}

}  // namespace

ClientPolicy read_client_policy() {
  ClientPolicy policy;
  policy.joined_to_domain = is_joined();
  policy.credential_guard_configured = is_guard_configured();
  policy.credential_guard_running = has_isolated_lsa();
  policy.password_saving_disabled = is_set(terminal_services, "DisablePasswordSaving");
  policy.always_prompts = is_set(terminal_services, "PromptForCredsOnClient");
  policy.saved_allowed = is_set(delegation, "AllowSavedCredentials");
  policy.saved_allowed_ntlm_only = is_set(delegation, "AllowSavedCredentialsWhenNTLMOnly");
  policy.saved_for = services("AllowSavedCredentials");
  policy.saved_for_ntlm_only = services("AllowSavedCredentialsWhenNTLMOnly");
  policy.encryption_oracle = number(credssp, "AllowEncryptionOracle");
  policy.authentication_level_override = number(client, "AuthenticationLevelOverride");
  return policy;
}

}  // namespace monitor
