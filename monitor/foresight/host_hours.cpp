#include "monitor/foresight/host_hours.h"

#include "monitor/foresight/robust.h"

#include <algorithm>
#include <cmath>

namespace monitor {

namespace {

// Beyond this both counts are halved, so that a new habit is learned within weeks.
constexpr int most_counted = 12;
constexpr int enough_of_one_weekday = 3;
constexpr int least_seen = 3;
constexpr double mostly = 0.6;
constexpr double sometimes = 0.15;
constexpr double often = 0.35;
constexpr int shortly_before = 30;
// In minutes; looks are minutes apart.
constexpr double never_odd = 5;
constexpr int doubt_at_least = 4;
constexpr int doubt_of_one_morning = 60;
constexpr std::int64_t forgotten_after = 21;
constexpr std::int64_t weekends_forgotten_after = 42;
// In quarter hours.
constexpr int workday_reach = 6;
constexpr int weekend_reach = 20;
constexpr int most_weeks = 8;

}  // namespace

void HostHours::note_day(const LocalMoment& at, bool up) {
  if (at.day != day_) {
    if (day_ >= 0) {
      auto& days = days_[static_cast<std::size_t>(weekday_)];
      // The newest weeks count.
      if (days.up + days.off >= most_weeks)
        days = {static_cast<std::uint8_t>(days.up / 2), static_cast<std::uint8_t>(days.off / 2)};
      ++(up_today_ ? days.up : days.off);
    }
    up_today_ = false;
  }
  up_today_ = up_today_ || up;
}

void HostHours::note(const LocalMoment& at, bool up) {
  note_day(at, up);
  const auto slot = at.minute / slot_minutes;
  if (at.day == day_ && slot == slot_) {
    up_ = up_ && up;
    return;
  }
  settle();
  day_ = at.day;
  weekday_ = at.weekday;
  slot_ = slot;
  up_ = up;
}

void HostHours::note_back(const LocalMoment& at) {
  auto& backs = backs_[at.is_weekend() ? 1 : 0];
  backs.minutes[backs.next] = at.minute;
  backs.next = (backs.next + 1) % most_backs;
  backs.count = std::min(backs.count + 1, most_backs);
  backs.last_day = at.day;
}

std::vector<double> HostHours::Backs::all() const {
  return {minutes.begin(), minutes.begin() + static_cast<std::ptrdiff_t>(count)};
}

std::optional<HostHours::Back> HostHours::usually_back(const LocalMoment& day) const {
  const bool weekend = day.is_weekend();
  const auto& backs = backs_[weekend ? 1 : 0];
  const auto forgotten = weekend ? weekends_forgotten_after : forgotten_after;
  if (backs.count < least_seen || day.day - backs.last_day > forgotten) return {};
  const auto minutes = backs.all();
  const auto middle = median(minutes);
  // Where it is hardly ever off shortly before, it came back from outages, not from nights.
  auto then = day;
  then.minute = std::max(0, static_cast<int>(middle) - shortly_before);
  if (share_off(then).value_or(1) < sometimes) return {};
  const auto apart = spread(minutes);
  const auto odd = 2 * apart + never_odd;
  double late = middle;
  for (const auto minute : minutes) {
    if (minute <= middle + odd) late = std::max(late, minute);
  }
  // Nor where it as often stays off.
  then.minute = std::min(static_cast<int>(late) + shortly_before, 24 * 60 - 1);
  if (share_off(then).value_or(0) >= often) return {};
  // The latest of few mornings is hardly the latest there is; at weekends it is hardly more
  // punctual than on other days.
  const int doubt = doubt_at_least + doubt_of_one_morning / static_cast<int>(backs.count);
  const auto on_others = weekend ? spread(backs_[0].all()) : 0;
  return Back{static_cast<int>(middle), static_cast<int>(late), doubt,
              static_cast<int>(std::ceil(std::max(apart, on_others)))};
}

void HostHours::settle() {
  if (day_ < 0) return;
  auto& slot = week_[static_cast<std::size_t>(weekday_)][static_cast<std::size_t>(slot_)];
  auto& in_a_row = in_a_row_[weekday_ >= 5 ? 1 : 0][static_cast<std::size_t>(slot_)];
  in_a_row =
      up_ ? std::uint8_t{0} : static_cast<std::uint8_t>(std::min(in_a_row + 1, most_counted));
  auto& count = up_ ? slot.up : slot.off;
  ++count;
  if (slot.up + slot.off <= most_counted) return;
  slot.up = static_cast<std::uint8_t>(slot.up / 2);
  slot.off = static_cast<std::uint8_t>(slot.off / 2);
}

HostHours::Slot HostHours::on_days_like(int weekday, int slot) const {
  const auto at = static_cast<std::size_t>(slot);
  const auto own = week_[static_cast<std::size_t>(weekday)][at];
  if (own.up + own.off >= enough_of_one_weekday) return own;
  Slot sum;
  const bool weekend = weekday >= 5;
  for (int day = weekend ? 5 : 0; day < (weekend ? 7 : 5); ++day) {
    const auto& one = week_[static_cast<std::size_t>(day)][at];
    sum.up = static_cast<std::uint8_t>(sum.up + one.up);
    sum.off = static_cast<std::uint8_t>(sum.off + one.off);
  }
  return sum;
}

/// With the quarters around it where that one was hardly ever seen.
HostHours::Slot HostHours::around(int weekday, int slot) const {
  auto sum = on_days_like(weekday, slot);
  const int farthest = weekday >= 5 ? weekend_reach : workday_reach;
  for (int away = 1; away <= farthest && sum.up + sum.off < least_seen; ++away) {
    for (const int near : {slot - away, slot + away}) {
      if (near < 0 || near >= day_slots) continue;
      const auto one = on_days_like(weekday, near);
      sum.up = static_cast<std::uint8_t>(sum.up + one.up);
      sum.off = static_cast<std::uint8_t>(sum.off + one.off);
    }
  }
  return sum;
}

std::optional<double> HostHours::share_off(const LocalMoment& at) const {
  const auto slot = around(at.weekday, at.minute / slot_minutes);
  const auto seen = slot.up + slot.off;
  if (seen < least_seen) return {};
  return static_cast<double>(slot.off) / seen;
}

bool HostHours::is_often_off(const LocalMoment& at) const {
  constexpr int enough = 8;
  constexpr double many = 0.3;
  const auto slot = around(at.weekday, at.minute / slot_minutes);
  const auto seen = slot.up + slot.off;
  return seen >= enough && slot.off >= many * seen;
}

bool HostHours::is_known(const LocalMoment& at) const {
  const auto& own = week_[static_cast<std::size_t>(at.weekday)]
                         [static_cast<std::size_t>(at.minute / slot_minutes)];
  return own.up + own.off > 0;
}

bool HostHours::is_off_all_day(const LocalMoment& at) const {
  const auto& days = days_[static_cast<std::size_t>(at.weekday)];
  return !(at.day == day_ && up_today_) && days.off > 0 && days.off >= 3 * days.up;
}

bool HostHours::is_usually_off(const LocalMoment& at) const {
  constexpr int new_habit = 4;
  const auto share = share_off(at);
  const auto slot = static_cast<std::size_t>(at.minute / slot_minutes);
  return (share && *share >= mostly) || in_a_row_[at.is_weekend() ? 1 : 0][slot] >= new_habit;
}

bool HostHours::may_yet_come(const LocalMoment& at) const {
  if (is_usually_off(at)) return true;
  const auto back = usually_back(at);
  return back && at.minute >= back->minute - shortly_before &&
         at.minute < back->late + back->spread;
}

std::optional<int> HostHours::up_from(const LocalMoment& at, double share) const {
  for (int slot = at.minute / slot_minutes; slot < day_slots; ++slot) {
    const auto seen = around(at.weekday, slot);
    const auto all = seen.up + seen.off;
    if (all < least_seen) continue;
    if (seen.up >= share * all) return slot * slot_minutes;
  }
  return {};
}

}  // namespace monitor
