#pragma once

#include "notify/alert.h"

#include <string>
#include <vector>

namespace notify {

/// An alert as the operating system's log takes it.
struct SystemEvent {
  /// 100 to 200 by what the code is about, one more when it is over; README, "Over many computers".
  /// Numbers stay what they are: collectors go by them.
  int id = 0;
  monitor::Severity severity = monitor::Severity::information;  ///< `information` when it is over
  /// For people: what happened, what to do, whom it concerns. Lines end with a line feed.
  std::string message;
  /// For programs, always in this order: kind, code, severity, targets (separated by ", "), when it
  /// fails (ISO 8601 or empty), episode.
  std::vector<std::string> fields;

  bool operator==(const SystemEvent&) const = default;
};

SystemEvent system_event(const Alert& alert);

}  // namespace notify
