#include "tray/app/check_targets.h"

#include "monitor/engine/check_run.h"
#include "monitor/engine/offline.h"
#include "monitor/platform/situation_source.h"
#include "monitor/platform/time_zone.h"

#include <optional>

namespace tray {

void check_targets(CheckRequest request, const std::function<void(const monitor::Check&)>& done,
                   const std::function<bool()>& cancelled) {
  const monitor::SystemClock clock;
  monitor::CheckRunOptions options;
  options.limit = request.limit;
  options.identity = request.identity;
  options.thresholds = std::move(request.thresholds);
  options.utc_offset = monitor::utc_offset(clock.now());
  options.before = std::move(request.before);
  // Asked only once something failed: a healthy run needs no answer.
  std::optional<monitor::Situation> situation;
  const auto explain = [&](monitor::Check check) {
    if (monitor::failing_step(check) == nullptr) return check;
    if (!situation) situation = monitor::open_situation_source()->now();
    return monitor::apply_situation(std::move(check), *situation);
  };
  monitor::run_checks(
      std::move(request.targets), options, clock,
      [&](monitor::Check check) { done(explain(std::move(check))); }, cancelled);
}

}  // namespace tray
