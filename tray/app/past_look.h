#pragma once

#include "monitor/model/check.h"
#include "store/kept.h"

#include <optional>
#include <vector>

namespace tray {

/// What is known of a target besides its history.
struct PastTarget {
  monitor::Target target;
  std::optional<monitor::Check> last_look;  ///< what its server is like where all goes well
  std::vector<store::SeenCertificate> certificates;
};

/// A look as it must have been for the archive to keep that stretch of it: the steps up to the one
/// that broke, times and certificates. One that stands for many is what most of them were, at a
/// moment when one of them was so. Empty where there was nothing to be seen, as offline.
std::optional<monitor::Check> past_look(const PastTarget& known, const store::HistoryPoint& point);

/// What that look, or most of those looks, came to.
monitor::Verdict verdict_of(const store::HistoryPoint& point);

}  // namespace tray
