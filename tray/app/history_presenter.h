#pragma once

#include "store/database.h"
#include "tray/app/local_time.h"
#include "tray/app/sign.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tray {

/// The past day of one target as a strip of equal slots, oldest first, with the same in words.
struct HistoryView {
  struct Slot {
    std::optional<Sign> sign;          ///< the worst in it; empty where nobody looked
    std::optional<double> connect_ms;  ///< slowest TCP connect in it
    std::string tip;                   ///< "14:00 to 14:15: ready, 12 ms"

    bool operator==(const Slot&) const = default;
  };

  struct Tick {
    double position = 0;  ///< 0: left edge, 1: right edge
    std::string label;

    bool operator==(const Tick&) const = default;
  };

  std::vector<Slot> slots;
  std::vector<Tick> ticks;
  double scale_ms = 0;      ///< value at the top of the latency curve; 0: there is none
  std::string scale_label;  ///< "50 ms"
  std::string summary;      ///< the strip in words, for reading and for reading aloud

  bool operator==(const HistoryView&) const = default;
};

/// How far back the strip goes.
inline constexpr std::chrono::hours history_span{24};

/// `points` in any order; what is older than the span is left out.
HistoryView present_history(std::span<const store::HistoryPoint> points, const Viewpoint& view);

}  // namespace tray
