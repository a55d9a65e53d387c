#include "tray/app/step_presenter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace tray {

namespace {

using monitor::Observation;
using monitor::Outcome;

struct Words {
  std::string_view step;
  std::string_view name;
};

constexpr std::array<Words, 5> step_words = {{{"resolve", "Name found"},
                                              {"connect", "Computer answers"},
                                              {"negotiate", "Remote Desktop answers"},
                                              {"tls", "Connection secured"},
                                              {"identity", "Computer says who it is"}}};
constexpr std::array<Words, 3> gateway_words = {{{"gateway.resolve", "Gateway's name found"},
                                                 {"gateway.connect", "Gateway answers"},
                                                 {"gateway.tls", "Gateway secured"}}};
/// `protocol` of the negotiate step: MS-RDPBCGR 2.2.1.2.1.
constexpr std::array<Words, 6> protocol_words = {{{"rdp", "old RDP encryption, no TLS"},
                                                  {"tls", "TLS"},
                                                  {"hybrid", "network level authentication"},
                                                  {"hybrid_ex", "network level authentication"},
                                                  {"rdstls", "RDS with TLS"},
                                                  {"rdsaad", "Microsoft Entra sign-in"}}};

template <std::size_t size>
std::string words_for(const std::array<Words, size>& table, std::string_view key) {
  for (const auto& row : table) {
    if (row.step == key) return std::string(row.name);
  }
  return {};
}

std::string step_name(const Observation& seen) {
  auto name = words_for(step_words, seen.step);
  if (name.empty()) name = words_for(gateway_words, seen.step);
  return name.empty() ? seen.step : name;
}

std::string text_fact(const Observation& seen, std::string_view name) {
  const auto* value = monitor::find_fact<std::string>(seen.facts, name);
  return value == nullptr ? std::string{} : *value;
}

std::string addresses(const Observation& seen) {
  const auto* list = monitor::find_fact<std::vector<std::string>>(seen.facts, "addresses");
  if (list == nullptr || list->empty()) return {};
  if (list->size() == 1) return list->front();
  return list->front() + " and " + std::to_string(list->size() - 1) + " more";
}

std::string what_was_seen(const Observation& seen) {
  if (seen.step.ends_with("resolve")) return addresses(seen);
  if (seen.step.ends_with("connect")) return text_fact(seen, "address");
  if (seen.step == "negotiate") return words_for(protocol_words, text_fact(seen, "protocol"));
  if (!seen.step.ends_with("tls")) return {};
  auto version = text_fact(seen, "version");
  if (version.starts_with("TLSv")) version = "TLS " + version.substr(4);
  return version;
}

std::string step_detail(const Observation& seen, std::string_view skipped) {
  switch (seen.outcome) {
    case Outcome::ok:
      return what_was_seen(seen);
    case Outcome::failed:
      return seen.error ? seen.error->message : std::string("failed");
    case Outcome::skipped:
      return std::string(skipped);
  }
  return {};
}

}  // namespace

std::string duration_text(monitor::Millis length) {
  const double ms = length.count();
  char text[32];
  if (ms >= 999.5) {
    const long tenths = std::lround(ms / 100);
    std::snprintf(text, sizeof text, "%ld.%ld s", tenths / 10, tenths % 10);
  } else if (ms >= 9.95) {
    std::snprintf(text, sizeof text, "%ld ms", std::lround(ms));
  } else if (ms < .1) {
    return "under 0.1 ms";
  } else {
    const long tenths = std::lround(ms * 10);
    std::snprintf(text, sizeof text, "%ld.%ld ms", tenths / 10, tenths % 10);
  }
  return text;
}

std::string_view skipped_words(const monitor::Check& check) {
  if (monitor::failing_step(check) != nullptr) return "not reached";
  return check.target.gateway ? "behind the gateway" : "not asked for";
}

std::vector<StepView> present_steps(const monitor::Check& check) {
  const auto skipped = skipped_words(check);
  std::vector<StepView> steps;
  for (const auto& seen : check.steps) {
    if (seen.step == "identity" && seen.outcome == Outcome::skipped) continue;
    auto time = seen.outcome == Outcome::skipped ? std::string{} : duration_text(seen.took);
    steps.push_back(
        {sign_of(seen.outcome), step_name(seen), step_detail(seen, skipped), std::move(time)});
  }
  return steps;
}

}  // namespace tray
