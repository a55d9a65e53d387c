#include "monitor/repair/causes.h"

#include "monitor/model/time_text.h"

#include <algorithm>

namespace monitor {

namespace {

std::string step_in_words(std::string_view step) {
  if (step.ends_with("resolve")) return "looking up its name";
  if (step.ends_with("connect")) return "reaching its port";
  if (step.ends_with("negotiate")) return "asking for Remote Desktop";
  if (step.ends_with("tls")) return "securing the connection";
  return "asking who it is";
}

std::string seen_by_look(const Check& check, const Finding& finding) {
  const auto* broken = failing_step(check);
  if (broken != nullptr && finding.severity == Severity::failure) {
    std::string text = "A test connection just now got as far as " + step_in_words(broken->step);
    if (broken->error && !broken->error->message.empty())
      return text + ": " + broken->error->message;
    return text + '.';
  }
  if (finding.code.find("certificate.") != finding.code.npos)
    return "A test connection just now was shown this certificate.";
  return "A test connection just now showed it.";
}

std::string seen_here(const LocalFinding& local) {
  if (!local.suspects.empty()) {
    const auto& first = local.suspects.front();
    return "Found on this computer: " + first.item.shown_as + ". " + first.why;
  }
  if (local.finding.code == "client.repeated_disconnects") {
    const auto* count = find_fact<std::int64_t>(local.finding.evidence, "count");
    return "The Remote Desktop client recorded it" +
           (count == nullptr ? std::string(".") : ' ' + std::to_string(*count) + " times today.");
  }
  if (const auto* rule = find_fact<std::string>(local.finding.evidence, "rule")) return *rule;
  return "A setting of this computer says so.";
}

bool is_local_obstacle(const LocalFinding& local) {
  return local.finding.severity != Severity::information || !local.suspects.empty();
}

/// The lower comes first.
int rank_of(const Cause& cause) {
  const int by_severity = cause.finding.severity == Severity::failure ? 0 : 10;
  return by_severity + static_cast<int>(cause.confidence);
}

Confidence confidence_of(const Check& check, const Finding& finding) {
  if (finding.severity == Severity::failure) return Confidence::certain;
  return failing_step(check) == nullptr ? Confidence::likely : Confidence::possible;
}

}  // namespace

std::vector<Cause> rank_causes(const Check& check, const std::vector<LocalFinding>& local) {
  std::vector<Cause> causes;
  for (const auto& finding : check.findings) {
    const bool obstacle = finding.severity != Severity::information ||
                          verdict_of(std::span(&finding, 1)) == Verdict::unknown;
    if (obstacle)
      causes.push_back({finding, seen_by_look(check, finding), confidence_of(check, finding)});
  }
  for (const auto& one : local) {
    if (!is_local_obstacle(one)) continue;
    causes.push_back({one.finding, seen_here(one), Confidence::likely});
  }
  std::ranges::stable_sort(causes, {}, rank_of);
  return causes;
}

std::string_view to_text(Confidence confidence) {
  switch (confidence) {
    case Confidence::certain:
      return "certain";
    case Confidence::likely:
      return "likely";
    case Confidence::possible:
      return "possible";
  }
  return "possible";
}

}  // namespace monitor
