#include "monitor/model/finding_codes.h"
#include "monitor/model/time_text.h"
#include "monitor/probes/judgement/certificate_judgement.h"

#include <algorithm>

namespace monitor {

namespace {

// Whoever renews, renews in the last third of a certificate's life or in its last month.
constexpr std::chrono::days last_month{30};

bool was_due(const CertificateFacts& before, SysTime now) {
  const auto last_third = (before.not_after - before.not_before) / 3;
  const auto window = std::max<SysTime::duration>(last_third, last_month);
  return now > before.not_after - window;
}

}  // namespace

std::vector<Finding> judge_change(Side side, const CertificateFacts& certificate,
                                  const CertificateFacts& before, SysTime now) {
  if (certificate.sha256 == before.sha256) return {};
  const bool renewed = certificate.subject == before.subject && was_due(before, now);
  auto finding =
      make_finding(code_for(side, renewed ? "certificate.renewed" : "certificate.changed"),
                   {{"sha256", certificate.sha256},
                    {"sha256_before", before.sha256},
                    {"certificate_subject", certificate.subject},
                    {"certificate_subject_before", before.subject},
                    {"not_after", certificate.not_after},
                    {"not_after_before", before.not_after}});
  finding.subject = certificate.sha256;
  return {finding};
}

}  // namespace monitor
