#include "monitor/foresight/spells.h"

#include "monitor/foresight/local_hours.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace monitor {

namespace {

constexpr std::size_t most_past = 48;
// Shorter than a minute is a lost packet, not an interruption.
constexpr std::chrono::minutes least_length{1};
// Hours of looking in which interruptions are counted.
constexpr std::array<double, 4> windows_h = {1.25, 4, 24, 60};
// A host that nothing is known of yet: an interruption in fifty hours of looking.
constexpr double prior_hours = 50;
constexpr double working_day_h = 10;
// A year of looking, and how many wrong alarms a host may give in it by chance.
constexpr double year_h = 2500;
constexpr double chance_a_year = 0.003;
constexpr int least_in_a_burst = 3;
// Connections are hardly ever broken off by chance, and who uses one notices.
constexpr double chance_of_breaking_off = 10 * chance_a_year;
constexpr int least_breaking_off = 2;
// Of moments there may be a few on any day.
constexpr int least_brief_a_day = 4;
constexpr double times_more = 5;
constexpr double shortest_restart = 4;
constexpr double longest_restart = 60;
constexpr std::size_t most_restarts = 8;
constexpr std::chrono::minutes same_hour{35};
constexpr std::chrono::hours summer_time{1};
constexpr std::array patch_days_apart = {std::chrono::weeks{4}, std::chrono::weeks{5},
                                         std::chrono::weeks{8}, std::chrono::weeks{9},
                                         std::chrono::weeks{13}};
// A day between two others. Who was away for hours comes back mended, but for an hour of quiet.
constexpr std::chrono::hours good_days{40};
constexpr double mended_from = 240;
constexpr double calm_once_mended_h = 5;
constexpr std::chrono::hours another_day{12};
// What lasts longer is an outage or a night, in minutes.
constexpr double longest_short = 45;

/// How many within the window would be a burst at that rate; `broken_off`: one of them broke
/// connections off.
int needed(double per_hour, double hours, bool broken_off) {
  const int least = broken_off ? least_breaking_off : least_in_a_burst;
  const double by_chance = broken_off ? chance_of_breaking_off : chance_a_year;
  // The first one is free; the rest must follow within the window.
  double chance = year_h * per_hour;
  int count = 1;
  while (count < least || chance > by_chance) {
    chance *= per_hour * hours / count;
    ++count;
    if (count > 100) break;
  }
  return count;
}

bool counts(const Spell& spell) {
  return spell.own && spell.until - spell.from >= least_length &&
         spell.seen_minutes() <= longest_short;
}

}  // namespace

double Spell::seen_minutes() const {
  return minutes_between(from, last);
}

Spell& Spells::fail(SysTime at, double awake_h) {
  if (!current_) {
    current_ = Spell{};
    current_->from = at;
    current_->awake_h = awake_h;
  }
  current_->last = std::max(current_->last, at);
  ++current_->looks;
  ++current_->looks_since_wake;
  return *current_;
}

std::optional<Spell> Spells::succeed(SysTime at) {
  if (!current_) {
    aside_.reset();
    return {};
  }
  auto over = *current_;
  current_.reset();
  over.until = at;
  over.told = over.told || (aside_ && aside_->told);
  aside_.reset();
  past_.push_back(over);
  if (past_.size() > most_past) past_.pop_front();
  if (over.own && !over.turned_away && over.seen_minutes() >= shortest_restart &&
      over.seen_minutes() <= longest_restart)
    restarts_.push_back(over);
  if (restarts_.size() > most_restarts) restarts_.pop_front();
  return over;
}

void Spells::wake() {
  if (current_) current_->looks_since_wake = 0;
}

void Spells::set_aside() {
  aside_ = std::exchange(current_, {});
}

void Spells::take_up() {
  if (!aside_) return;
  const auto newer = std::exchange(current_, std::exchange(aside_, {}));
  if (!newer) return;
  current_->last = newer->last;
  current_->looks += newer->looks;
  current_->looks_since_wake = newer->looks_since_wake;
  current_->looks_alike = newer->looks_alike;
  current_->nameless = newer->nameless;
  current_->own = current_->own || newer->own;
  current_->missed = current_->missed || newer->missed;
  current_->told = current_->told || newer->told;
  current_->alone = current_->alone && newer->alone;
}

void Spells::leave_out(SysTime since) {
  if (current_ && current_->from >= since && !current_->told) current_.reset();
}

void Spells::shift(SysTime::duration by) {
  for (auto* spell : {&current_, &aside_}) {
    if (!*spell) continue;
    (*spell)->from += by;
    (*spell)->last += by;
    if ((*spell)->last_usual != SysTime{}) (*spell)->last_usual += by;
  }
}

std::optional<double> Spells::usual_restart() const {
  using std::chrono::weeks;
  std::optional<double> longest;
  for (const auto& past : restarts_) {
    const auto apart = current_->from - past.from;
    // Patch days come every four or five weeks.
    const bool monthly = std::ranges::any_of(patch_days_apart, [&](weeks span) {
      const auto off = std::chrono::abs(apart - span);
      // With a change to or from summer time between them.
      return off <= same_hour || std::chrono::abs(off - summer_time) <= same_hour;
    });
    if (monthly) longest = std::max(longest.value_or(0), past.seen_minutes());
  }
  return longest;
}

std::optional<double> Spells::usual_absence(SysTime now) const {
  constexpr std::chrono::days lately{60};
  constexpr int often = 4;
  constexpr int several = 2;
  constexpr std::chrono::days mostly{24};
  constexpr double least = 60;
  int count = 0;
  double longest = 0;
  SysTime::duration away{0};
  for (const auto& past : past_) {
    if (!past.missed || past.until < now - lately || past.seen_minutes() < least) continue;
    ++count;
    away += past.until - std::max<SysTime>(past.from, now - lately);
    longest = std::max(longest, minutes_between(past.from, past.until));
  }
  if (count < (away >= mostly ? several : often)) return {};
  return longest;
}

int Spells::count_since(SysTime from) const {
  int recent = current_ && current_->from >= from ? 1 : 0;
  for (auto spell = past_.rbegin(); spell != past_.rend() && spell->from >= from; ++spell)
    ++recent;
  return recent;
}

int Spells::lone_since(SysTime from) const {
  return static_cast<int>(std::ranges::count_if(
      past_, [from](const Spell& spell) { return spell.from >= from && spell.looks == 1; }));
}

std::vector<double> Spells::short_ones() const {
  std::vector<double> minutes;
  for (const auto& spell : past_) {
    if (!spell.told && !spell.turned_away && spell.seen_minutes() <= longest_short)
      minutes.push_back(spell.seen_minutes());
  }
  return minutes;
}

Spells::Window Spells::window(double from_h, double newest_h, bool brief) const {
  Window window;
  window.burst.brief = brief;
  int before = 0;
  double oldest = from_h;
  for (const auto& spell : past_) {
    if (!(brief ? spell.alone && spell.seen_minutes() <= longest_short : counts(spell))) continue;
    oldest = std::min(oldest, spell.awake_h);
    if (spell.awake_h < from_h) {
      ++before;
      continue;
    }
    if (window.burst.spells == 0) window.burst.since = spell.from;
    ++window.burst.spells;
    window.newest += spell.awake_h >= newest_h ? 1 : 0;
  }
  const bool full = past_.size() == most_past;
  const auto covered = full ? from_h - oldest : std::max(from_h, 0.0);
  window.per_hour_before = (before + 1.0) / (covered + prior_hours);
  window.burst.usual_per_day = window.per_hour_before * working_day_h;
  return window;
}

std::optional<Spells::Burst> Spells::burst_within(double hours, double awake_h) const {
  const auto from_h = std::max(awake_h - hours, told_until_h_);
  // How often it fails has to be known first.
  if (awake_h < 2 * hours) return {};
  auto [burst, newest, per_hour_before] = window(from_h, from_h, false);
  const auto any = [&](auto is) {
    return std::ranges::any_of(past_, [&](const Spell& spell) {
      return spell.awake_h >= from_h && counts(spell) && is(spell);
    });
  };
  const auto least =
      needed(per_hour_before, hours, any([](const Spell& one) { return one.turned_away; }));
  // Lost packets, one look each, have to be many more on one day.
  const bool sure =
      any([&](const Spell& one) { return one.looks > 1 || one.from - burst.since >= another_day; });
  if (burst.spells < (sure ? least : 2 * least)) return {};
  burst.now_per_day = burst.spells / hours * working_day_h;
  return burst;
}

std::optional<Spells::Burst> Spells::brief_ones(double awake_h) const {
  constexpr double hours = 2 * working_day_h;
  const auto from_h = std::max(awake_h - hours, told_until_h_);
  auto [burst, newest, per_hour_before] = window(from_h, awake_h - working_day_h, true);
  const bool on_both = std::min(newest, burst.spells - newest) >= least_brief_a_day;
  const bool many =
      burst.spells > 2 * least_brief_a_day && burst.spells >= times_more * per_hour_before * hours;
  if (!on_both || !many) return {};
  burst.now_per_day = burst.spells / hours * working_day_h;
  return burst;
}

std::optional<Spells::Burst> Spells::burst(double awake_h) const {
  for (const auto hours : windows_h) {
    if (auto found = burst_within(hours, awake_h)) return found;
  }
  return brief_ones(awake_h);
}

bool Spells::is_calm(SysTime now, double awake_h) const {
  const auto newest = std::find_if(past_.rbegin(), past_.rend(),
                                   [](const Spell& spell) { return spell.own || spell.alone; });
  if (newest == past_.rend()) return true;
  const auto calm_h = awake_h - newest->awake_h;
  if (newest->seen_minutes() >= mended_from) return calm_h > calm_once_mended_h;
  // The clock may have been set back since.
  return calm_h > working_day_h && std::chrono::abs(now - newest->from) > good_days;
}

}  // namespace monitor
