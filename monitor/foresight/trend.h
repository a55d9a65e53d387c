#pragma once

#include "monitor/foresight/robust.h"

#include <cstddef>
#include <optional>
#include <span>

namespace monitor {

/// Of the noise, what is no noise any more.
inline constexpr double far_off = 6;

/// A straight line through the newest of a series, and how well it is known.
struct Trend {
  Line line;
  double noise = 0;        ///< of a point
  double slope_error = 0;  ///< standard deviation
  double span = 0;         ///< from the first to the last
  std::size_t samples = 0;
};

/// Single readings, the newest last, and their noise.
struct Readings {
  std::span<const Point> points;
  double noise = 0;
};

/// Noise of points by how they lie off their neighbours, where they move by that slope.
double noise_about(std::span<const Point> points, double slope);

/// Of as many of the newest points as lie on one line, `least` at least, that the newest readings
/// continue; empty where they do not. `least_noise`: of a point.
std::optional<Trend> newest_trend(std::span<const Point> points, std::size_t least,
                                  double least_noise, const Readings& newest);

}  // namespace monitor
