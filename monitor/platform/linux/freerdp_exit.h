#pragma once

#include <cstdint>
#include <optional>

namespace monitor {

/// What an exit code of xfreerdp says, as the discReason of Microsoft's client that means the same;
/// empty where it says nothing about the connection.
/// Source: FreeRDP, enum XF_EXIT_CODE in client/X11/xfreerdp.h.
std::optional<std::uint32_t> reason_of_freerdp_exit(int code);

}  // namespace monitor
