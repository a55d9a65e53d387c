#include "monitor/model/finding_codes.h"
#include "monitor/model/renewal.h"
#include "monitor/model/time_text.h"
#include "monitor/probes/judgement/certificate_judgement.h"

namespace monitor {

std::vector<Finding> judge_change(Side side, const CertificateFacts& certificate,
                                  const CertificateFacts& before, SysTime now) {
  if (certificate.sha256 == before.sha256) return {};
  const bool renewed = is_expected_renewal(before, certificate, now);
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
