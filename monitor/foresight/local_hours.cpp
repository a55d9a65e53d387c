#include "monitor/foresight/local_hours.h"

#include <algorithm>

namespace monitor {

namespace {

using std::chrono::floor;
using std::chrono::minutes;

// 1 January 1970 was a Thursday.
constexpr int first_weekday = 3;

constexpr std::chrono::hours summer_time{1};
constexpr std::chrono::days moved_after{30};

}  // namespace

LocalMoment local_moment(SysTime at, std::chrono::seconds utc_offset) {
  constexpr std::int64_t day_minutes = 1440;
  const auto local = floor<minutes>(at + utc_offset).time_since_epoch().count();
  LocalMoment moment;
  moment.day = (local >= 0 ? local : local - day_minutes + 1) / day_minutes;
  moment.minute = static_cast<int>(local - moment.day * day_minutes);
  moment.weekday = static_cast<int>(((moment.day + first_weekday) % 7 + 7) % 7);
  return moment;
}

SysTime from_local(std::int64_t day, int minute, std::chrono::seconds utc_offset) {
  return SysTime{std::chrono::days{day}} + minutes{minute} - utc_offset;
}

std::string clock_text(int minute) {
  const auto two = [](int number) {
    return std::string(number < 10 ? "0" : "") + std::to_string(number);
  };
  const int rounded = std::clamp(minute, 0, 1439);
  return two(rounded / 60) + ':' + two(rounded % 60);
}

bool HostTime::is_abroad() const {
  return home_ && std::chrono::abs(user_ - *home_) > summer_time;
}

void HostTime::set_user(std::chrono::seconds utc_offset) {
  user_ = utc_offset;
  if (!is_abroad()) home_ = user_;
}

void HostTime::pass(SysTime at) {
  if (!is_abroad()) {
    abroad_since_ = {};
  } else if (abroad_since_ == SysTime{} || at < abroad_since_) {
    abroad_since_ = at;
  } else if (at - abroad_since_ > moved_after) {
    home_ = user_;
  }
}

}  // namespace monitor
