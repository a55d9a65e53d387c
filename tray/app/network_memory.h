#pragma once

#include "monitor/model/check.h"
#include "monitor/model/situation.h"
#include "store/database.h"
#include "tray/app/shared_trouble.h"

#include <optional>
#include <string>

namespace tray {

/// Which network this computer was on when the target last answered; empty where that is not known.
/// The database's thread.
std::optional<monitor::Situation> remembered_network(store::Database& database,
                                                     monitor::TargetId target);
/// Keeps which network this computer was on when the target answered. The database's thread.
/// Fails with storage.
monitor::Result<void> remember_network(store::Database& database, monitor::TargetId target,
                                       const monitor::Situation& situation);

/// Notes for looks as they end which network was in use when a target answered. The system is asked
/// once, and written is only what differs from what is kept. The database's thread.
class NetworkNotes {
 public:
  explicit NetworkNotes(store::Database& database) : database_(database) {}

  /// A target that is not saved or did not answer leaves no note. Fails with storage.
  monitor::Result<void> take(const monitor::Check& check);

 private:
  store::Database& database_;
  std::optional<monitor::Situation> now_;
};

/// The network in use, if no VPN is up, with those that last answered on another one and without a
/// VPN, within the week before `at`. The database's thread.
NewNetwork new_network(store::Database& database, const monitor::Situation& now,
                       monitor::SysTime at);
/// As it is now; asks the system.
NewNetwork new_network(store::Database& database);

/// The network and VPN in use, and how they differ from when the target last answered: one or two
/// sentences; empty where the system names no network. The database's thread.
std::string network_in_words(store::Database& database, monitor::TargetId target,
                             const monitor::Situation& now);

}  // namespace tray
