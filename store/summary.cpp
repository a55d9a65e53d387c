#include "store/summary.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <vector>

namespace store {

namespace {

using monitor::Verdict;

struct Weighted {
  std::int64_t value = 0;
  std::int64_t weight = 0;
};

std::int64_t looks_in(const Summary& part) {
  return std::accumulate(part.verdicts.begin(), part.verdicts.end(), std::int64_t{0});
}

/// Halfway between the two in the middle where there are two.
std::optional<std::int64_t> weighted_median(std::vector<Weighted> values) {
  std::sort(values.begin(), values.end(),
            [](const Weighted& a, const Weighted& b) { return a.value < b.value; });
  std::int64_t whole = 0;
  for (const auto& one : values)
    whole += one.weight;
  std::int64_t below = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    below += values[i].weight;
    if (below * 2 > whole) return values[i].value;
    if (below * 2 == whole && i + 1 < values.size())
      return std::midpoint(values[i].value, values[i + 1].value);
  }
  return {};
}

/// Of what `time_of` gives for each part that has it.
template <class F>
std::optional<std::int64_t> median_of(std::span<const Summary> parts, F time_of) {
  std::vector<Weighted> values;
  for (const auto& part : parts) {
    if (const auto& value = time_of(part)) values.push_back({*value, looks_in(part)});
  }
  return weighted_median(std::move(values));
}

/// Of the texts, each counting for the looks that came to that.
std::string most_frequent(std::span<const Summary> parts, std::string Summary::*text,
                          monitor::Verdict verdict) {
  std::map<std::string, int> counts;
  for (const auto& part : parts) {
    const auto looks = part.verdicts.at(static_cast<std::size_t>(verdict));
    if (!(part.*text).empty()) counts[part.*text] += std::max(looks, 1);
  }
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? std::string() : most->first;
}

/// When the first part was that is as the whole.
monitor::SysTime seen_at(std::span<const Summary> parts, const Summary& whole) {
  const auto verdict = most_of(whole.verdicts);
  const auto alike = std::ranges::find_if(parts, [&](const Summary& part) {
    if (most_of(part.verdicts) != verdict) return false;
    if (verdict == Verdict::unknown) return part.broken == whole.broken;
    return verdict != Verdict::would_fail || part.failing_code == whole.failing_code;
  });
  return alike == parts.end() ? parts.front().seen_at : alike->seen_at;
}

}  // namespace

Summary rolled_up(std::span<const Summary> parts) {
  Summary whole;
  whole.at = parts.front().at;
  for (const auto& part : parts) {
    whole.at = std::min(whole.at, part.at);
    for (std::size_t i = 0; i < whole.verdicts.size(); ++i)
      whole.verdicts.at(i) += part.verdicts.at(i);
  }
  whole.connect_us = median_of(parts, [](const Summary& part) { return part.connect_us; });
  whole.total_us = median_of(parts, [](const Summary& part) { return part.total_us; });
  for (std::size_t i = 0; i < StepTimes::names.size(); ++i)
    whole.steps.us.at(i) =
        median_of(parts, [i](const Summary& part) { return part.steps.us.at(i); });
  whole.failing_code = most_frequent(parts, &Summary::failing_code, Verdict::would_fail);
  whole.broken = most_frequent(parts, &Summary::broken, Verdict::unknown);
  whole.seen_at = seen_at(parts, whole);
  return whole;
}

monitor::Verdict most_of(const std::array<int, 4>& verdicts) {
  const auto [ready, at_risk, would_fail, unknown] = verdicts;
  const int good = ready + at_risk;
  if (good + would_fail == 0) return Verdict::unknown;
  if (would_fail > good) return Verdict::would_fail;
  return at_risk > ready ? Verdict::at_risk : Verdict::ready;
}

}  // namespace store
