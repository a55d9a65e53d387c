#pragma once

#include <cstddef>
#include <vector>

namespace monitor {

class Transcript;

/// How long interruptions of all targets last that are over before anyone hears of them. Keeps the
/// newest 64. Pure.
class ShortInterruptions {
 public:
  /// Longer ones are left out.
  void add(double minutes);

  /// What nearly all of them last, in minutes; 0 as long as too few are known.
  double nearly_all_min() const { return nearly_all_min_; }

  /// What is kept for the next start.
  void transcribe(Transcript& text);

 private:
  void judge();

  std::vector<double> minutes_;
  std::size_t next_ = 0;  ///< makes room for a newer one
  double nearly_all_min_ = 0;
};

}  // namespace monitor
