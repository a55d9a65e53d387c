#pragma once

#include "monitor/model/check.h"
#include "notify/alert_rules.h"

#include <optional>

namespace tray {

/// Everything that is known of one saved target, for the faces to show.
struct TargetStatus {
  monitor::Target target;
  monitor::Verdict verdict = monitor::Verdict::unknown;
  std::optional<monitor::SysTime> since;  ///< of the verdict; empty before the first look
  std::optional<monitor::Check> last;     ///< the last look; empty before the first
  /// The certificates that were seen last, also where the last look did not get to one.
  std::optional<monitor::CertificateFacts> certificate;
  std::optional<monitor::CertificateFacts> gateway_certificate;
  bool looking = false;                           ///< a look is under way
  std::optional<monitor::SysTime> snoozed_until;  ///< may be notify::until_fixed
  notify::Maintenance maintenance;
  bool by_policy = false;  ///< it cannot be removed

  bool operator==(const TargetStatus&) const = default;
};

}  // namespace tray
