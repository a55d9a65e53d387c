#include "tray/app/replay_setup.h"

#include "monitor/platform/machine_policy.h"
#include "tray/app/loading.h"
#include "tray/app/snoozes.h"

#include <utility>

namespace tray {

namespace {

Preferences preferences_of(store::Database* database) {
  if (database != nullptr) return load_preferences(*database);
  const auto nothing = [](std::string_view) { return std::optional<std::string>(); };
  return read_preferences(nothing, monitor::machine_policy_json());
}

}  // namespace

monitor::Result<Replay::Setup> replay_setup(store::Database* database, const Overrides& overrides) {
  auto preferences = preferences_of(database);
  for (const auto& [key, value] : overrides) {
    if (!set_preference(preferences, key, value)) {
      return monitor::fail(monitor::Failure::Kind::wrong_use,
                           "There is no such setting or value: \"" + key + "=" + value + "\".");
    }
  }
  Replay::Setup setup;
  setup.rules = alert_rules(preferences);
  if (database == nullptr) return setup;
  auto targets = database->targets();
  if (!targets) return tl::unexpected(targets.error());
  setup.saved = std::move(*targets);
  for (const auto& target : setup.saved) {
    const auto maintenance = kept_maintenance(*database, target.id);
    if (maintenance != notify::Maintenance{}) setup.rules.maintenance[target.id] = maintenance;
  }
  return setup;
}

}  // namespace tray
