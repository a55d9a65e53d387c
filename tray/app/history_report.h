#pragma once

#include "store/database.h"
#include "tray/app/json_values.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tray {

/// One target's past, added up.
struct HistoryReport {
  monitor::Target target;
  monitor::SysTime since{};
  std::vector<store::HistoryPoint> points;  ///< oldest first
  std::vector<store::SeenCertificate> certificates;
  int looks = 0;
  std::optional<double> availability;  ///< share of looks that could tell and would have connected
  std::optional<double> connect_ms;    ///< median of the points' medians
};

/// Reads and adds up. Fails with storage.
monitor::Result<HistoryReport> read_history(store::Database& database,
                                            const monitor::Target& target, monitor::SysTime since);

/// `rdpready.history/1`.
Json history_json(const HistoryReport& report);

/// The moment that "24h", "7d", "2w" or "2026-11-01" or a whole ISO time means; empty for anything
/// else.
std::optional<monitor::SysTime> parse_since(std::string_view text, monitor::SysTime now);

}  // namespace tray
