#pragma once

#include "monitor/model/check.h"
#include "monitor/model/result.h"
#include "monitor/model/situation.h"
#include "store/step_times.h"

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace store {

using monitor::SysTime;
using monitor::TargetId;

/// A finding that is held to be true, and since when.
struct OpenFinding {
  monitor::Finding finding;
  SysTime since{};
};

/// A finding that is over.
struct PastFinding {
  std::string code;
  monitor::Severity severity = monitor::Severity::information;
  std::string subject;  ///< of the finding, e.g. a certificate's SHA-256
  SysTime since{};
  SysTime until{};  ///< the first look that did not have it any more

  bool operator==(const PastFinding&) const = default;
};

/// A stretch of the past: one look, or an hour or a day of them rolled up.
struct HistoryPoint {
  SysTime at{};                  ///< its beginning
  std::chrono::seconds span{0};  ///< 0: one look; 3600; 86400
  int looks = 0;
  int ready = 0, at_risk = 0, would_fail = 0, unknown = 0;  ///< how many looks ended so
  std::optional<double> connect_ms;  ///< median TCP connect time of the looks that had one
  std::optional<double> total_ms;    ///< median time of a whole look
  std::string failing_code;          ///< the most frequent code of severity failure; may be empty
  StepTimes steps;                   ///< median of each
  /// Where no look of it could tell: "connect timeout", the step that broke most often, and how.
  std::string broken;
  /// From its beginning to a look of it that was as most of it.
  std::chrono::milliseconds seen_after{0};

  bool operator==(const HistoryPoint&) const = default;
};

/// Takes a stretch of a target's past.
using PastTaken = std::function<monitor::Result<void>(TargetId, const HistoryPoint&)>;

/// A certificate that a target showed.
struct SeenCertificate {
  monitor::CertificateFacts facts;
  bool gateway = false;  ///< the gateway in front of the target showed it
  SysTime first_seen{};
  SysTime last_seen{};
  bool doubted = false;  ///< it took the place of another and was no renewal of it
};

/// What the last look left behind, for `status`.
struct LastLook {
  TargetId target{};
  std::string check_json;  ///< the rdpready.check/1 document as `record` was given it
  monitor::Verdict verdict = monitor::Verdict::unknown;
  SysTime at{};
  SysTime since{};  ///< since when the verdict has been the same
};

/// What this computer could reach from a moment on.
struct NotedSituation {
  SysTime at{};
  monitor::Situation situation;

  bool operator==(const NotedSituation&) const = default;
};

/// What was told to the user; the fields of notify::Told, which this library does not know.
struct ToldRow {
  std::string episode;
  std::vector<TargetId> targets;
  std::string code;
  std::string subject;
  int level = 0;
  SysTime at{};
  bool open = true;

  bool operator==(const ToldRow&) const = default;
};

/// What was learned for forecasts; the texts of monitor::Learned, which this library does not know.
struct LearnedRows {
  std::string of_all;                          ///< of no single target; empty: nothing
  std::map<TargetId, std::string> of_targets;  ///< those of which something is kept

  bool operator==(const LearnedRows&) const = default;
};

/// What opening had to do that the user should hear of; an empty sentence: nothing.
struct OpeningReport {
  std::string notice;  ///< "The data file was damaged. …": a few sentences for a person
  bool lost = false;   ///< all of it, for there was no copy
};

}  // namespace store
