#include "monitor/inspections/inspection.h"
#include "monitor/model/finding_codes.h"

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

/// Nothing speaks for an attack: the renewal was expected, or the system trusts the new one.
bool is_expected(const Check& check) {
  if (find_finding(check, "certificate.changed") != nullptr) return false;
  return find_finding(check, "certificate.renewed") != nullptr ||
         (check.certificate->trust == Trust::trusted && check.certificate->name_matches);
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
    const bool expected = is_expected(*check);
    for (const auto& item : around.cache.items) {
      if (item.kind != ItemKind::certificate || !may_be_about(item, subject)) continue;
      const auto now = presented(*check->certificate, item);
      if (now.empty() || now == remembered(item)) continue;
      suspects.push_back({item,
                          expected
                              ? "The computer has a newer certificate by now."
                              : "The computer shows another certificate, and nothing says why.",
                          expected && item.undo == Undo::whole});
    }
    if (suspects.empty()) return {};
    LocalFinding found{make_finding("cache.certificate_outdated",
                                    {{"presented_sha256", check->certificate->sha256},
                                     {"remembered", std::string(remembered(suspects.front().item))},
                                     {"expected", expected}}),
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
