#include "monitor/foresight/clock_drift.h"

#include "monitor/foresight/robust.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>
#include <utility>
#include <vector>

namespace monitor {

namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr std::size_t most_samples = 28;
constexpr std::size_t least_samples = 6;
// A drift of seconds a day needs samples of days; the newest are nearer together, for one of a
// minute a day.
constexpr std::chrono::minutes apart{30};
constexpr hours far_apart{6};
constexpr std::size_t newest_kept = 12;
constexpr days enough_span{2};
// What was seen for less tells that many times as much ahead.
constexpr double reach_of_a_short_span = 10;
// Kerberos tolerates five minutes by default (RFC 4120, 8.2).
constexpr double limit_s = 300;
// Network delay and the server's own coarse clock.
constexpr double jump_s = 15;
constexpr double least_per_day_s = 0.5;
constexpr double least_change_s = 8;
constexpr double least_noise_s = 0.3;

// Within about half a day another date would be told in nearly the same words.
constexpr hours told_again_after{13};
constexpr hours least_sooner{12};
constexpr int least_share_sooner = 5;

double in_days(SysTime::duration span) {
  return std::chrono::duration<double, std::ratio<86400>>(span).count();
}

/// Whether the points lie further off the line than they lie off their neighbours: it has begun to
/// drift, or to drift faster, in between.
bool has_turned(std::span<const Point> points, const Line& line) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const auto run = points[i].x - points[i - 1].x;
    steps.push_back(points[i].y - points[i - 1].y - line.slope * run);
  }
  return line.noise > 1.5 * std::max(spread(steps) / std::numbers::sqrt2, least_noise_s);
}

SysTime after(SysTime from, double count) {
  constexpr double longest = 400;
  const auto ms = std::clamp(count, 0.0, longest) * 86'400'000.0;
  return from + std::chrono::milliseconds(std::llround(ms));
}

}  // namespace

double ClockDrift::newest_slope(const Series& series) {
  if (series.size() < 3) return 0;
  const auto& last = series.back();
  const auto& before = series[series.size() - 3];
  return (last.skew_s - before.skew_s) / std::max(in_days(last.at - before.at), 0.1);
}

bool ClockDrift::is_a_jump(const Series& series, const Sample& sample) {
  if (series.empty()) return false;
  const auto& last = series.back();
  const auto gap = std::max(in_days(sample.at - last.at), 0.1);
  const auto slope = newest_slope(series);
  const double per_day = series.size() < 3 ? 20.0 : std::max(10.0, std::abs(slope));
  return std::abs(sample.skew_s - last.skew_s - slope * gap) > jump_s + per_day * gap;
}

/// Two readings alike, away from the series: a clock was set. Where they continue the series before
/// it, this computer's own clock was wrong for a while; else the host's was set.
void ClockDrift::begin_anew(const Sample& first) {
  auto left = std::exchange(samples_, {});
  if (!before_.empty() && first.at > before_.back().at && !is_a_jump(before_, first)) {
    samples_ = std::exchange(before_, std::move(left));
  } else {
    // Set right before it mattered, it may be so again.
    const auto was = std::abs(left.back().skew_s);
    const auto unseen = newest_slope(left) * in_days(first.at - left.back().at);
    const auto came_to = std::abs(left.back().skew_s + unseen);
    if (std::abs(first.skew_s) < was && was < limit_s) {
      corrected_at_ = std::max(corrected_at_, std::min(came_to, limit_s));
      ++corrections_;
    }
    before_ = std::move(left);
  }
  samples_.push_back(first);
}

bool ClockDrift::add(SysTime at, double skew_s) {
  const Sample sample{at, skew_s};
  if (!std::exchange(begun_, true)) first_ = skew_s;
  if (!samples_.empty() && at < samples_.back().at + apart) return false;
  if (is_a_jump(samples_, sample)) {
    // One odd answer is an odd answer; two alike are a clock that was set.
    const bool again = odd_one_ && std::abs(odd_one_->skew_s - skew_s) < 2 * jump_s;
    if (!again) {
      odd_one_ = sample;
      return false;
    }
    begin_anew(*odd_one_);
  }
  odd_one_.reset();
  samples_.push_back(sample);
  if (samples_.size() > newest_kept + 1) {
    const auto older = samples_.end() - static_cast<std::ptrdiff_t>(newest_kept + 1);
    if (older->at - std::prev(older)->at < far_apart) samples_.erase(older);
  }
  if (samples_.size() > most_samples) samples_.pop_front();
  return true;
}

void ClockDrift::set_back(SysTime now) {
  for (auto* series : {&samples_, &before_}) {
    while (!series->empty() && series->back().at > now)
      series->pop_back();
  }
}

bool ClockDrift::follows(const DriftForecast& forecast) const {
  if (samples_.empty()) return false;
  const auto& newest = samples_.back();
  const auto due = std::copysign(limit_s, forecast.per_day_s) -
                   forecast.per_day_s * in_days(forecast.crosses - newest.at);
  const auto further = std::copysign(1.0, forecast.per_day_s) * (newest.skew_s - due);
  return std::abs(newest.skew_s) < limit_s && further >= -jump_s;
}

int ClockDrift::tell(const DriftForecast& forecast, SysTime now) {
  if (!told_) told_ = Told{now, forecast.earliest, 0};
  const auto sooner = told_->earliest - forecast.crosses;
  const auto clearly =
      std::max<SysTime::duration>(least_sooner, (told_->earliest - now) / least_share_sooner);
  // By the day, so that it is above that of any drift before.
  if (sooner >= clearly && now - told_->at >= told_again_after)
    told_ = Told{now, forecast.earliest,
                 static_cast<int>(std::chrono::floor<days>(now.time_since_epoch()).count())};
  return told_->level;
}

std::optional<double> ClockDrift::current() const {
  if (samples_.empty()) return {};
  std::vector<double> newest;
  for (auto it = samples_.rbegin(); it != samples_.rend() && newest.size() < 3; ++it)
    newest.push_back(it->skew_s);
  return median(std::move(newest));
}

std::optional<DriftForecast> ClockDrift::forecast(std::chrono::days horizon) const {
  // A clock that has begun to drift lately shows it in the newest readings only.
  for (const std::size_t newest : {8, 10, 12, 14, 20, 28}) {
    const auto count = std::min(newest, samples_.size());
    if (auto found = forecast_from(samples_.size() - count, horizon)) return found;
    if (count == samples_.size()) break;
  }
  return {};
}

std::optional<DriftForecast> ClockDrift::forecast_from(std::size_t begin,
                                                       std::chrono::days horizon) const {
  if (samples_.size() < begin + least_samples) return {};
  const auto first = samples_[begin].at;
  const auto last = samples_.back().at;
  std::vector<Point> points;
  for (auto i = begin; i < samples_.size(); ++i)
    points.push_back({in_days(samples_[i].at - first), samples_[i].skew_s});
  const auto line = theil_sen(points);
  const auto end = in_days(last - first);
  const auto now_s = line.at(end);
  const auto change = std::abs(line.slope) * end;
  const bool steady = line.slope_low * line.slope_high > 0 &&
                      std::abs(line.slope) >= least_per_day_s && change >= least_change_s &&
                      change >= 4 * line.noise && !has_turned(points, line);
  const bool away = now_s * line.slope > 0;
  // A line that leads past the newest reading is of a clock that was set meanwhile.
  const bool fits = std::abs(now_s - samples_.back().skew_s) <= jump_s;
  if (!steady || !away || !fits || std::abs(now_s) >= limit_s) return {};
  // One that is set right again and again will be so this time, unless it has gone further.
  if (corrections_ >= 2 && std::abs(now_s) < 1.3 * corrected_at_) return {};
  const auto left = limit_s - std::abs(now_s);
  const auto slow = std::min(std::abs(line.slope_low), std::abs(line.slope_high));
  const auto fast = std::max(std::abs(line.slope_low), std::abs(line.slope_high));
  DriftForecast forecast;
  forecast.crosses = after(last, left / std::abs(line.slope));
  forecast.earliest = after(last, left / fast);
  forecast.latest = after(last, left / std::max(slow, least_per_day_s / 4));
  forecast.per_day_s = line.slope;
  forecast.now_s = now_s;
  forecast.samples = static_cast<int>(points.size());
  forecast.span = std::chrono::round<days>(last - first);
  const auto reach = last - first < enough_span
                         ? std::chrono::duration_cast<SysTime::duration>(
                               reach_of_a_short_span * std::chrono::duration<double>(last - first))
                         : SysTime::duration(horizon);
  if (forecast.crosses - last > std::min<SysTime::duration>(reach, horizon)) return {};
  return forecast;
}

}  // namespace monitor
