#include "tray/app/replay_setup.h"

#include "monitor/platform/machine_policy.h"

#include <utility>

namespace tray {

monitor::Result<Replay::Setup> replay_setup(store::Database* database, const Overrides& overrides) {
  Replay::Setup setup;
  if (database != nullptr) {
    auto targets = database->targets();
    if (!targets) return tl::unexpected(targets.error());
    setup.saved = std::move(*targets);
  }
  setup.preferences = read_preferences(
      [&](std::string_view key) -> std::optional<std::string> {
        if (const auto own = overrides.find(key); own != overrides.end()) return own->second;
        if (database == nullptr) return {};
        auto value = database->setting(key);
        return value ? *value : std::nullopt;
      },
      overrides.empty() ? monitor::machine_policy_json() : std::string());
  return setup;
}

}  // namespace tray
