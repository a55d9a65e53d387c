#pragma once

#include "monitor/model/check.h"

#include <optional>
#include <set>
#include <span>
#include <string>

namespace tray {

/// The network in use, and those that answered within the last days, but on another one.
struct NewNetwork {
  std::string name;  ///< empty: not known, or a VPN is up
  std::set<monitor::TargetId> answered_elsewhere;
};

/// Whether other targets are worth a look, to tell this one's trouble from that of the network.
bool may_be_shared(const monitor::Check& check);

/// network.port_blocked where at least three unrelated computers are silent on Remote Desktop's
/// port, none answers there, and something else answers; or where nothing else is there to answer,
/// but all of them, of several sites, have answered elsewhere and their names are known.
/// `others`: looks at other targets.
std::optional<monitor::Finding> shared_trouble(const monitor::Check& check,
                                               std::span<const monitor::Check> others,
                                               const NewNetwork& here = {});

}  // namespace tray
