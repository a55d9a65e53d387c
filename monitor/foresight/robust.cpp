#include "monitor/foresight/robust.h"

#include <algorithm>
#include <cmath>

namespace monitor {

namespace {

// For normal noise the median distance from the median is this part of the standard deviation.
constexpr double normal_scale = 1.4826;
constexpr double two_sided_95 = 1.96;

}  // namespace

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), half, values.end());
  if (values.size() % 2 == 1) return *half;
  return (*half + *std::max_element(values.begin(), half)) / 2;
}

double spread(const std::vector<double>& values) {
  const auto middle = median(values);
  std::vector<double> distances;
  distances.reserve(values.size());
  for (const auto value : values)
    distances.push_back(std::abs(value - middle));
  return normal_scale * median(std::move(distances));
}

double quantile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  const auto rank = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + rank, values.end());
  return values[static_cast<std::size_t>(rank)];
}

double chance_of_at_least(int count, double usual) {
  double fewer = 0;
  double exactly = std::exp(-usual);
  for (int i = 0; i < count; ++i) {
    fewer += exactly;
    exactly *= usual / (i + 1);
  }
  return std::max(0.0, 1 - fewer);
}

Line theil_sen(std::span<const Point> points) {
  Line line;
  std::vector<double> slopes;
  std::vector<double> xs;
  std::vector<double> ys;
  for (std::size_t i = 0; i < points.size(); ++i) {
    xs.push_back(points[i].x);
    ys.push_back(points[i].y);
    for (std::size_t j = 0; j < i; ++j) {
      const auto run = points[i].x - points[j].x;
      if (run != 0) slopes.push_back((points[i].y - points[j].y) / run);
    }
  }
  line.middle_x = median(xs);
  line.middle_y = median(ys);
  if (slopes.empty()) return line;
  std::sort(slopes.begin(), slopes.end());
  const auto half = slopes.size() / 2;
  line.slope = slopes.size() % 2 == 1 ? slopes[half] : (slopes[half] + slopes[half - 1]) / 2;
  const auto n = static_cast<double>(points.size());
  const auto doubt = two_sided_95 * std::sqrt(n * (n - 1) * (2 * n + 5) / 18);
  const auto all = static_cast<double>(slopes.size());
  const auto low = std::clamp((all - doubt) / 2, 0.0, all - 1);
  const auto high = std::clamp((all + doubt) / 2, 0.0, all - 1);
  line.slope_low = slopes[static_cast<std::size_t>(low)];
  line.slope_high = slopes[static_cast<std::size_t>(high)];
  std::vector<double> rest;
  for (const auto& point : points)
    rest.push_back(point.y - line.at(point.x));
  line.noise = spread(rest);
  return line;
}

}  // namespace monitor
