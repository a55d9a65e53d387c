#pragma once

#include "monitor/model/check.h"
#include "notify/alert_rules.h"

#include <optional>
#include <string>
#include <vector>

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
  /// What a snooze until fixed is about, where it was only at risk then; empty: about everything.
  std::vector<std::string> snoozed_risks;
  notify::Maintenance maintenance;
  bool by_policy = false;  ///< it stays as it is

  bool operator==(const TargetStatus&) const = default;
};

}  // namespace tray
