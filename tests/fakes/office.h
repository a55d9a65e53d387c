#pragma once

#include "tray/app/desk.h"

#include <vector>

namespace tests {

/// Five computers as an office has them: ready, a certificate that ends in 9 days, one that has
/// ended, one that hangs up in the handshake, one out of reach while the VPN is down.
std::vector<tray::TargetStatus> office(monitor::SysTime now);

/// A day of looks every five minutes at the computer whose certificate has ended.
std::vector<store::HistoryPoint> day_of_looks(monitor::SysTime now, monitor::TargetId id);

/// The same for the last day, and three months before it by the hour and day, as they are kept.
std::vector<store::HistoryPoint> months_of_looks(monitor::SysTime now, monitor::TargetId id);

/// The certificate of that target's last look, and the one that it took the place of.
std::vector<store::SeenCertificate> seen_certificates(
    const std::vector<tray::TargetStatus>& statuses, monitor::TargetId id);

}  // namespace tests
