#include "monitor/foresight/attempts.h"

#include <algorithm>
#include <vector>

namespace monitor {

namespace {

// Habits change: what is older says little.
constexpr std::int64_t remembered_days = 42;
constexpr int enough_of_one_weekday = 4;

int weekday_of(std::int64_t day) {
  constexpr std::int64_t first_weekday = 3;
  return static_cast<int>(((day + first_weekday) % 7 + 7) % 7);
}

}  // namespace

void Attempts::note_day(const LocalMoment& now) {
  if (now.day == last_day_) return;
  last_day_ = now.day;
  const auto end = days_.begin() + static_cast<std::ptrdiff_t>(day_count_);
  if (std::find(days_.begin(), end, now.day) != end) return;
  days_[next_day_] = now.day;
  next_day_ = (next_day_ + 1) % most_days;
  day_count_ = std::min(day_count_ + 1, most_days);
}

void Attempts::add(const LocalMoment& at) {
  note_day(at);
  attempts_[next_] = {at.day, at.minute};
  next_ = (next_ + 1) % most;
  count_ = std::min(count_ + 1, most);
}

bool Attempts::is_comparable(std::int64_t day, const LocalMoment& now, bool same_weekday) {
  const auto ago = now.day - day;
  if (ago <= 0 || ago > remembered_days) return false;
  static_assert(remembered_days % 7 == 0);
  const auto weekday = (now.weekday + static_cast<int>(remembered_days - ago)) % 7;
  if (same_weekday) return weekday == now.weekday;
  return (weekday >= 5) == now.is_weekend();
}

Attempts::Comparable Attempts::comparable(const LocalMoment& now) const {
  int of_weekday = 0;
  Comparable days;
  for (std::size_t i = 0; i < day_count_; ++i) {
    if (!is_comparable(days_[i], now, false)) continue;
    ++days.count;
    of_weekday += (now.day - days_[i]) % 7 == 0 ? 1 : 0;
  }
  if (of_weekday >= enough_of_one_weekday) days = {of_weekday, true};
  return days;
}

int Attempts::days_like(const LocalMoment& now) const {
  return static_cast<int>(std::count_if(days_.begin(),
                                        days_.begin() + static_cast<std::ptrdiff_t>(day_count_),
                                        [&](auto day) { return is_comparable(day, now, false); }));
}

bool Attempts::is_usual_day(const LocalMoment& now) const {
  constexpr int weeks = 3;
  std::array<int, 7> used{};
  for (std::size_t i = 0; i < day_count_; ++i) {
    const auto ago = now.day - days_[i];
    if (ago > 0 && ago <= remembered_days) ++used[static_cast<std::size_t>(ago % 7)];
  }
  const auto busiest = *std::max_element(used.begin(), used.end());
  return busiest < weeks || used[0] * weeks >= busiest;
}

int Attempts::days_until_used(const LocalMoment& now) const {
  constexpr int a_week = 7;
  auto then = now;
  for (int days = 1; days < a_week; ++days) {
    then.day = now.day + days;
    then.weekday = weekday_of(then.day);
    if (!then.is_weekend() && is_usual_day(then)) return days;
  }
  return a_week;
}

double Attempts::likely_within(const LocalMoment& now, int ahead) const {
  const auto [all, same] = comparable(now);
  std::vector<std::int64_t> hit;
  for (std::size_t i = 0; i < count_; ++i) {
    const auto& attempt = attempts_[i];
    if (attempt.minute < now.minute || attempt.minute > now.minute + ahead) continue;
    if (is_comparable(attempt.day, now, same)) hit.push_back(attempt.day);
  }
  std::sort(hit.begin(), hit.end());
  const auto days = std::unique(hit.begin(), hit.end()) - hit.begin();
  return (static_cast<double>(days) + 0.5) / (all + 1.0);
}

std::optional<Attempts::Usual> Attempts::usual_first(const LocalMoment& now) const {
  const auto [all, same] = comparable(now);
  std::vector<Attempt> firsts;
  for (std::size_t i = 0; i < count_; ++i) {
    const auto& attempt = attempts_[i];
    if (!is_comparable(attempt.day, now, same)) continue;
    const auto known = std::find_if(firsts.begin(), firsts.end(),
                                    [&](const auto& one) { return one.day == attempt.day; });
    if (known == firsts.end()) {
      firsts.push_back(attempt);
    } else {
      known->minute = std::min(known->minute, attempt.minute);
    }
  }
  const auto needed = std::max(3, all / 2);
  if (static_cast<int>(firsts.size()) < needed) return {};
  std::sort(firsts.begin(), firsts.end(),
            [](const auto& a, const auto& b) { return a.minute < b.minute; });
  return Usual{firsts[firsts.size() / 2].minute, firsts[firsts.size() / 20].minute};
}

}  // namespace monitor
