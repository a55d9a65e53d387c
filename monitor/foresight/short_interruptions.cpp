#include "monitor/foresight/short_interruptions.h"

#include "monitor/foresight/robust.h"
#include "monitor/foresight/transcript.h"

namespace monitor {

namespace {

constexpr std::size_t most = 64;
constexpr double longest_min = 45;

}  // namespace

void ShortInterruptions::add(double minutes) {
  if (minutes > longest_min) return;
  if (minutes_.size() < most) {
    minutes_.push_back(minutes);
  } else {
    minutes_[next_++ % most] = minutes;
  }
  judge();
}

void ShortInterruptions::judge() {
  constexpr std::size_t enough = 8;
  constexpr double nearly_all = 0.97;
  if (minutes_.size() >= enough) nearly_all_min_ = quantile(minutes_, nearly_all);
}

void ShortInterruptions::transcribe(Transcript& text) {
  constexpr double longest = 1440;
  text.list(minutes_, most, [&](double& one) { text.real(one, 0, longest); });
  next_ %= most;
  text.number(next_, 0, static_cast<std::int64_t>(most));
  judge();
}

}  // namespace monitor
