#include "monitor/model/finding.h"

#include <algorithm>
#include <array>

namespace monitor {

namespace {

constexpr std::array<std::string_view, 4> verdict_names = {"ready", "at_risk", "would_fail",
                                                           "unknown"};
constexpr std::array<std::string_view, 3> severity_names = {"information", "risk", "failure"};

bool blames_this_computer(const Finding& finding) {
  const std::string_view code = finding.code;
  return code == "network.offline" || code == "network.vpn_down";
}

template <class Enum, std::size_t size>
std::optional<Enum> parse(const std::array<std::string_view, size>& names, std::string_view text) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return {};
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

Verdict verdict_of(std::span<const Finding> open) {
  if (std::any_of(open.begin(), open.end(), blames_this_computer)) return Verdict::unknown;
  auto worst = Severity::information;
  for (const auto& finding : open)
    worst = std::max(worst, finding.severity);
  switch (worst) {
    case Severity::information:
      return Verdict::ready;
    case Severity::risk:
      return Verdict::at_risk;
    case Severity::failure:
      return Verdict::would_fail;
  }
  return Verdict::unknown;
}

std::optional<SysTime> earliest_failure(std::span<const Finding> open) {
  std::optional<SysTime> earliest;
  for (const auto& finding : open) {
    if (finding.fails_at && (!earliest || *finding.fails_at < *earliest)) {
      earliest = finding.fails_at;
    }
  }
  return earliest;
}

std::string_view to_text(Verdict verdict) {
  return verdict_names.at(static_cast<std::size_t>(verdict));
}

std::string_view to_text(Severity severity) {
  return severity_names.at(static_cast<std::size_t>(severity));
}

std::optional<Verdict> parse_verdict(std::string_view text) {
  return parse<Verdict>(verdict_names, text);
}

std::optional<Severity> parse_severity(std::string_view text) {
  return parse<Severity>(severity_names, text);
}

int exit_code(Verdict verdict) {
  return static_cast<int>(verdict);
}

}  // namespace monitor
