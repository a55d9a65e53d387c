#include "monitor/foresight/clock_drift.h"

#include "monitor/foresight/robust.h"
#include "monitor/foresight/trend.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>
#include <vector>

namespace monitor {

namespace {

using std::chrono::days;
using std::chrono::hours;

// Of one that moves by a minute a day the newest readings tell; of seconds a day, those of weeks.
constexpr std::size_t most_samples = 48;
constexpr std::chrono::minutes apart{30};
constexpr std::size_t most_days = 32;
constexpr std::size_t newest_days = 16;
constexpr days far_apart{4};
constexpr std::size_t least_samples = 8;
constexpr std::size_t least_days = 4;
constexpr days enough_span{2};
// What was seen for less tells that many times as much ahead.
constexpr double reach_of_a_short_span = 10;
// Kerberos tolerates five minutes by default (RFC 4120, 8.2).
constexpr double limit_s = 300;
// Network delay and the server's own coarse clock.
constexpr double jump_s = 15;
constexpr int odd_ones_to_believe = 3;
// That this computer's own clock was wrong.
constexpr days longest_wrong{7};
constexpr double least_change_s = 8;
constexpr double least_noise_s = 0.3;
constexpr double least_noise_of_days_s = 0.2;
// The middle of a day's readings has that part of their noise.
constexpr double noise_of_days = 0.4;
// Of its own uncertainty: the five minutes are then known to a sixth of the time until then.
constexpr double clearly_moves = 15;
// That it is found as soon as it is clear leans to one side.
constexpr double certain = 4.5;

// Within about half a day another date would be told in nearly the same words.
constexpr hours told_again_after{13};
constexpr hours least_sooner{12};
constexpr int least_share_sooner = 5;

double in_days(SysTime::duration span) {
  return std::chrono::duration<double, std::ratio<86400>>(span).count();
}

SysTime after(SysTime from, double count) {
  constexpr double longest = 400;
  const auto ms = std::clamp(count, 0.0, longest) * 86'400'000.0;
  return from + std::chrono::milliseconds(std::llround(ms));
}

/// How far ahead that tells.
double reach_of(const Trend& trend, days horizon) {
  const double most = in_days(horizon);
  return trend.span < in_days(enough_span) ? std::min(reach_of_a_short_span * trend.span, most)
                                           : most;
}

bool is_clear(const Trend& trend) {
  const auto change = std::abs(trend.line.slope) * trend.span;
  return std::abs(trend.line.slope) >= clearly_moves * trend.slope_error &&
         change >= least_change_s && change >= 4 * trend.noise;
}

DriftForecast forecast_by(const Trend& trend, SysTime last) {
  DriftForecast forecast;
  forecast.per_day_s = trend.line.slope;
  forecast.now_s = trend.line.at(0);
  const auto error = certain * trend.noise / std::sqrt(static_cast<double>(trend.samples));
  const auto left = limit_s - std::abs(forecast.now_s);
  const auto slope = std::abs(forecast.per_day_s);
  const auto slope_error = certain * trend.slope_error;
  forecast.crosses = after(last, left / slope);
  forecast.earliest = after(last, (left - error) / (slope + slope_error));
  forecast.latest = after(last, (left + error) / (slope - slope_error));
  forecast.samples = static_cast<int>(trend.samples);
  forecast.span = days(std::lround(trend.span));
  return forecast;
}

}  // namespace

std::vector<Point> ClockDrift::newest(const Samples& samples, std::size_t count, SysTime zero) {
  std::vector<Point> points;
  for (auto i = samples.size() - std::min(count, samples.size()); i < samples.size(); ++i)
    points.push_back({in_days(samples[i].at - zero), samples[i].skew_s});
  return points;
}

double ClockDrift::newest_slope(const Series& series) {
  constexpr std::size_t few = 12;
  const auto& samples = series.samples;
  return samples.size() < 3 ? 0 : theil_sen(newest(samples, few, samples.back().at)).slope;
}

bool ClockDrift::is_a_jump(const Series& series, const Sample& sample) {
  if (series.samples.empty()) return false;
  const auto& last = series.samples.back();
  if (std::abs(sample.skew_s - last.skew_s) <= jump_s) return false;
  const auto gap = std::max(in_days(sample.at - last.at), 0.1);
  const auto slope = newest_slope(series);
  const double per_day = series.samples.size() < 3 ? 20.0 : std::max(10.0, std::abs(slope));
  const auto noise = noise_about(newest(series.samples, most_samples, last.at), slope);
  return std::abs(sample.skew_s - last.skew_s - slope * gap) >
         std::max(jump_s, far_off * noise) + per_day * gap;
}

/// Two readings alike, away from the series: a clock was set. Where they continue the series before
/// it, this computer's own clock was wrong for a while; else the host's was set.
void ClockDrift::begin_anew(const Sample& first) {
  auto left = std::exchange(series_, {});
  const auto ended = before_.samples.empty() ? SysTime{} : before_.samples.back().at;
  if (first.at > ended && first.at - ended < longest_wrong && !is_a_jump(before_, first)) {
    series_ = std::exchange(before_, std::move(left));
  } else {
    // Set right before it mattered, it may be so again.
    const auto& last = left.samples.back();
    const auto was = std::abs(last.skew_s);
    const auto came_to = std::abs(last.skew_s + newest_slope(left) * in_days(first.at - last.at));
    if (std::abs(first.skew_s) < was && was < limit_s) {
      const auto at = std::min(came_to, limit_s);
      // One that was late does not make all that come after it late.
      constexpr double share = 1.0 / 3;
      const bool further = corrections_ > 0 && at > corrected_at_;
      corrected_at_ = further ? corrected_at_ + share * (at - corrected_at_) : at;
      ++corrections_;
    }
    before_ = std::move(left);
  }
  append(first);
}

void ClockDrift::append(const Sample& sample) {
  auto& [samples, middles] = series_;
  samples.push_back(sample);
  if (samples.size() > most_samples) samples.pop_front();
  const auto day = std::chrono::floor<days>(sample.at);
  std::vector<double> hours_of_day;
  std::vector<double> skews;
  for (auto it = samples.rbegin(); it != samples.rend() && it->at >= day; ++it) {
    hours_of_day.push_back(in_days(it->at - day));
    skews.push_back(it->skew_s);
  }
  if (!middles.empty() && middles.back().at >= day) middles.pop_back();
  middles.push_back({after(day, median(std::move(hours_of_day))), median(std::move(skews))});
  if (middles.size() > newest_days + 1) {
    const auto older = middles.end() - static_cast<std::ptrdiff_t>(newest_days + 1);
    if (older->at - std::prev(older)->at < far_apart) middles.erase(older);
  }
  if (middles.size() > most_days) middles.pop_front();
}

bool ClockDrift::add(SysTime at, double skew_s) {
  const Sample sample{at, skew_s};
  if (!std::exchange(begun_, true)) first_ = skew_s;
  const auto& samples = series_.samples;
  if (!samples.empty() && at < samples.back().at) return false;
  if (is_a_jump(series_, sample)) {
    // One odd answer is an odd answer; two alike are a clock that was set.
    const bool again = odd_one_ && std::abs(odd_one_->skew_s - skew_s) < 2 * jump_s;
    ++odd_ones_;
    if (!again) {
      odd_one_ = sample;
      return false;
    }
    begin_anew(*odd_one_);
  }
  odd_one_.reset();
  odd_ones_ = 0;
  if (!samples.empty() && at < samples.back().at + apart) return false;
  append(sample);
  return true;
}

bool ClockDrift::is_doubtful() const {
  return odd_ones_ > 0 && odd_ones_ < odd_ones_to_believe;
}

void ClockDrift::set_back(SysTime now) {
  for (auto* series : {&series_, &before_}) {
    for (auto* samples : {&series->samples, &series->days}) {
      while (!samples->empty() && samples->back().at > now)
        samples->pop_back();
    }
  }
}

bool ClockDrift::follows(const DriftForecast& forecast) const {
  if (series_.samples.empty()) return false;
  const auto& newest = series_.samples.back();
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
  if (series_.samples.empty()) return {};
  std::vector<double> skews;
  for (const auto& point : newest(series_.samples, 3, {}))
    skews.push_back(point.y);
  return median(std::move(skews));
}

std::optional<DriftForecast> ClockDrift::forecast(std::chrono::days horizon) const {
  if (series_.samples.empty()) return {};
  const auto last = series_.samples.back().at;
  const auto samples = newest(series_.samples, most_samples, last);
  const auto middles = newest(series_.days, most_days, last);
  const Readings readings{samples, std::max(least_noise_s, noise_about(samples, 0))};
  const auto noise = std::max(least_noise_of_days_s, noise_of_days * readings.noise);
  auto trend = newest_trend(middles, least_days, noise, readings);
  // It has begun to move lately.
  if (!trend) trend = newest_trend(samples, least_samples, readings.noise, readings);
  if (!trend || !is_clear(*trend)) return {};
  const auto found = forecast_by(*trend, last);
  const auto far = in_days(found.crosses - last) > reach_of(*trend, horizon);
  // One that is set right again and again will be so this time, unless it has gone further.
  const bool usual = corrections_ >= 2 && std::abs(found.now_s) < 1.3 * corrected_at_;
  const bool away = found.now_s * found.per_day_s > 0 && std::abs(found.now_s) < limit_s;
  // A line that leads past the newest reading is of a clock that was set meanwhile.
  const bool fits = std::abs(found.now_s - series_.samples.back().skew_s) <=
                    std::max(jump_s, far_off * readings.noise);
  if (far || usual || !away || !fits) return {};
  return found;
}

}  // namespace monitor
