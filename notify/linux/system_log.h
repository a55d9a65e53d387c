#pragma once

#include "monitor/model/result.h"
#include "notify/system_event.h"

#include <filesystem>
#include <string>

namespace notify {

/// The event in one line as a system log takes it: priority, name of the program, id, what
/// happened, and the fields as NAME="VALUE". Source: RFC 3164, 4.1; the time is left to the log.
std::string log_line(const SystemEvent& event);

/// Hands the line to the log that listens at that socket.
/// Fails with unavailable where none does, with denied where it does not take it.
monitor::Result<void> send_to_log(const std::filesystem::path& socket, const std::string& line);

}  // namespace notify
