#pragma once

#include "monitor/model/check.h"
#include "monitor/model/local_finding.h"

#include <string>
#include <string_view>
#include <vector>

namespace monitor {

/// How sure it is that a cause is the cause.
enum class Confidence { certain, likely, possible };

/// Something that explains why a connection fails, or is going to.
struct Cause {
  Finding finding;
  std::string how_we_know;  ///< a sentence or two: who saw what
  Confidence confidence = Confidence::possible;

  bool operator==(const Cause&) const = default;
};

/// What the look at the target and this computer's own state give as causes, likeliest first.
/// What is fine, or only good to know, is not among them. Each code stands in it once.
/// A wrong password is no trouble of the certificate's, and what comes after the broken step of the
/// ladder explains nothing.
std::vector<Cause> rank_causes(const Check& check, const std::vector<LocalFinding>& local);

/// "certain", "likely", "possible".
std::string_view to_text(Confidence confidence);

}  // namespace monitor
