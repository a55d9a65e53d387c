#pragma once

#include "monitor/model/clock.h"

#include <windows.h>

#include <cstdint>
#include <optional>

namespace monitor {

/// The 100 ns ticks since 1601 of a FILETIME (MS-DTYP 2.3.3).
inline std::uint64_t ticks_of(const FILETIME& time) {
  return std::uint64_t{time.dwHighDateTime} << 32U | time.dwLowDateTime;
}

inline FILETIME file_time(std::uint64_t ticks) {
  return {.dwLowDateTime = static_cast<DWORD>(ticks),
          .dwHighDateTime = static_cast<DWORD>(ticks >> 32U)};
}

/// UTC; empty for zero, which means that there is none.
inline std::optional<SysTime> moment_of(const FILETIME& time) {
  // From 1601 to 1970.
  constexpr std::int64_t epoch_ms = 11'644'473'600'000;
  const auto ticks = ticks_of(time);
  if (ticks == 0) return {};
  return SysTime(std::chrono::milliseconds(static_cast<std::int64_t>(ticks / 10'000) - epoch_ms));
}

}  // namespace monitor
