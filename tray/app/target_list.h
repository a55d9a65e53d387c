#pragma once

#include "monitor/model/target.h"
#include "tray/app/json_values.h"

#include <string>
#include <vector>

namespace tray {

/// A saved target with all its settings.
Json saved_target_json(const monitor::Target& target);
/// `rdpready.targets/1`.
Json targets_json(const std::vector<monitor::Target>& targets);
/// CSV that the importer reads back: name, host, port, gateway, user name, group,
/// authentication level. RFC 4180.
std::string targets_csv(const std::vector<monitor::Target>& targets);

}  // namespace tray
