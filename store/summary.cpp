#include "store/summary.h"

#include "monitor/model/finding.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <vector>

namespace store {

namespace {

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

std::optional<std::int64_t> median_of(std::span<const Summary> parts,
                                      std::optional<std::int64_t> Summary::*time) {
  std::vector<Weighted> values;
  for (const auto& part : parts) {
    if (const auto& value = part.*time) values.push_back({*value, looks_in(part)});
  }
  return weighted_median(std::move(values));
}

std::string most_frequent_code(std::span<const Summary> parts) {
  std::map<std::string, int> counts;
  for (const auto& part : parts) {
    const auto failed = part.verdicts.at(static_cast<std::size_t>(monitor::Verdict::would_fail));
    if (!part.failing_code.empty()) counts[part.failing_code] += std::max(failed, 1);
  }
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? std::string() : most->first;
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
  whole.connect_us = median_of(parts, &Summary::connect_us);
  whole.total_us = median_of(parts, &Summary::total_us);
  whole.failing_code = most_frequent_code(parts);
  return whole;
}

}  // namespace store
