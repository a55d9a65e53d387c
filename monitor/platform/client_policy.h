#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace monitor {

/// Rules of this computer that decide whether saved passwords are used and warnings shown. Read
/// only; empty where nothing is set. On Linux nothing ever is.
struct ClientPolicy {
  bool joined_to_domain = false;
  /// Credential Guard keeps passwords from other programs, Remote Desktop's saved ones too:
  /// `configured` by policy or registry, `running` as its own process shows.
  bool credential_guard_configured = false;
  bool credential_guard_running = false;
  /// DisablePasswordSaving: the client does not offer to keep a password.
  std::optional<bool> password_saving_disabled;
  /// PromptForCredsOnClient: the client asks for a password whatever is saved.
  std::optional<bool> always_prompts;
  /// AllowSavedCredentials, …WhenNTLMOnly: whether the policy is set, and for which services.
  std::optional<bool> saved_allowed, saved_allowed_ntlm_only;
  std::vector<std::string> saved_for, saved_for_ntlm_only;  ///< "TERMSRV/*"
  /// AllowEncryptionOracle (CVE-2018-0886): 0 only patched servers, 1 mitigated, 2 all.
  std::optional<std::uint32_t> encryption_oracle;
  /// AuthenticationLevelOverride: 0 keeps all warnings about the server's identity away.
  std::optional<std::uint32_t> authentication_level_override;

  bool operator==(const ClientPolicy&) const = default;
};

/// Quick; any thread.
ClientPolicy read_client_policy();

}  // namespace monitor
