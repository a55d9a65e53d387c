#include "monitor/foresight/host_hours.h"

#include "monitor/foresight/robust.h"

#include <algorithm>
#include <vector>

namespace monitor {

namespace {

// Beyond this both counts are halved, so that a new habit is learned within weeks.
constexpr int most_counted = 12;
constexpr int enough_of_one_weekday = 3;
constexpr int least_seen = 3;
constexpr double mostly = 0.6;
constexpr double sometimes = 0.15;
constexpr int shortly_before = 30;
// In minutes; looks are minutes apart.
constexpr double least_doubt = 5;
constexpr std::int64_t forgotten_after = 21;
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
  if (at.is_weekend()) return;
  backs_[next_back_] = at.minute;
  next_back_ = (next_back_ + 1) % most_backs;
  back_count_ = std::min(back_count_ + 1, most_backs);
  last_back_ = at.day;
}

std::optional<HostHours::Back> HostHours::usually_back(const LocalMoment& day) const {
  if (back_count_ < least_seen || day.is_weekend() || day.day - last_back_ > forgotten_after) {
    return {};
  }
  std::vector<double> minutes(backs_.begin(),
                              backs_.begin() + static_cast<std::ptrdiff_t>(back_count_));
  const auto middle = median(minutes);
  // Where it is hardly ever off shortly before, it came back from outages, not from nights.
  auto before = day;
  before.minute = std::max(0, static_cast<int>(middle) - shortly_before);
  if (share_off(before).value_or(1) < sometimes) return {};
  const auto odd = 2 * spread(minutes) + least_doubt;
  double late = middle;
  for (const auto minute : minutes) {
    if (minute <= middle + odd) late = std::max(late, minute);
  }
  return Back{static_cast<int>(middle), static_cast<int>(late), static_cast<int>(back_count_)};
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
