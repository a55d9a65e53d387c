#pragma once

#include "monitor/model/finding.h"

#include <chrono>
#include <string>
#include <vector>

namespace notify {

/// What an alert's text is made of, beside the finding's day.
struct TextParts {
  std::vector<std::string> names;   ///< several are named in front
  std::vector<std::string> timing;  ///< since when or how often: a sentence, then shorter ones
  std::string explanation;
};

/// At most 200 characters. What is wrong, when it fails and what to do stay; where there is no room
/// for all, names and timing are shortened first, then the explanation loses sentences from its
/// middle, and all names but one are only counted. The day of a failure that is still to come
/// follows where nothing else names it. `utc_offset`: local time minus UTC.
std::string fitted_text(const TextParts& parts, const monitor::Finding& finding,
                        monitor::SysTime now, std::chrono::seconds utc_offset);
/// The words of one computer, said of several.
std::string of_several(std::string explanation);
/// Whether the explanation names that day.
bool names_the_day(const std::string& explanation, monitor::SysTime at,
                   std::chrono::seconds utc_offset);

/// Whether it is a warning of a certificate's last day, and which that is is known.
bool has_a_last_day(const monitor::Finding& finding);

}  // namespace notify
