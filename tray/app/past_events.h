#pragma once

#include "monitor/model/target.h"
#include "store/database.h"
#include "tray/app/json_values.h"

#include <vector>

namespace tray {

/// What befell this computer or its user, as a line of a recording.
struct PastEvent {
  monitor::SysTime at{};
  Json json;
};

/// An event without more than its name and moment.
Json event_json(const char* event, monitor::SysTime at);

/// What the archive knows, in order of time: where this computer was, from what held at `since`
/// on, and when the user began and ended a connection to one of these targets that this program
/// started. Fails with storage.
monitor::Result<std::vector<PastEvent>> past_events(store::Database& database,
                                                    const std::vector<monitor::Target>& targets,
                                                    monitor::SysTime since);

}  // namespace tray
