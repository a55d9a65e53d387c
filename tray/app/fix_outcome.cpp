#include "tray/app/fix_outcome.h"

#include "monitor/model/sentences.h"

#include <fmt/format.h>

#include <algorithm>

namespace tray {

namespace {

using monitor::Cause;
using monitor::Check;
using monitor::Outcome;
using monitor::Severity;

bool is_for_the_host(const Cause& cause) {
  return std::ranges::any_of(cause.finding.remedies, [](const std::string& remedy) {
    return remedy.starts_with("host.") || remedy.starts_with("gateway.");
  });
}

bool stops_a_connection(const Cause& cause) {
  const auto verdict = monitor::verdict_of(std::span(&cause.finding, 1));
  return verdict == monitor::Verdict::would_fail || verdict == monitor::Verdict::unknown;
}

bool only_the_host_can(const Cause& cause) {
  return is_for_the_host(cause) && stops_a_connection(cause);
}

/// The larger is the worse.
std::pair<std::ptrdiff_t, std::size_t> weight(const std::vector<Cause>& causes) {
  return {std::ranges::count_if(causes, stops_a_connection), causes.size()};
}

bool mends_here(const FixStep& step) {
  return step.on_this_computer && step.by_default;
}

FixOutcome outcome_of_plan(const FixReport& report) {
  if (report.diagnosis.causes.empty()) return FixOutcome::nothing_wrong;
  if (std::ranges::any_of(report.diagnosis.causes, only_the_host_can))
    return FixOutcome::needs_host_admin;
  const bool host = std::ranges::any_of(report.diagnosis.causes, is_for_the_host);
  const bool here = std::ranges::any_of(report.steps, mends_here);
  return host && !here ? FixOutcome::needs_host_admin : FixOutcome::unchanged;
}

std::string said(const std::vector<Cause>& causes) {
  if (causes.empty()) return "nothing more is known";
  return fmt::format("{} ({})", monitor::within_a_sentence(causes.front().finding.title),
                     causes.front().finding.code);
}

/// The one that the host's administrator should hear of.
std::string said_to_administrator(const std::vector<Cause>& causes) {
  const auto found = std::ranges::find_if(causes, is_for_the_host);
  return found == causes.end() ? said(causes) : said({*found});
}

}  // namespace

FixOutcome outcome_of(const FixReport& report) {
  if (!report.after) return outcome_of_plan(report);
  const auto& before = report.diagnosis.causes;
  const auto& now = report.remaining;
  if (now.empty()) return before.empty() ? FixOutcome::nothing_wrong : FixOutcome::fixed;
  if (std::ranges::any_of(now, only_the_host_can)) return FixOutcome::needs_host_admin;
  if (weight(now) < weight(before)) return FixOutcome::improved;
  if (is_for_the_host(now.front())) return FixOutcome::needs_host_admin;
  return FixOutcome::unchanged;
}

std::string sentence_of(const FixReport& report) {
  const auto name = monitor::shown_name(report.diagnosis.before.target);
  const auto& causes = report.remaining;
  switch (report.outcome) {
    case FixOutcome::nothing_wrong:
      return fmt::format(
          "Nothing is wrong with the connection to {}: it answered, and what this computer keeps "
          "about it is in order.",
          name);
    case FixOutcome::fixed:
      return fmt::format("The connection to {} is mended; what was wrong: {}.", name,
                         said(report.diagnosis.causes));
    case FixOutcome::improved:
      return fmt::format("The connection to {} is better, but something is left: {}.", name,
                         said(causes));
    case FixOutcome::needs_host_admin:
      return fmt::format("Only the administrator of {} can mend this: {}.", name,
                         said_to_administrator(causes));
    case FixOutcome::unchanged:
      break;
  }
  if (!report.after && std::ranges::any_of(report.steps, mends_here))
    return fmt::format("This computer can mend what is wrong with the connection to {}: {}.", name,
                       said(causes));
  return fmt::format("The connection to {} is as it was; what is wrong: {}.", name, said(causes));
}

std::vector<std::string> tested_by(const Check& check) {
  std::vector<std::string> tested;
  const auto add = [&](std::string_view step, const char* sentence) {
    const auto* seen = monitor::find_step(check, step);
    if (seen != nullptr && seen->outcome == Outcome::ok) tested.emplace_back(sentence);
  };
  add("gateway.resolve", "The gateway's name is known.");
  add("gateway.connect", "The gateway answers.");
  add("gateway.tls", "The connection to the gateway can be secured.");
  add("resolve", "Its name is known.");
  add("connect", "Its port answers.");
  add("negotiate", "Remote Desktop answers.");
  add("tls", "The connection can be secured.");
  add("identity", "It says who it is.");
  return tested;
}

}  // namespace tray
