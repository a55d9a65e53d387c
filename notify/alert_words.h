#pragma once

#include "monitor/model/finding.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace notify {

/// Title and text of an alert.
struct Words {
  std::string title;  ///< at most 48 characters
  std::string text;   ///< at most 200 characters

  bool operator==(const Words&) const = default;
};

/// What is wrong, with the names in front and the day where one is known. `names` has at least one.
Words trouble_words(const std::vector<std::string>& names, const monitor::Finding& finding,
                    monitor::SysTime now);
/// The same, said again: how long it has lasted by now.
Words reminder_words(const std::vector<std::string>& names, const monitor::Finding& finding,
                     monitor::SysTime since, monitor::SysTime now);
/// That it is over, after that long; `others_remain` says that more is wrong with one of them.
Words relief_words(const std::vector<std::string>& names, const monitor::Finding& finding,
                   std::chrono::seconds lasted, bool others_remain);

/// UTF-8 text of at most `most` characters: cut between characters, an ellipsis for the rest.
std::string cut_to(std::string_view text, std::size_t most);

}  // namespace notify
