#include "monitor/engine/certificate_cause.h"

#include "monitor/engine/possible_cause.h"

namespace monitor {

namespace {

/// Those of one issuer that end on one day end with it, or wait for it to renew them.
auto day_of(SysTime end) {
  return std::chrono::floor<std::chrono::days>(end);
}

}  // namespace

bool may_be_an_issuers(std::string_view code) {
  return code == "certificate.untrusted" || code == "certificate.expires_soon" ||
         code == "certificate.renewal_overdue" || code == "certificate.expired";
}

std::string shared_of(const Finding& finding, const CertificateFacts& certificate) {
  const std::string_view code = finding.code;
  if (code == "certificate.changed") return certificate.sha256;
  // Not by the remote computer's own clock, which is a risk.
  if (code == certificate_not_begun && finding.severity == Severity::failure)
    return std::string(clock_cause);
  if (code == "certificate.untrusted") return certificate.issuer;
  if (!may_be_an_issuers(code)) return {};
  return certificate.issuer + ' ' +
         std::to_string(day_of(certificate.not_after).time_since_epoch().count());
}

std::string certificate_cause_of(std::string_view code, const std::string& what) {
  std::string cause;
  cause.reserve(certificate_cause.size() + code.size() + what.size() + 2);
  return cause.append(certificate_cause).append(" ").append(code).append(" ").append(what);
}

bool is_its_issuers(const Finding& a, const Finding& b) {
  const auto* issuer = find_fact<std::string>(a.evidence, "issuer");
  const auto* other_issuer = find_fact<std::string>(b.evidence, "issuer");
  if (issuer == nullptr || other_issuer == nullptr || *issuer != *other_issuer) return false;
  const auto* end = find_fact<SysTime>(a.evidence, "not_after");
  const auto* other_end = find_fact<SysTime>(b.evidence, "not_after");
  return a.code == "certificate.untrusted" ||
         (end != nullptr && other_end != nullptr && day_of(*end) == day_of(*other_end));
}

bool is_a_certificates(std::string_view cause) {
  return cause.starts_with(certificate_cause) &&
         cause.substr(certificate_cause.size()).starts_with(' ');
}

}  // namespace monitor
