#include "tray/app/loading.h"

#include "monitor/model/time_text.h"
#include "monitor/platform/machine_policy.h"
#include "tray/app/archive.h"

#include <algorithm>

namespace tray {

namespace {

/// A look that got no further than the network saw none, but an earlier one did.
void recall_certificates(store::Database& database, TargetStatus& status) {
  remember_certificates(status);
  const bool by_gateway = status.target.gateway.has_value();
  if (!status.last || (by_gateway ? status.gateway_certificate : status.certificate)) return;
  const auto seen = database.certificates(status.target.id);
  if (!seen) return;
  for (auto one = seen->rbegin(); one != seen->rend(); ++one) {
    if (one->gateway && by_gateway) status.gateway_certificate = one->facts;
    if (!one->gateway) status.certificate = one->facts;
  }
}

TargetStatus status_of(store::Database& database, monitor::Target target,
                       const std::vector<store::LastLook>& looks) {
  TargetStatus status;
  status.target = std::move(target);
  if (const auto snoozed = database.setting(snooze_key(status.target.id)); snoozed && *snoozed)
    recall_snooze(status, **snoozed);
  status.maintenance = kept_maintenance(database, status.target.id);
  const auto look = std::find_if(looks.begin(), looks.end(), [&](const store::LastLook& one) {
    return one.target == status.target.id;
  });
  if (look == looks.end()) return status;
  status.verdict = look->verdict;
  status.since = look->since;
  if (const auto check = last_check(*look, status.target)) status.last = *check;
  recall_certificates(database, status);
  return status;
}

}  // namespace

void remember_certificates(TargetStatus& status) {
  if (!status.last) return;
  if (status.last->certificate) status.certificate = status.last->certificate;
  if (status.last->gateway_certificate)
    status.gateway_certificate = status.last->gateway_certificate;
}

Preferences load_preferences(store::Database* database) {
  const auto policy = monitor::machine_policy_json();
  auto preferences = read_preferences(
      [&](std::string_view key) -> std::optional<std::string> {
        if (database == nullptr) return {};
        auto value = database->setting(key);
        return value ? *value : std::nullopt;
      },
      policy.value_or(""));
  if (policy) return preferences;
  preferences.policy_troubles.push_back(policy.error().what);
  preferences.targets_known = false;
  return preferences;
}

monitor::Result<Loaded> load(store::Database& database) {
  const auto targets = database.targets();
  if (!targets) return tl::unexpected(targets.error());
  const auto looks = database.last_looks();
  if (!looks) return tl::unexpected(looks.error());
  auto told = database.told();
  if (!told) return tl::unexpected(told.error());
  Loaded loaded;
  loaded.preferences = load_preferences(&database);
  for (const auto& target : *targets) {
    loaded.statuses.push_back(status_of(database, target, *looks));
    loaded.statuses.back().by_policy = is_policy_target(loaded.preferences, target);
  }
  loaded.snoozed_episodes = snoozed_episodes(database, *told);
  loaded.told = std::move(*told);
  loaded.data_restored = data_restored(database);
  return loaded;
}

}  // namespace tray
