#include "monitor/foresight/slowness.h"

#include "monitor/foresight/robust.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace monitor {

namespace {

constexpr std::size_t most_pasts = 32;
constexpr std::size_t most_today = 64;
constexpr std::size_t most_days = 21;
constexpr std::size_t least_today = 4;
constexpr std::size_t some_today = 8;
constexpr std::size_t enough_today = 16;
constexpr std::size_t least_days = 5;
// The first looks find the level; later ones move it by less than the decay that is looked for.
constexpr int quick_looks = 150;
constexpr double slow_step = 0.0003;
constexpr double lately_step = 0.2;
// Twice as slow as usual, and the days before already well above it.
constexpr double twice = 1.0;
constexpr double well_above = 0.6;
constexpr double above = 0.35;
constexpr double least_growth = 0.2;
constexpr double fast_growth = 0.5;
constexpr double fast_growth_of_two = 0.8;
// Of what it is slower by now, that much has come since its first slow day.
constexpr double grown_since = 0.2;
// As fast as ever, but for noise; so many of them, each slow one taking two back.
constexpr double about_as_usual = 0.4;
constexpr int quick_again = 4;
// Not seen for longer where it was slow, it is not known whether it still is.
constexpr std::int64_t known_for_days = 10;
// A look gives up after ten seconds; half of that is what users call broken.
constexpr double limit_ms = 5000;
constexpr double farthest_days = 60;
constexpr double a_year_days = 365;

SysTime::duration in_days(double days) {
  return std::chrono::milliseconds(std::llround(days * 86'400'000.0));
}

/// How slow the day was. One that was as fast as ever for a quarter of it was not slow: the
/// evenings alone are no decay.
double slower_on(const std::vector<double>& looks) {
  const auto fast = quantile(looks, 0.25);
  const auto middle = median(looks);
  return fast < above && middle - fast >= well_above ? fast : middle;
}

/// Until it meets the limit of a look, at most a year; `growth` a day, as a factor.
double days_to_limit(double now_ms, double growth) {
  if (growth <= 1) return a_year_days;
  return std::clamp(std::log2(limit_ms / now_ms) / std::log2(growth), 0.0, a_year_days);
}

}  // namespace

SysTime SlowForecast::meets_limit_at(double growth) const {
  const auto forecast_at = *fails_at - in_days(days_to_limit(now_ms, per_day));
  return forecast_at + in_days(days_to_limit(now_ms, growth));
}

Slowness::Past& Slowness::past(std::uint64_t key, double log_ms) {
  for (auto& one : pasts_) {
    if (one.key == key) return one;
  }
  if (pasts_.size() == most_pasts) {
    // The one that is least known makes room.
    auto least = std::min_element(pasts_.begin(), pasts_.end(),
                                  [](const auto& a, const auto& b) { return a.looks < b.looks; });
    *least = {key, log_ms, 0};
    return *least;
  }
  pasts_.push_back({key, log_ms, 0});
  return pasts_.back();
}

void Slowness::note(SysTime at, std::int64_t day, std::size_t network, int part, double ms) {
  if (ms <= 0) return;
  if (day != day_) end_day();
  day_ = day;
  last_ = at;
  const auto log_ms = std::log2(ms);
  auto& usual = past(network * 16 + static_cast<std::uint64_t>(part), log_ms);
  // Sign steps lead to the median, which no single slow answer moves.
  ++usual.looks;
  const bool learns = usual.looks < quick_looks && !usual.declines;
  const auto step = learns ? 1.0 / (1 + usual.looks) + 0.01 : slow_step;
  const auto slower = log_ms - usual.log_ms;
  usual.log_ms += std::clamp(slower, -step, step);
  // Where nothing is known yet the usual is what it is now.
  if (usual.looks < quick_looks / 3) return;
  usual.slower_lately += lately_step * (slower - usual.slower_lately);
  if (forecast_ && !goes_on(usual, slower)) return;
  usual_log_ = usual.log_ms;
  today_usual_log_ +=
      (usual_log_ - today_usual_log_) / static_cast<double>(today_.size() + skipped_ + 1);
  if (today_.size() < most_today) {
    today_.push_back(slower);
    if (today_.size() == some_today || today_.size() == enough_today) judge_today();
  } else {
    today_[skipped_++ % most_today] = slower;
  }
}

/// Whether the decline does, as far as that look tells; nothing where it was slow by the time that
/// the usual was learned.
bool Slowness::goes_on(Past& past, double slower) {
  past.declines = past.declines || past.slower_lately >= well_above;
  if (past.declines) {
    quick_ = slower < about_as_usual ? quick_ + 1 : std::max(quick_ - 2, 0);
    if (quick_ < quick_again) return true;
    // It has been mended; what was seen of today was before.
    today_.clear();
    skipped_ = 0;
  } else if (!days_.empty() && day_ - days_.back().day <= known_for_days) {
    return false;
  }
  set({});
  return false;
}

double Slowness::lately() const {
  const auto today = today_.size() < least_today ? 0 : median(today_);
  return days_.empty() ? today : std::max(today, days_.back().slower);
}

void Slowness::end_day() {
  if (today_.size() >= least_today) {
    days_.push_back({day_, slower_on(today_), today_usual_log_});
    if (days_.size() > most_days) days_.pop_front();
    judge(last_);
  }
  today_.clear();
  skipped_ = 0;
}

/// Today speaks before it is over, once there are enough looks.
void Slowness::judge_today() {
  days_.push_back({day_, slower_on(today_), today_usual_log_});
  judge(last_);
  days_.pop_back();
}

void Slowness::judge(SysTime at) {
  set(judged(at));
}

void Slowness::set(std::optional<SlowForecast> forecast) {
  if (forecast.has_value() != forecast_.has_value()) {
    quick_ = 0;
    for (auto& past : pasts_)
      past.declines = forecast && past.slower_lately >= well_above;
  }
  forecast_ = std::move(forecast);
}

/// How much slower the host itself was, where the way to it takes as long as ever: as a power of
/// two of what it usually takes from where it is nearest.
double Slowness::of_host(const Day& day) const {
  if (day.slower <= 0) return day.slower;
  const auto nearest = std::ranges::min(days_, {}, &Day::usual_log).usual_log;
  return std::log2(1 + std::exp2(day.usual_log - nearest) * (std::exp2(day.slower) - 1));
}

/// Far slower each of the last two days than the day before; or each of three, and more and more.
bool Slowness::is_fast() const {
  const auto& last = days_[days_.size() - 1];
  const auto& before = days_[days_.size() - 2];
  const auto& third = days_[days_.size() - 3];
  const auto now = of_host(last);
  const auto step = now - of_host(before);
  const auto step_before = of_host(before) - of_host(third);
  if (last.slower < twice || before.slower < twice || now < 2 * twice) return false;
  const bool is_slow_for_days = third.slower >= twice && step + step_before >= fast_growth_of_two;
  const auto least = is_slow_for_days ? least_growth : fast_growth;
  return step >= least && step_before >= least;
}

std::optional<SlowForecast> Slowness::judged(SysTime at) const {
  if (days_.size() < least_days) return {};
  const auto last = days_.size() - 1;
  const auto now = days_[last].slower;
  // A better day is no end of it, nor that it stays as slow as it is.
  auto before = forecast_;
  if (now < about_as_usual) before.reset();
  if (before && before->fails_at && at >= *before->fails_at) before->fails_at.reset();
  const auto before_last = days_[last - 1].slower;
  const bool lasts = now >= twice && before_last >= well_above &&
                     (days_[last - 2].slower >= well_above ||
                      (before_last >= twice && days_[last - 2].slower >= above));
  // A step that stays is another line or another place, not a decay.
  auto first = last;
  while (first > 0 && days_[first - 1].slower >= above)
    --first;
  const auto grown = of_host(days_[last]);
  const bool grows = grown - of_host(days_[last - 2]) >= least_growth &&
                     grown - of_host(days_[first]) >= grown_since * grown;
  if (is_fast()) {
    if (const auto found = forecast_from(last - 2, at)) return found;
  }
  if (!lasts || !grows) return before;
  // One that has begun to decay lately shows it in the newest days only.
  for (const auto newest : {least_days, std::size_t{8}, std::size_t{12}}) {
    const auto found = forecast_from(days_.size() - std::min(newest, days_.size()), at);
    if (found) return found;
    if (newest >= days_.size()) break;
  }
  return before;
}

std::optional<SlowForecast> Slowness::forecast_from(std::size_t begin, SysTime at) const {
  const auto& last = days_.back();
  std::vector<Point> points;
  for (auto i = begin; i < days_.size(); ++i)
    points.push_back({static_cast<double>(days_[i].day - last.day), of_host(days_[i])});
  const auto line = theil_sen(points);
  if (line.slope_low <= 0 || line.at(0) < well_above) return {};
  SlowForecast forecast;
  forecast.usual_ms = std::exp2(usual_log_);
  forecast.now_ms = std::exp2(usual_log_ + last.slower);
  forecast.times = std::exp2(last.slower);
  forecast.per_day = std::exp2(line.slope);
  forecast.low = std::exp2(line.slope_low);
  forecast.high = std::exp2(line.slope_high);
  forecast.days = static_cast<int>(last.day - days_[begin].day);
  const auto left = days_to_limit(forecast.now_ms, forecast.per_day);
  if (left > 0 && left < farthest_days) forecast.fails_at = at + in_days(left);
  return forecast;
}

}  // namespace monitor
