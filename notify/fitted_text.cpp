#include "notify/fitted_text.h"

#include "monitor/model/sentences.h"
#include "monitor/model/time_text.h"
#include "notify/alert_words.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <utility>

namespace notify {

namespace {

using monitor::characters;
using monitor::Finding;
using monitor::SysTime;
using Texts = std::vector<std::string>;

constexpr std::size_t longest_text = 200;
constexpr std::size_t most_named = 3;

/// "A, B, C and 2 more: ".
std::string named(const Texts& names, std::size_t count, std::size_t longest_name) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    const bool last = i + 1 == names.size();
    if (i > 0) text += last ? " and " : ", ";
    text += cut_middle(names[i], longest_name);
  }
  if (count < names.size()) text += " and " + std::to_string(names.size() - count) + " more";
  return text + ": ";
}

/// In front of the rest with so many of the names, whole ones first. One alone stands in the title.
Texts some_of(const Texts& names, std::size_t count) {
  if (names.size() < 2) return {""};
  // A name is still recognised by that much of it.
  constexpr std::size_t long_name = 24;
  constexpr std::size_t short_name = 11;
  return {named(names, count, long_name), named(names, count, short_name)};
}

/// The day of a failure that is still to come, unless the explanation names it.
std::string when(const std::string& explanation, const Finding& finding, SysTime now,
                 std::chrono::seconds utc_offset) {
  if (!finding.fails_at || *finding.fails_at <= now) return {};
  if (names_the_day(explanation, *finding.fails_at, utc_offset)) return {};
  const auto day = monitor::day_text(*finding.fails_at, utc_offset);
  if (has_a_last_day(finding)) return " It ends on " + day + ".";
  if (finding.code == "identity.clock_skew")
    return " Signing in is expected to fail from " + day + ".";
  return " It is expected to fail on " + day + ".";
}

/// An explanation, and what follows it.
struct Form {
  std::string explanation;
  std::string day;
};

std::optional<std::string> first_that_fits(const Texts& names, const Texts& timings,
                                           const std::vector<Form>& forms) {
  for (const auto& [explanation, day] : forms) {
    for (const auto& timing : timings) {
      for (const auto& who : names) {
        auto text = timing + (timing.empty() ? "" : " ") + explanation + day;
        if (!who.empty()) text = who + monitor::within_a_sentence(std::move(text));
        if (characters(text) <= longest_text) return text;
      }
    }
  }
  return {};
}

/// The first sentence as far as there is room, and the last.
std::string cut_short(const Form& form) {
  const auto end = form.explanation.rfind(". ");
  const auto kept = end == std::string::npos ? 0 : end + 1;
  const auto rest = form.explanation.substr(kept) + form.day;
  if (kept == 0 || characters(rest) >= longest_text) return cut_to_words(rest, longest_text);
  return cut_to_words(form.explanation.substr(0, kept), longest_text - characters(rest)) + rest;
}

}  // namespace

std::string of_several(std::string explanation) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> words{{
      {"came back from the computer.", "came back from the computers."},
      {"It is off, asleep,", "They are off, asleep,"},
      {"It is normally up", "They are normally up"},
      {"and is not yet", "and are not yet"},
      {"near it or", "near them or"},
      {"whether it is on", "whether they are on"},
      {"for this name.", "for these names."},
      {"the name is spelt", "the names are spelt"},
      {"whether it has changed", "whether they have changed"},
  }};
  for (const auto& [one, several] : words) {
    const auto at = explanation.find(one);
    if (at != std::string::npos) explanation.replace(at, one.size(), several);
  }
  return explanation;
}

bool has_a_last_day(const Finding& finding) {
  return finding.code.ends_with("certificate.expires_soon") && finding.fails_at.has_value();
}

bool names_the_day(const std::string& explanation, SysTime at, std::chrono::seconds utc_offset) {
  const auto says = [&](const std::string& words) {
    return explanation.find(' ' + words) != std::string::npos;
  };
  if (says("ends today at ") || says("ends tomorrow at ") || says("ended today.")) return true;
  // It may have been written where the clock was another.
  for (const int away : {-1, 0, 1})
    if (says(monitor::day_text(at + std::chrono::days{away}, utc_offset))) return true;
  return false;
}

std::string fitted_text(const TextParts& parts, const Finding& finding, SysTime now,
                        std::chrono::seconds utc_offset) {
  std::vector<Form> forms;
  const auto explanation =
      parts.names.size() > 1 ? of_several(parts.explanation) : parts.explanation;
  for (auto& shorter : monitor::shorter_and_shorter(explanation)) {
    auto day = when(shorter, finding, now, utc_offset);
    forms.push_back({std::move(shorter), std::move(day)});
  }
  const Texts nothing{""};
  const auto all = parts.names.size();
  const auto several = some_of(parts.names, all > most_named + 1 ? most_named : all);
  const auto one = some_of(parts.names, 1);
  const auto& timing = parts.timing.empty() ? nothing : parts.timing;
  for (const auto& names : {several, one}) {
    if (auto text = first_that_fits(names, timing, forms)) return *text;
  }
  for (const auto& names : {several, one, nothing}) {
    if (auto text = first_that_fits(names, nothing, forms)) return *text;
  }
  return cut_short(forms.back());
}

}  // namespace notify
