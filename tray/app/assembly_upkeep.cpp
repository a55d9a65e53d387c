#include "tray/app/assembly_parts.h"

namespace tray {

void Assembly::Parts::write_metrics() {
  metrics->write(preferences.metrics_file, statuses, store->last_trouble().has_value(),
                 clock.now());
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
