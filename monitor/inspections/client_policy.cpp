#include "monitor/inspections/inspection.h"
#include "monitor/inspections/judging/client_sessions.h"
#include "monitor/model/finding_codes.h"

#include <algorithm>

namespace monitor {

namespace {

// What the client said when a rule kept it from using a saved password (disconnect_codes).
constexpr std::uint32_t policy_forbids_saved = 0x1707;
constexpr std::uint32_t fresh_password_wanted = 0x2107;

bool was_told(const Surroundings& around, const Subject& subject, std::uint32_t reason) {
  return std::ranges::any_of(sessions_to(subject, around.log), [&](const ClientSession& session) {
    return session.reason == reason;
  });
}

/// Why a saved password is not used here; empty where nothing forbids it.
std::string rule_against(const Surroundings& around, const Subject& subject) {
  const auto& policy = around.policy;
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
