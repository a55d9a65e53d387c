#include "monitor/probes/judgement/tls_judgement.h"

#include "monitor/model/finding_codes.h"
#include "monitor/probes/step_end.h"

#include <algorithm>
#include <array>

namespace monitor {

namespace {

// RFC 8996: TLS 1.0 and 1.1 are not to be used. Recordings of others say "TLSv1.0".
constexpr std::array<std::string_view, 4> old_versions = {"SSLv3", "TLSv1", "TLSv1.0", "TLSv1.1"};

// Parts of IANA cipher names. RFC 7465 (RC4), RFC 8429 (3DES), RFC 9325 4.1 (the others).
constexpr std::array<std::string_view, 8> weak_parts = {"_RC4_",  "_3DES_",  "_DES_",  "_DES40_",
                                                        "_NULL_", "_EXPORT", "_anon_", "_RC2_"};

struct KindRow {
  Handshake::Status status;
  const char* kind;
  const char* code;
};

constexpr std::array<KindRow, 5> kinds = {{
    {Handshake::Status::timed_out, "timeout", "tls.timeout"},
    {Handshake::Status::hung_up, "closed_in_handshake", "tls.closed_in_handshake"},
    {Handshake::Status::rdp_instead, "closed_in_handshake", "tls.closed_in_handshake"},
    {Handshake::Status::failed, "handshake_failed", "tls.handshake_failed"},
    {Handshake::Status::bad_certificate, "unreadable", "certificate.unreadable"},
}};

bool is_weak(std::string_view cipher) {
  if (cipher.ends_with("_MD5")) return true;
  for (auto at = cipher.find('_'); at != cipher.npos; at = cipher.find('_', at + 1)) {
    const auto rest = cipher.substr(at);
    if (std::any_of(weak_parts.begin(), weak_parts.end(),
                    [rest](std::string_view part) { return rest.starts_with(part); }))
      return true;
  }
  return false;
}

std::vector<Finding> judge_failure(Side side, const StepError& error) {
  for (const auto& row : kinds) {
    if (error.kind == row.kind)
      return {make_finding(code_for(side, row.code), {{"reason", error.message}})};
  }
  return {};
}

}  // namespace

Evidence no_tls_facts() {
  return {{"version", {}}, {"cipher", {}}};
}

Observation failed_handshake(const Handshake& handshake) {
  const auto row = std::find_if(kinds.begin(), kinds.end(), [&handshake](const KindRow& known) {
    return known.status == handshake.status;
  });
  const auto* kind = row == kinds.end() ? "handshake_failed" : row->kind;
  return step_failed(kind, handshake.message, no_tls_facts());
}

std::vector<Finding> judge_tls(Side side, const Observation& seen) {
  if (seen.error) return judge_failure(side, *seen.error);
  std::vector<Finding> findings;
  const auto* version = find_fact<std::string>(seen.facts, "version");
  const auto* cipher = find_fact<std::string>(seen.facts, "cipher");
  if (version != nullptr &&
      std::find(old_versions.begin(), old_versions.end(), *version) != old_versions.end()) {
    findings.push_back(make_finding(code_for(side, "tls.old_version"), {{"version", *version}}));
  }
  if (cipher != nullptr && is_weak(*cipher))
    findings.push_back(make_finding(code_for(side, "tls.weak_cipher"), {{"cipher", *cipher}}));
  return findings;
}

}  // namespace monitor
