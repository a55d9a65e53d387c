#include "monitor/foresight/trend.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

namespace monitor {

namespace {

double middle_off(std::span<const Point> points, const Trend& trend) {
  std::vector<double> off;
  for (const auto& point : points)
    off.push_back(point.y - trend.line.at(point.x));
  return median(std::move(off));
}

/// Whether no part of the points lies off the line: it moved by it all the time.
bool is_straight(std::span<const Point> points, const Trend& trend) {
  constexpr std::size_t parts = 4;
  for (std::size_t part = 0; part < parts; ++part) {
    const auto from = part * points.size() / parts;
    const auto to = (part + 1) * points.size() / parts;
    const auto most = far_off * trend.noise / std::sqrt(static_cast<double>(to - from));
    if (std::abs(middle_off(points.subspan(from, to - from), trend)) > most) return false;
  }
  return true;
}

Trend trend_of(std::span<const Point> points, double least_noise) {
  Trend trend;
  trend.line = theil_sen(points);
  trend.noise = std::max(least_noise, noise_about(points, trend.line.slope));
  trend.span = points.back().x - points.front().x;
  trend.samples = points.size();
  double sum = 0;
  double squares = 0;
  for (const auto& point : points) {
    sum += point.x;
    squares += point.x * point.x;
  }
  const auto about_middle = squares - sum * sum / static_cast<double>(points.size());
  trend.slope_error = trend.noise / std::sqrt(std::max(about_middle, 1e-6));
  return trend;
}

/// Whether the newest of the readings lie where the line leads.
bool continue_it(const Readings& readings, const Trend& trend) {
  constexpr std::size_t few = 4;
  const auto newest = readings.points.last(std::min(few, readings.points.size()));
  const auto most = far_off * readings.noise / std::sqrt(static_cast<double>(newest.size()));
  return std::abs(middle_off(newest, trend)) <= most + trend.noise;
}

}  // namespace

double noise_about(std::span<const Point> points, double slope) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < points.size(); ++i)
    steps.push_back(points[i].y - points[i - 1].y - slope * (points[i].x - points[i - 1].x));
  return spread(steps) / std::numbers::sqrt2;
}

std::optional<Trend> newest_trend(std::span<const Point> points, std::size_t least,
                                  double least_noise, const Readings& newest) {
  for (auto count = points.size(); count >= least;
       count = count == least ? 0 : std::max(least, count * 2 / 3)) {
    const auto trend = trend_of(points.last(count), least_noise);
    if (is_straight(points.last(count), trend) && continue_it(newest, trend)) return trend;
  }
  return {};
}

}  // namespace monitor
