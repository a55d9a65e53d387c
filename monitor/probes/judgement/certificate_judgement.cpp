#include "monitor/probes/judgement/certificate_judgement.h"

#include "monitor/model/finding_codes.h"
#include "monitor/model/lower_case.h"

#include <algorithm>

namespace monitor {

namespace {

// NIST SP 800-131A Rev. 2: 112 bits of security at least.
constexpr int least_rsa_bits = 2048;
constexpr int least_ec_bits = 224;

// Where the target is set to connect to nobody who cannot be verified.
constexpr auto refused_name =
    "Connections are refused: the certificate is for another name. Use the name in it, or ask your "
    "IT support whether to set \"If not verified\" of this target to \"Warn me\".";
constexpr auto refused_issuer =
    "Connections are refused: it is not known here who issued the certificate. Ask your IT support "
    "to install the issuer, or set \"If not verified\" of this target to \"Warn me\".";
// What Windows makes by itself nobody has issued; of all others a client is not used to warn.
constexpr auto unknown_issuer =
    "This computer cannot tell who issued the certificate, so the client may warn. If it has not "
    "warned before, ask your IT support before you type a password.";

bool has_weak_key(const CertificateFacts& certificate) {
  if (certificate.key.starts_with("RSA") || certificate.key.starts_with("DSA"))
    return certificate.key_bits < least_rsa_bits;
  return certificate.key.starts_with("EC") && certificate.key_bits < least_ec_bits;
}

bool has_weak_signature(const CertificateFacts& certificate) {
  const auto name = lower_case(certificate.signature);
  return name.find("md5") != std::string::npos || name.find("md4") != std::string::npos ||
         name.find("md2") != std::string::npos || name.find("sha1") != std::string::npos;
}

/// What the client would do, by the target's `authentication level`. A self-signed certificate is
/// what Windows makes by itself: no news where people are only warned.
Severity by_setting(AuthenticationLevel level, bool self_signed) {
  switch (level) {
    case AuthenticationLevel::connect_anyway:
      return Severity::information;
    case AuthenticationLevel::refuse:
      return Severity::failure;
    case AuthenticationLevel::warn:
    case AuthenticationLevel::not_specified:
      return self_signed ? Severity::information : Severity::risk;
  }
  return Severity::risk;
}

const char* to_text(Trust trust) {
  switch (trust) {
    case Trust::trusted:
      return "trusted";
    case Trust::self_signed:
      return "self_signed";
    case Trust::untrusted_issuer:
      return "untrusted_issuer";
    case Trust::incomplete_chain:
      return "incomplete_chain";
    case Trust::unchecked:
      return "unchecked";
  }
  return "unchecked";
}

const std::optional<CertificateFacts>& certificate_of(const Check& check, Side side) {
  return side == Side::gateway ? check.gateway_certificate : check.certificate;
}

/// The findings about one certificate, as they come up.
class Judgement {
 public:
  Judgement(Side side, const CertificateFacts& certificate, const Check& check)
      : side_(side), certificate_(certificate), target_(check.target) {}

  void strength() {
    if (has_weak_key(certificate_)) {
      add("certificate.weak_key",
          {{"key", certificate_.key}, {"key_bits", std::int64_t{certificate_.key_bits}}});
    }
    if (has_weak_signature(certificate_))
      add("certificate.weak_signature", {{"signature", certificate_.signature}});
    if (!certificate_.server_purpose)
      add("certificate.wrong_purpose", {{"certificate_subject", certificate_.subject}});
  }

  void identity() {
    if (!certificate_.name_matches) {
      weigh(add("certificate.name_mismatch",
                {{"host", endpoint_of(target_, side_).host}, {"names", certificate_.names}}),
            refused_name);
    }
    if (certificate_.trust != Trust::trusted && certificate_.trust != Trust::unchecked) {
      auto& finding = add(
          "certificate.untrusted",
          {{"trust", std::string(to_text(certificate_.trust))}, {"issuer", certificate_.issuer}});
      if (side_ == Side::host && !certificate_.self_signed) finding.explanation = unknown_issuer;
      weigh(finding, refused_issuer);
    }
  }

  void take(std::vector<Finding> more) {
    for (auto& finding : more)
      findings_.push_back(std::move(finding));
  }

  std::vector<Finding> all() { return std::move(findings_); }

 private:
  Finding& add(const char* name, Evidence evidence) {
    evidence.push_back({"sha256", certificate_.sha256});
    findings_.push_back(make_finding(code_for(side_, name), std::move(evidence)));
    findings_.back().subject = certificate_.sha256;
    return findings_.back();
  }

  /// What the client makes of it. What a gateway's certificate lacks it never asks about.
  void weigh(Finding& finding, const char* refused) const {
    const auto level = target_.authentication_level;
    finding.severity = by_setting(level, certificate_.self_signed);
    if (level == AuthenticationLevel::refuse && side_ == Side::host) finding.explanation = refused;
  }

  Side side_;
  const CertificateFacts& certificate_;
  const Target& target_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> judge_certificate(Side side, const Check& now, const Check* before,
                                       const Standards& standards) {
  const auto& certificate = certificate_of(now, side);
  if (!certificate) return {};
  // The identity step asks the host, never the gateway.
  const auto skew_s =
      side == Side::host && now.identity ? now.identity->clock_skew_s : std::optional<double>();
  Judgement judgement(side, *certificate, now);
  judgement.take(judge_dates(side, *certificate, now.at, skew_s, standards));
  judgement.strength();
  judgement.identity();
  if (before != nullptr && certificate_of(*before, side))
    judgement.take(judge_change(side, *certificate, *certificate_of(*before, side), now.at));
  return judgement.all();
}

}  // namespace monitor
