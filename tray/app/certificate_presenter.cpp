#include "tray/app/certificate_presenter.h"

#include <algorithm>

namespace tray {

namespace {

using monitor::CertificateFacts;
using monitor::Trust;

/// Names of a certificate that a card has room for.
constexpr std::size_t shown_names = 3;
/// From here on the end is worth a warning sign: the first rung of the expiry notices.
constexpr std::chrono::days soon{30};

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

Sign validity_sign(const CertificateFacts& facts, const Viewpoint& view) {
  if (view.now < facts.not_before || view.now >= facts.not_after) return Sign::would_fail;
  return facts.not_after - view.now < soon ? Sign::at_risk : Sign::ready;
}

/// "3f8a 1c0e …": can be read aloud, compared and broken into lines.
std::string fingerprint(const std::string& hex) {
  constexpr std::size_t group = 4;
  std::string text;
  for (std::size_t i = 0; i < hex.size(); i += group)
    text += (i == 0 ? "" : " ") + hex.substr(i, group);
  return text;
}

CertificateView present(const CertificateFacts& facts, std::string heading, const Viewpoint& view) {
  CertificateView card;
  card.sign = validity_sign(facts, view);
  card.heading = std::move(heading);
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
  if (check.gateway_certificate)
    cards.push_back(present(*check.gateway_certificate, "Certificate of the gateway", view));
  if (check.certificate) cards.push_back(present(*check.certificate, "Certificate", view));
  return cards;
}

}  // namespace tray
