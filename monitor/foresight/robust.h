#pragma once

#include <span>
#include <vector>

namespace monitor {

/// The middle value; of an even number the mean of the two in the middle, of none 0.
double median(std::vector<double> values);
/// Median distance from the median, scaled so that for normal noise it is the standard deviation.
double spread(const std::vector<double>& values);
/// The value below which that share of them lies, 0 to 1; 0 of none.
double quantile(std::vector<double> values, double share);

/// How likely there are that many or more where `usual` are to be expected, each by itself
/// (Poisson).
double chance_of_at_least(int count, double usual);

/// One point of a series.
struct Point {
  double x = 0;
  double y = 0;
};

/// A straight line through a series, with 95 % bounds on its slope.
struct Line {
  double slope = 0;
  double slope_low = 0;
  double slope_high = 0;
  double middle_x = 0;  ///< the line goes through the medians
  double middle_y = 0;
  double noise = 0;  ///< spread of the points around it

  double at(double x) const { return middle_y + slope * (x - middle_x); }
};

/// Median of the slopes between all pairs of points, which a third of wild points does not move.
/// At least two points with different x; a flat line otherwise. Quadratic: meant for some tens.
/// Source: Theil 1950, Sen 1968; bounds by Kendall's rank statistic.
Line theil_sen(std::span<const Point> points);

}  // namespace monitor
