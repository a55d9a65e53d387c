#include "monitor/platform/time_zone.h"

#include <windows.h>

namespace monitor {

namespace {

/// FILETIME's unit and beginning: 100 ns since 1601.
using Ticks = std::chrono::duration<std::int64_t, std::ratio<1, 10'000'000>>;
constexpr std::chrono::sys_days beginning = std::chrono::year{1601} / 1 / 1;

Ticks ticks_of(const SYSTEMTIME& time) {
  FILETIME file_time{};
  SystemTimeToFileTime(&time, &file_time);
  return Ticks((static_cast<std::int64_t>(file_time.dwHighDateTime) << 32U) |
               file_time.dwLowDateTime);
}

}  // namespace

std::chrono::seconds utc_offset(SysTime at) {
  const auto ticks = std::chrono::floor<Ticks>(at - SysTime{beginning}).count();
  const FILETIME file_time{static_cast<DWORD>(ticks & 0xFFFFFFFF), static_cast<DWORD>(ticks >> 32)};
  SYSTEMTIME utc{};
  SYSTEMTIME local{};
  if (ticks < 0 || FileTimeToSystemTime(&file_time, &utc) == FALSE ||
      SystemTimeToTzSpecificLocalTime(nullptr, &utc, &local) == FALSE) {
    return std::chrono::seconds{0};
  }
  return std::chrono::round<std::chrono::seconds>(ticks_of(local) - ticks_of(utc));
}

}  // namespace monitor
