#pragma once

#include "monitor/model/finding.h"
#include "notify/alert.h"

#include <chrono>
#include <optional>
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

/// How often something failed.
struct Times {
  int count = 1;
  monitor::SysTime first{};
  monitor::SysTime now{};
  std::chrono::seconds utc_offset{};  ///< local time minus UTC
};

/// What is wrong, with the names in front and the day where one is known. `names` has at least one;
/// `utc_offset`: local time minus UTC.
Words trouble_words(const std::vector<std::string>& names, const monitor::Finding& finding,
                    monitor::SysTime now, std::chrono::seconds utc_offset = {});
/// The same, said again: how long it has lasted by now, or the day of a certificate's end.
Words reminder_words(const std::vector<std::string>& names, const monitor::Finding& finding,
                     monitor::SysTime since, monitor::SysTime now,
                     std::chrono::seconds utc_offset = {});
/// That it is over, after that long where that is known; `remains` is the title of what else is
/// wrong with one of them, or empty; `seen_in_part` says that it lasted longer than it was seen to.
Words relief_words(const std::vector<std::string>& names, const monitor::Finding& finding,
                   std::optional<std::chrono::seconds> lasted, const std::string& remains = {},
                   bool seen_in_part = false);
/// The title of that.
std::string relief_title(const std::vector<std::string>& names, const monitor::Finding& finding,
                         bool others_remain);
/// The same in a sentence, without its full stop.
std::string over_text(const std::vector<std::string>& names, const monitor::Finding& finding,
                      bool others_remain);
/// That it never was: this computer's clock was wrong.
Words taken_back_words(const std::vector<std::string>& names, const monitor::Finding& finding);

/// For journals: what was told is of a target that is not there any more.
Words no_longer_watched_words();

/// That it comes and goes: how often it failed, since when by the clock on the wall.
Words flapping_words(const std::vector<std::string>& names, const monitor::Finding& finding,
                     const Times& times);
/// That it has stayed well since, so that it may be called over.
Words settled_words(const std::vector<std::string>& names, const monitor::Finding& finding,
                    const Times& times);
/// Several alerts in one, the worst first: what waited while nothing was to be told. At least two.
Words several_words(const std::vector<Alert>& alerts);

/// The text with the gateway's name behind the first mention of it, where there is room for that.
std::string naming_gateway(const std::string& text, const std::string& gateway);

/// Gives the alert those words; control characters in names become '?'.
void put_words(Alert& alert, const Words& words);

/// A name of at most `most` characters: what is too much goes from its middle, since names differ
/// at their ends.
std::string cut_middle(std::string_view name, std::size_t most);
/// "PC at work: phrase", with as much of the name as leaves the phrase whole, if that has at most
/// 35 characters; of several their number. At most 48 characters.
std::string title_of(const std::vector<std::string>& names, const std::string& phrase);
/// UTF-8 text of at most `most` characters: cut between characters, an ellipsis for the rest.
std::string cut_to(std::string_view text, std::size_t most);
/// The same without half a word before the ellipsis.
std::string cut_to_words(const std::string& text, std::size_t most);

}  // namespace notify
