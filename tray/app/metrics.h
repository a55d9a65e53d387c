#pragma once

#include "store/kept.h"
#include "tray/app/target_status.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tray {

/// How many alerts are told and not over yet, by the code of their finding.
using OpenAlerts = std::map<std::string, int>;
OpenAlerts open_alerts(const std::vector<store::ToldRow>& told);

/// What there is to measure at the moment `now`.
struct MetricsSource {
  std::span<const TargetStatus> statuses = {};
  OpenAlerts alerts = {};
  bool store_trouble = false;                          ///< what is seen cannot be kept
  std::optional<monitor::SysTime> data_restored = {};  ///< see data_restored()
  monitor::SysTime now{};
  std::chrono::seconds utc_offset{};  ///< local time minus UTC now, for weekly maintenance
};

/// The most targets that get figures of their own; the others are only counted.
inline constexpr std::size_t most_measured_targets = 200;

/// The current state as OpenMetrics text, ending with `# EOF`; README, "Over many computers", lists
/// the names. The label `target` is the target's name, cut where it is very long, and different for
/// each; all labels are UTF-8.
std::string metrics_text(const MetricsSource& source);

}  // namespace tray
