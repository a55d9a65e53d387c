#include "store/step_times.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace store {

std::optional<monitor::Millis> StepTimes::of(std::string_view step) const {
  const auto* const found = std::ranges::find(names, step);
  if (found == names.end()) return {};
  const auto time = us.at(static_cast<std::size_t>(found - names.begin()));
  return time ? std::optional(monitor::Millis{static_cast<double>(*time) / 1000}) : std::nullopt;
}

StepTimes step_times(const monitor::Check& check) {
  StepTimes times;
  for (std::size_t i = 0; i < StepTimes::names.size(); ++i) {
    const auto* step = monitor::find_step(check, StepTimes::names.at(i));
    if (step != nullptr && step->outcome == monitor::Outcome::ok)
      times.us.at(i) = std::llround(step->took.count() * 1000);
  }
  return times;
}

std::string to_text(const StepTimes& times) {
  std::string text;
  std::size_t length = 0;
  for (const auto& time : times.us) {
    text += (text.empty() ? "" : " ") + (time ? std::to_string(*time) : "-");
    if (time) length = text.size();
  }
  text.resize(length);
  return text;
}

StepTimes parse_step_times(std::string_view text) {
  StepTimes times;
  for (auto& time : times.us) {
    const auto part = text.substr(0, text.find(' '));
    std::int64_t value = 0;
    const auto [stop, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (error == std::errc{} && stop == part.data() + part.size()) time = value;
    text.remove_prefix(std::min(text.size(), part.size() + 1));
  }
  return times;
}

}  // namespace store
