#include "tray/app/certificate_presenter.h"

#include "tray/app/forecast_presenter.h"

#include <algorithm>

namespace tray {

namespace {

using monitor::CertificateFacts;
using monitor::Trust;

/// Names of a certificate that a card has room for.
constexpr std::size_t shown_names = 3;

std::string trust_words(Trust trust) {
  switch (trust) {
    case Trust::trusted:
      return "Trusted by this computer";
    case Trust::self_signed:
      return "Made by the computer itself (self-signed)";
    case Trust::untrusted_issuer:
      return "Its issuer is not known to this computer";
    case Trust::incomplete_chain:
      return "The server leaves out a link to its issuer";
    case Trust::unchecked:
      return "Not checked";
  }
  return {};
}

/// The common name of an RFC 2253 name, or all of it where there is none.
std::string common_name(const std::string& name) {
  auto begin = name.find("CN=");
  if (begin == std::string::npos) return name;
  begin += 3;
  auto end = begin;
  while (end < name.size() && (name[end] != ',' || name[end - 1] == '\\'))
    ++end;
  return name.substr(begin, end - begin);
}

std::string joined_names(const CertificateFacts& facts) {
  std::string text;
  const auto shown = std::min(facts.names.size(), shown_names);
  for (std::size_t i = 0; i < shown; ++i)
    text += (i == 0 ? "" : ", ") + facts.names[i];
  const auto all = std::max(facts.names.size(), static_cast<std::size_t>(facts.name_count));
  if (all > shown) text += " and " + std::to_string(all - shown) + " more";
  return text;
}

std::string validity(const CertificateFacts& facts, const Viewpoint& view) {
  if (view.now < facts.not_before)
    return "Not valid before " + local_day_text(facts.not_before, view);
  if (view.now >= facts.not_after) return "Ended on " + local_day_text(facts.not_after, view);
  return "Ends on " + local_day_text(facts.not_after, view) + ", in " +
         left_text(facts.not_after, view);
}

/// Whether the look that showed it found that its end is near.
bool is_near(const monitor::Check& check, bool gateway) {
  return std::ranges::any_of(check.findings, [&](const monitor::Finding& finding) {
    return is_about_gateway(finding.code) == gateway &&
           (finding.code.ends_with("certificate.expires_soon") ||
            finding.code.ends_with("certificate.renewal_overdue"));
  });
}

Sign validity_sign(const CertificateFacts& facts, bool ends_soon, const Viewpoint& view) {
  if (view.now < facts.not_before || view.now >= facts.not_after) return Sign::would_fail;
  return ends_soon ? Sign::at_risk : Sign::ready;
}

/// "3f8a 1c0e …": can be read aloud, compared and broken into lines.
std::string fingerprint(const std::string& hex) {
  constexpr std::size_t group = 4;
  std::string text;
  for (std::size_t i = 0; i < hex.size(); i += group)
    text += (i == 0 ? "" : " ") + hex.substr(i, group);
  return text;
}

CertificateView present(const monitor::Check& check, bool gateway, const Viewpoint& view) {
  const auto& facts = gateway ? *check.gateway_certificate : *check.certificate;
  CertificateView card;
  card.sign = validity_sign(facts, is_near(check, gateway), view);
  card.heading = gateway ? "Certificate of the gateway" : "Certificate";
  card.subject = common_name(facts.subject);
  card.validity = validity(facts, view);
  card.rows = {{"For", joined_names(facts)},
               {"Name", facts.name_matches ? "Is the name you connect to"
                                           : "Is not the name you connect to"},
               {"Issued by", common_name(facts.issuer)},
               {"Trust", trust_words(facts.trust)},
               {"Valid from", local_day_text(facts.not_before, view)},
               {"Key", facts.key + ", " + facts.signature},
               {"SHA-256", fingerprint(facts.sha256)}};
  std::erase_if(card.rows, [](const LabelledText& row) { return row.value.empty(); });
  return card;
}

}  // namespace

std::vector<CertificateView> present_certificates(const monitor::Check& check,
                                                  const Viewpoint& view) {
  std::vector<CertificateView> cards;
  if (check.gateway_certificate) cards.push_back(present(check, true, view));
  if (check.certificate) cards.push_back(present(check, false, view));
  return cards;
}

}  // namespace tray
