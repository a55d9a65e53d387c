#pragma once

#include "monitor/model/clock.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tray {

/// How one look was written, with gaps where its numbers stood: the next look at the same target
/// mostly differs in nothing else, and is read by filling them.
class LookPattern {
 public:
  /// What stood in the gaps.
  struct Numbers {
    monitor::SysTime at{};
    std::vector<double> steps_ms;        ///< of the steps that have one, in their order
    std::optional<double> clock_skew_s;  ///< empty where the look has none
  };

  /// Takes a line that was read as a whole as the pattern for the next ones.
  void learn(std::string_view line);

  /// Null: it differs in more than the gaps, or is no line that could be read so. Holds until the
  /// next call.
  const Numbers* read(std::string_view line);

 private:
  enum class Meaning { time, step_ms, clock_skew, nothing };

  struct Gap {
    std::size_t begin = 0;
    std::size_t end = 0;
    Meaning meaning = Meaning::nothing;
  };

  static std::optional<Meaning> meaning_of(std::string_view text_before);
  /// The length of the value at the beginning of `text`, noted by its meaning; 0: there is none.
  std::size_t take(std::string_view text, Meaning meaning);

  std::string text_;
  std::vector<Gap> gaps_;
  Numbers numbers_;
};

}  // namespace tray
