#include "monitor/inspections/inspection.h"
#include "monitor/model/finding_codes.h"
#include "monitor/model/renewal.h"

#include <algorithm>
#include <optional>

namespace monitor {

namespace {

/// The hash of the presented certificate by the same function; empty where none is remembered.
std::string_view presented(const CertificateFacts& certificate, const SavedItem& item) {
  if (!text_fact(item, "sha256").empty()) return certificate.sha256;
  if (!text_fact(item, "sha1").empty()) return certificate.sha1;
  return {};
}

std::string_view remembered(const SavedItem& item) {
  const auto sha256 = text_fact(item, "sha256");
  return sha256.empty() ? text_fact(item, "sha1") : sha256;
}

/// Whether the remembered one was near its end when the present one was first seen, and nothing
/// spoke against it then; empty where the remembered one is not known.
std::optional<bool> was_renewed_in_time(const Subject& subject, const SavedItem& item) {
  const auto& now = *subject.check->certificate;
  SysTime first_seen = subject.check->at;
  const CertificateFacts* before = nullptr;
  for (const auto& past : subject.certificates) {
    if (past.facts.sha256 == now.sha256) {
      if (past.doubted) return false;
      first_seen = std::min(first_seen, past.first_seen);
    }
    if (presented(past.facts, item) == remembered(item)) before = &past.facts;
  }
  if (before == nullptr) return {};
  return is_expected_renewal(*before, now, first_seen);
}

/// Nothing speaks for an attack: the renewal was expected, or the system trusts the new one.
bool is_expected(const Subject& subject, const SavedItem& item) {
  const auto& check = *subject.check;
  if (find_finding(check, "certificate.changed") != nullptr) return false;
  // Both were seen, if only long ago.
  if (const auto in_time = was_renewed_in_time(subject, item)) return *in_time;
  return find_finding(check, "certificate.renewed") != nullptr ||
         (check.certificate->trust == Trust::trusted && check.certificate->name_matches);
}

/// The user took the new one under that name, and a newer version of the client keeps it elsewhere.
bool was_accepted(const CertificateFacts& certificate, const SavedItem& old,
                  const SavedItemList& cache) {
  return std::ranges::any_of(cache.items, [&](const SavedItem& item) {
    const auto now = presented(certificate, item);
    return item.kind == ItemKind::certificate && item.host == old.host && item.port == old.port &&
           !now.empty() && now == remembered(item);
  });
}

/// Whether the client will stumble over it. One that the system itself vouches for is compared with
/// nothing remembered (FreeRDP: libfreerdp/crypto/tls.c), and mstsc warns of none where it is told
/// to connect anyway.
bool will_warn(const Subject& subject, const SavedItem& old, const Surroundings& around) {
  const auto& certificate = *subject.check->certificate;
  if (certificate.trust == Trust::trusted && certificate.name_matches) return false;
  const bool anyway = subject.target.authentication_level == AuthenticationLevel::connect_anyway ||
                      around.policy.authentication_level_override == std::uint32_t{0};
  if (anyway && text_fact(old, "client") == "mstsc") return false;
  return !was_accepted(certificate, old, around.cache);
}

constexpr const char* unexpected =
    "The computer shows another certificate than before, and nothing says why. That can be an "
    "attack: ask its administrator whether the certificate was replaced before you go on.";

/// What the client remembers of the host's certificate against the one that it shows now.
class PinnedCertificates final : public Inspection {
 public:
  std::vector<LocalFinding> examine(const Subject& subject,
                                    const Surroundings& around) const override {
    const auto* check = subject.check;
    if (check == nullptr || !check->certificate) return {};
    std::vector<Suspect> suspects;
    bool expected = true;
    bool warns = false;
    for (const auto& item : around.cache.items) {
      if (item.kind != ItemKind::certificate || !may_be_about(item, subject)) continue;
      const auto now = presented(*check->certificate, item);
      if (now.empty() || now == remembered(item)) continue;
      const bool fine = is_expected(subject, item);
      expected = expected && fine;
      warns = warns || will_warn(subject, item, around);
      suspects.push_back({item,
                          fine ? "The computer has a newer certificate by now."
                               : "The computer shows another certificate, and nothing says why.",
                          fine && item.undo == Undo::whole});
    }
    if (suspects.empty()) return {};
    LocalFinding found{make_finding(outdated_certificate,
                                    {{"presented_sha256", check->certificate->sha256},
                                     {"remembered", std::string(remembered(suspects.front().item))},
                                     {"expected", expected},
                                     {"client_will_warn", warns}}),
                       std::move(suspects)};
    if (!expected) found.finding.explanation = unexpected;
    return {std::move(found)};
  }
};

}  // namespace

std::unique_ptr<Inspection> make_pinned_certificates() {
  return std::make_unique<PinnedCertificates>();
}

}  // namespace monitor
