#include "monitor/platform/time_zone.h"

#include <ctime>

namespace monitor {

std::chrono::seconds utc_offset(SysTime at) {
  using std::chrono::seconds;
  const auto moment =
      static_cast<std::time_t>(std::chrono::floor<seconds>(at.time_since_epoch()).count());
  // localtime_r() alone would go on with the zone that it has read first.
  tzset();
  std::tm parts{};
  return localtime_r(&moment, &parts) == nullptr ? seconds{0} : seconds{parts.tm_gmtoff};
}

}  // namespace monitor
