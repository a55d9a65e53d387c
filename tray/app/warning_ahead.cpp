#include "tray/app/warning_ahead.h"

#include "monitor/inspections/judging/coming_warning.h"
#include "monitor/platform/time_zone.h"
#include "tray/app/fix.h"

namespace tray {

std::optional<monitor::Finding> warning_ahead(
    const monitor::Check& check, const monitor::Result<std::vector<store::SeenCertificate>>& seen) {
  if (!check.certificate) return {};
  auto cache = monitor::open_connection_cache()->list();
  if (!cache) return {};
  monitor::Surroundings around;
  around.cache = *std::move(cache);
  around.policy = monitor::read_client_policy();
  return monitor::coming_warning({check.target, &check, past_certificates(seen)}, around,
                                 monitor::utc_offset(check.at));
}

}  // namespace tray
