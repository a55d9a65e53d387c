#include "monitor/inspections/judging/coming_warning.h"

#include "monitor/inspections/inspection.h"
#include "monitor/model/time_text.h"

#include <algorithm>

namespace monitor {

namespace {

bool says(const Finding& finding, std::string_view fact) {
  const auto* answer = find_fact<bool>(finding.evidence, fact);
  return answer != nullptr && *answer;
}

std::string text_of(const CertificateFacts& certificate, SysTime now,
                    std::chrono::seconds utc_offset) {
  return "Its certificate was renewed as usual on " +
         day_text(std::min(certificate.not_before, now), utc_offset) +
         ". At your next connection the Remote Desktop program will warn of a change, or refuse. "
         "Press Fix… to forget the old one; a copy is kept.";
}

}  // namespace

std::optional<Finding> coming_warning(const Subject& subject, const Surroundings& around,
                                      std::chrono::seconds utc_offset) {
  auto found = examine_all(subject, around);
  const auto outdated = std::ranges::find_if(
      found, [](const LocalFinding& local) { return local.finding.code == outdated_certificate; });
  if (outdated == found.end()) return {};
  auto& finding = outdated->finding;
  if (!says(finding, "expected") || !says(finding, "client_will_warn")) return {};
  const auto& certificate = *subject.check->certificate;
  finding.explanation = text_of(certificate, subject.check->at, utc_offset);
  finding.subject = certificate.sha256;
  // Told once of each certificate.
  finding.level = 1;
  return std::move(finding);
}

}  // namespace monitor
