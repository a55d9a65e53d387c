#include "tray/app/assembly_parts.h"
#include "tray/app/policy_targets.h"

#include <spdlog/spdlog.h>

namespace tray {

void Assembly::Parts::write_metrics() {
  metrics->write(preferences.metrics_file, statuses, store->last_trouble().has_value(),
                 clock.now());
}

void Assembly::refresh() {
  parts_->look_for_foreign_changes();
}

/// Any thread. Another process (the command line) may have changed targets or settings, and an
/// administrator the policy.
void Assembly::Parts::look_for_foreign_changes() {
  store->post([weak = weak_from_this()](store::Database& database) {
    const auto parts = weak.lock();
    const auto count = database.change_count();
    if (!parts || !count || *count == parts->last_change_count) return;
    parts->last_change_count = *count;
    parts->at_home([](Parts& home) { home.reload(); });
  });
  ask_store(
      [](store::Database& database) {
        auto fresh = load_preferences(&database);
        if (const auto added = follow_policy_targets(database, fresh); !added)
          spdlog::warn("targets of the policy: {}", added.error().what);
        return fresh;
      },
      [](Parts& home, const Preferences& fresh) {
        if (fresh == home.preferences) return;
        home.reload();
      });
}

/// The worker, once a minute.
void Assembly::Parts::keep_house() {
  look_for_foreign_changes();
  at_home([](Parts& home) {
    const auto now = home.clock.now();
    home.store->tidy(now, home.preferences.keep_repairs);
    if (home.metrics->is_due(now)) home.write_metrics();
  });
}

}  // namespace tray
