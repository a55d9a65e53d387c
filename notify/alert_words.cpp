#include "notify/alert_words.h"

#include "monitor/model/finding_codes.h"
#include "monitor/model/time_text.h"

#include <algorithm>
#include <chrono>

namespace notify {

namespace {

using monitor::Finding;
using monitor::Severity;
using monitor::SysTime;
using Names = std::vector<std::string>;

constexpr std::size_t longest_title = 48;
constexpr std::size_t longest_text = 200;
// A name is still recognised by that much of it, and the words of every finding fit beside it.
constexpr std::size_t shortest_name = 11;
constexpr std::string_view ellipsis = "…";

bool begins_a_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_a_character));
}

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

/// For behind a name: "The certificate" becomes "the certificate", "RDP" stays.
std::string behind_a_name(std::string text) {
  if (text.size() > 1 && is_upper(text[0]) && !is_upper(text[1])) {
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  }
  return text;
}

std::string joined(const Names& names) {
  constexpr std::size_t most_named = 3;
  std::string text;
  const auto named = names.size() > most_named + 1 ? most_named : names.size();
  for (std::size_t i = 0; i < named; ++i) {
    const bool last = i + 1 == names.size();
    if (i > 0) text += last ? " and " : ", ";
    text += cut_middle(names[i], 24);
  }
  if (named < names.size()) text += " and " + std::to_string(names.size() - named) + " more";
  return text;
}

std::string span(SysTime from, SysTime to) {
  return monitor::span_text(
      std::chrono::duration_cast<std::chrono::seconds>(std::max(to - from, SysTime::duration{0})));
}

/// "18 h": the words for a gateway's certificate leave no room for more.
std::string short_span(SysTime from, SysTime to) {
  auto text = span(from, to);
  for (const std::string_view sign : {" h", " min"}) {
    const auto at = text.find(sign);
    if (at != std::string::npos) text.resize(at + sign.size());
  }
  return text;
}

bool is_about_an_end(const Finding& finding) {
  return finding.code.ends_with("certificate.expires_soon") && finding.fails_at.has_value();
}

std::string phrase_of(const Finding& finding, SysTime now) {
  if (!is_about_an_end(finding)) return behind_a_name(finding.title);
  if (finding.code.starts_with("gateway."))
    return "gateway certificate ends in " + short_span(now, *finding.fails_at);
  return "certificate ends in " + span(now, *finding.fails_at);
}

bool names_the_day(const std::string& explanation, const std::string& day) {
  for (const auto& named : {day, std::string(" ends today at "), std::string(" ends tomorrow at ")})
    if (explanation.find(named) != std::string::npos) return true;
  return false;
}

/// The day of a failure that is still to come, unless the explanation names it.
std::string when(const Finding& finding, SysTime now) {
  if (!finding.fails_at || *finding.fails_at <= now) return {};
  const auto day = monitor::day_text(*finding.fails_at);
  if (names_the_day(finding.explanation, day)) return {};
  if (is_about_an_end(finding)) return "It ends on " + day + ".";
  return "It is expected to fail on " + day + ".";
}

/// As many whole sentences of `text` as leave room for `rest`, then `rest`.
std::string with_room_for(std::string_view text, const std::string& rest) {
  const auto room = rest.empty() ? longest_text : longest_text - length_of(rest) - 1;
  std::string kept(text);
  while (length_of(kept) > room) {
    const auto end = kept.find_last_of(".:", kept.size() - 2);
    if (end == std::string::npos || kept[end] == ':') {
      kept = cut_to(kept, room);
      break;
    }
    kept.resize(end + 1);
  }
  if (rest.empty()) return kept;
  return kept.empty() ? rest : kept + ' ' + rest;
}

std::string told_to(const Names& names, const std::string& explanation) {
  return names.size() > 1 ? joined(names) + ": " + explanation : explanation;
}

}  // namespace

std::string cut_to(std::string_view text, std::size_t most) {
  if (length_of(text) <= most) return std::string(text);
  std::size_t kept = 0;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if (begins_a_character(text[at]) && ++kept == most) break;
  }
  auto cut = text.substr(0, at);
  while (cut.ends_with(' '))
    cut.remove_suffix(1);
  return std::string(cut).append(ellipsis);
}

std::string cut_middle(std::string_view name, std::size_t most) {
  const auto length = length_of(name);
  if (length <= most) return std::string(name);
  const auto tail = (most - 1) / 2;
  const auto begins_at = [&](std::size_t character) {
    std::size_t at = 0;
    for (std::size_t seen = 0; at < name.size(); ++at) {
      if (begins_a_character(name[at]) && seen++ == character) break;
    }
    return at;
  };
  auto end = name.substr(begins_at(length - tail));
  while (end.starts_with(' '))
    end.remove_prefix(1);
  return cut_to(name, most - tail).append(end);
}

namespace {

/// At most `most` characters, without half a word before the ellipsis.
std::string cut_to_words(const std::string& text, std::size_t most) {
  auto cut = cut_to(text, most);
  if (cut == text) return cut;
  const auto last = cut.find_last_of(' ');
  if (last == std::string::npos || cut[last - 1] == ':') return cut;
  return cut.substr(0, last).append(ellipsis);
}

/// Several are out of reach, for one cause; a clock that is wrong keeps nobody from them.
bool is_shared_failure(const Names& names, const Finding& finding) {
  return names.size() > 1 && finding.severity == Severity::failure &&
         finding.code != "identity.clock_skew";
}

}  // namespace

std::string title_of(const Names& names, const std::string& phrase) {
  const bool several = names.size() > 1;
  const auto count = std::to_string(names.size());
  const auto whole = (several ? count + " computers" : names.front()) + ": " + phrase;
  if (length_of(whole) <= longest_title) return whole;
  constexpr std::string_view article = "the ";
  const auto rest = ": " + phrase.substr(phrase.starts_with(article) ? article.size() : 0);
  const auto room = longest_title - std::min(length_of(rest), longest_title);
  const auto who =
      several ? count + " PCs" : cut_middle(names.front(), std::max(shortest_name, room));
  return cut_to_words(who + rest, longest_title);
}

Words trouble_words(const Names& names, const Finding& finding, SysTime now) {
  Words words;
  words.text = with_room_for(told_to(names, finding.explanation), when(finding, now));
  words.title = is_shared_failure(names, finding)
                    ? std::to_string(names.size()) + " computers cannot be reached"
                    : title_of(names, phrase_of(finding, now));
  return words;
}

Words reminder_words(const Names& names, const Finding& finding, SysTime since, SysTime now) {
  auto words = trouble_words(names, finding, now);
  // What was said of its first hour is of no use by now.
  const auto* usual = monitor::find_code(finding.code);
  const auto explanation = usual == nullptr ? finding.explanation : std::string(usual->explanation);
  const auto lasted = "This has lasted for " + span(since, now) + ".";
  words.text = with_room_for(told_to(names, explanation), lasted);
  return words;
}

Words relief_words(const Names& names, const Finding& finding, std::chrono::seconds lasted,
                   bool others_remain) {
  Words words;
  const bool works_again = finding.severity == Severity::failure && names.size() == 1;
  const auto* phrase = others_remain ? "one trouble is over"
                       : works_again ? "works again"
                                     : "all is well again";
  words.title = is_shared_failure(names, finding) && !others_remain
                    ? std::to_string(names.size()) + " computers can be reached again"
                    : title_of(names, phrase);
  const auto what = "\"" + finding.title + "\" is over, after " + monitor::span_text(lasted) + ".";
  words.text = with_room_for(told_to(names, what), others_remain ? "Another one remains." : "");
  return words;
}

}  // namespace notify
