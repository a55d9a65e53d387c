#pragma once

#include "monitor/model/evidence.h"
#include "monitor/model/target.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace monitor {

/// How much a finding matters, weakest first.
enum class Severity { information, risk, failure };

/// The traffic light of a target, always derived from its findings.
enum class Verdict { ready, at_risk, would_fail, unknown };

/// An opinion about a target, with the evidence for it.
/// Within one target a code stands at most once. Title and explanation are for a worried
/// non-expert; at most 48 and 200 characters.
struct Finding {
  std::string code;  ///< a row of finding_codes.h, "gateway." in front for the gateway's
  Severity severity = Severity::information;
  std::string title;
  std::string explanation;
  Evidence evidence;
  std::vector<std::string> remedies;  ///< "host.renew_certificate": who does what
  std::optional<SysTime> fails_at;    ///< when the target is expected to fail for this
  /// What it is about beyond the code, e.g. a certificate's SHA-256: a new subject is a new matter.
  std::string subject;
  /// How near the trouble is, larger is nearer; a rise is worth telling (certificate rungs).
  int level = 0;

  bool operator==(const Finding&) const = default;
};

/// A change in what is held to be true, after patience and confirmation.
/// `targets` are all that share the cause; at least one.
struct FindingChange {
  enum class Kind { opened, worsened, eased, closed };
  Kind kind = Kind::opened;
  std::vector<TargetId> targets;
  Finding finding;
  SysTime since{};  ///< first seen

  bool operator==(const FindingChange&) const = default;
};

/// The worst open finding as a colour; `unknown` where this computer itself is the obstacle.
Verdict verdict_of(std::span<const Finding> open);
/// The earliest moment at which any of them fails; empty where none says.
std::optional<SysTime> earliest_failure(std::span<const Finding> open);

/// Strings of CONTRACT: "ready", "at_risk", "would_fail", "unknown".
std::string_view to_text(Verdict verdict);
/// "information", "risk", "failure".
std::string_view to_text(Severity severity);
std::optional<Verdict> parse_verdict(std::string_view text);
std::optional<Severity> parse_severity(std::string_view text);
/// The larger is the worse: ready, at_risk, would_fail, unknown as Nagios counts them.
int exit_code(Verdict verdict);

}  // namespace monitor
