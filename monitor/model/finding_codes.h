#pragma once

#include "monitor/model/finding.h"

#include <chrono>
#include <initializer_list>
#include <span>
#include <string_view>

namespace monitor {

/// All that is known of a finding code before it is met: one row for each code of CONTRACT.
struct FindingCode {
  std::string_view code;
  Severity severity;
  std::string_view title;         ///< at most 48 characters
  std::string_view explanation;   ///< what it means and what to do, at most 200 characters
  std::string_view causes;        ///< likely causes, for `explain`; sentences
  std::string_view advice;        ///< what to do, in order; sentences
  std::string_view remedy;        ///< "host.renew_certificate"; empty where there is none
  std::chrono::seconds patience;  ///< how long it must last before anyone hears of it
};

/// Every row, sorted by code.
std::span<const FindingCode> finding_codes();

/// The row of that code; a "gateway." code without a row of its own answers with the row behind the
/// prefix. Null for an unknown code.
const FindingCode* find_code(std::string_view code);

/// A finding with the row's severity, title, explanation and remedy; the caller adds what it knows.
/// A code without a row is a defect (asserted) and gives a plain finding by that code.
Finding make_finding(std::string_view code, Evidence evidence = {});

}  // namespace monitor
