#include "tray/app/replay_setup.h"

#include "tray/app/loading.h"
#include "tray/app/snoozes.h"

#include <utility>

namespace tray {

monitor::Result<Replay::Setup> replay_setup(store::Database* database, const Overrides& overrides) {
  auto preferences = load_preferences(database);
  for (const auto& [key, value] : overrides) {
    const auto set = set_preference(preferences, key, value);
    if (!set) return tl::unexpected(set.error());
  }
  Replay::Setup setup;
  setup.rules = alert_rules(preferences);
  setup.thresholds = preferences.thresholds;
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
