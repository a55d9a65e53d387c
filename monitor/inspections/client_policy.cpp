#include "monitor/inspections/inspection.h"
#include "monitor/inspections/judging/client_sessions.h"
#include "monitor/model/finding_codes.h"

#include <algorithm>

namespace monitor {

namespace {

// What the client said when a rule kept it from using a saved password (disconnect_codes).
constexpr std::uint32_t policy_forbids_saved = 0x1707;
constexpr std::uint32_t fresh_password_wanted = 0x2107;
constexpr std::uint32_t logon_refused = 0x807;

bool was_told(const Surroundings& around, const Subject& subject, std::uint32_t reason) {
  return std::ranges::any_of(sessions_to(subject, around.log), [&](const ClientSession& session) {
    return session.reason == reason;
  });
}

/// What kept the client from signing in, other than a wrong password or a locked account.
bool was_kept_from_signing_in(const Surroundings& around, const Subject& subject) {
  // Reasons that end in 07 are TLS's and CredSSP's (disconnect_codes).
  return std::ranges::any_of(sessions_to(subject, around.log), [](const ClientSession& session) {
    return (session.reason & 0xFFU) == 0x07U && session.reason != logon_refused &&
           !is_harmless(session.reason);
  });
}

bool is_number(const std::string& host) {
  return host.find(':') != host.npos || host.find_first_not_of("0123456789.") == host.npos;
}

/// Whether the server can be verified by NTLM alone: no known issuer vouches for it, and Kerberos
/// knows no numbers and nobody outside of a domain.
bool is_known_by_ntlm_alone(const Subject& subject) {
  const auto* check = subject.check;
  if (check == nullptr || !check->certificate) return false;
  const auto trust = check->certificate->trust;
  if (trust != Trust::self_signed && trust != Trust::untrusted_issuer) return false;
  const auto& identity = check->identity;
  return is_number(subject.target.endpoint.host) || (identity && !identity->joined);
}

/// What Windows' policies for passwords of Remote Desktop forbid here; empty: nothing.
std::string delegation_rule(const Surroundings& around, const Subject& subject) {
  const auto& policy = around.policy;
  if (policy.saved_allowed == false)
    return "A rule of this computer lets no saved password be used for Remote Desktop.";
  if (policy.joined_to_domain && !policy.saved_allowed_ntlm_only.value_or(false) &&
      is_known_by_ntlm_alone(subject))
    return "This computer belongs to a domain, and the other one can be verified by NTLM alone: "
           "Windows lets no saved password go to it unless a rule allows that.";
  return {};
}

/// Why a saved password is not used here; empty where nothing forbids it.
std::string rule_against(const Surroundings& around, const Subject& subject) {
  const auto& policy = around.policy;
  const bool saved = std::ranges::any_of(around.credentials.items, [&](const SavedItem& item) {
    return !text_fact(item, "target").empty() && may_be_about(item, subject);
  });
  const bool saved_by_windows =
      std::ranges::any_of(around.credentials.items, [&](const SavedItem& item) {
        return text_fact(item, "type") == "domain_password" && may_be_about(item, subject);
      });
  if (policy.credential_guard_running && saved_by_windows)
    return "Credential Guard is on: Windows does not let Remote Desktop use its saved passwords.";
  if (was_told(around, subject, policy_forbids_saved))
    return "A rule of this computer does not let saved passwords go to a server that is known by "
           "NTLM alone.";
  if (was_told(around, subject, fresh_password_wanted))
    return "The computer wants a password that was typed just now.";
  if (auto rule = saved ? delegation_rule(around, subject) : std::string(); !rule.empty())
    return rule;
  constexpr std::uint32_t patched_servers_only = 0;
  if (policy.encryption_oracle == patched_servers_only && was_kept_from_signing_in(around, subject))
    return "A rule of this computer (AllowEncryptionOracle) keeps it from servers that lack the "
           "CredSSP update of 2018. The other computer needs its Windows updates.";
  if (policy.password_saving_disabled.value_or(false))
    return "A rule of this computer does not let Remote Desktop save passwords.";
  if (policy.always_prompts.value_or(false))
    return "A rule of this computer makes Remote Desktop ask for the password every time.";
  return {};
}

/// Rules that make a right password look wrong, and warnings that somebody has switched off.
class ClientPolicyInspection final : public Inspection {
 public:
  std::vector<LocalFinding> examine(const Subject& subject,
                                    const Surroundings& around) const override {
    std::vector<LocalFinding> findings;
    if (auto rule = rule_against(around, subject); !rule.empty())
      findings.push_back({make_finding("credential.blocked_by_policy", {{"rule", rule}}), {}});
    if (around.policy.authentication_level_override == 0U)
      findings.push_back({make_finding("client.warnings_disabled",
                                       {{"setting", std::string("AuthenticationLevelOverride")}}),
                          {}});
    return findings;
  }
};

}  // namespace

std::unique_ptr<Inspection> make_client_policy() {
  return std::make_unique<ClientPolicyInspection>();
}

}  // namespace monitor
