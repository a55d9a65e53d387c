#include "monitor/foresight/pace.h"

#include "monitor/foresight/robust.h"

#include <algorithm>

namespace monitor {

void Pace::note(SysTime::duration after) {
  using std::chrono::minutes;
  constexpr std::size_t most = 15;
  constexpr std::size_t enough = 3;
  constexpr minutes shortest{45};
  constexpr minutes longest{6 * 60};
  constexpr double usual_at_most = 30;
  // Further looks at what fails come sooner.
  constexpr minutes quick{2};
  if (after < quick) return;
  const auto apart = std::chrono::duration<double, std::ratio<60>>(after).count();
  if (minutes_.size() < most) {
    minutes_.push_back(apart);
  } else {
    auto& oldest = minutes_[next_++ % most];
    far_apart_ -= oldest > usual_at_most ? 1U : 0U;
    oldest = apart;
  }
  far_apart_ += apart > usual_at_most ? 1U : 0U;
  if (minutes_.size() < enough) return;
  // As nearly always; the middle of them need not be worked out.
  if (2 * far_apart_ < minutes_.size()) {
    longest_ = shortest;
    return;
  }
  const minutes tolerated(static_cast<int>(1.5 * median(minutes_)));
  longest_ = std::clamp(tolerated, shortest, longest);
}

}  // namespace monitor
