#include "notify/alert_words.h"

#include "monitor/model/finding_codes.h"
#include "monitor/model/sentences.h"
#include "monitor/model/taken_back.h"
#include "monitor/model/time_text.h"
#include "notify/fitted_text.h"
#include "notify/matter.h"

#include <algorithm>
#include <chrono>

namespace notify {

namespace {

using monitor::characters;
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

std::string phrase_of(const Finding& finding, SysTime now) {
  if (!has_a_last_day(finding)) return monitor::within_a_sentence(finding.title);
  if (finding.code.starts_with("gateway."))
    return "gateway certificate ends in " + short_span(now, *finding.fails_at);
  return "certificate ends in " + span(now, *finding.fails_at);
}

}  // namespace

std::string cut_to(std::string_view text, std::size_t most) {
  if (characters(text) <= most) return std::string(text);
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
  const auto length = characters(name);
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

std::string cut_to_words(const std::string& text, std::size_t most) {
  auto cut = cut_to(text, most);
  if (cut == text) return cut;
  const auto last = cut.find_last_of(' ');
  if (last == std::string::npos || cut[last - 1] == ':') return cut;
  return cut.substr(0, last).append(ellipsis);
}

namespace {

/// That it has lasted, in a sentence and in a shorter one; of a certificate's end its day says
/// more.
Names how_long(const Finding& finding, const std::string& lasted, std::chrono::seconds utc_offset) {
  const bool has_its_day =
      finding.fails_at && names_the_day(finding.explanation, *finding.fails_at, utc_offset);
  if (is_about_an_end(finding.code) && (!has_ended(finding.code) || has_its_day)) return {};
  return {"This has lasted for " + lasted + ".", "For " + lasted + " now."};
}

/// Several are out of reach, for one cause; a clock that is wrong keeps nobody from them, nor does
/// a certificate's fault keep everybody.
bool is_shared_failure(const Names& names, const Finding& finding) {
  return names.size() > 1 && finding.severity == Severity::failure &&
         finding.code != "identity.clock_skew" &&
         finding.code.find("certificate.") == std::string::npos;
}

/// This computer's own matter, whoever it was seen at. After a restart only the code is known.
bool is_own_clock(const Names& names, const Finding& finding) {
  return finding.title == monitor::own_clock_title ||
         (finding.code == "identity.clock_skew" && names.size() > 1);
}

}  // namespace

std::string title_of(const Names& names, const std::string& phrase) {
  const bool several = names.size() > 1;
  const auto count = std::to_string(names.size());
  const auto whole = (several ? count + " computers" : names.front()) + ": " + phrase;
  if (characters(whole) <= longest_title) return whole;
  constexpr std::string_view article = "the ";
  const auto rest = ": " + phrase.substr(phrase.starts_with(article) ? article.size() : 0);
  const auto room = longest_title - std::min(characters(rest), longest_title);
  const auto who =
      several ? count + " PCs" : cut_middle(names.front(), std::max(shortest_name, room));
  return cut_to_words(who + rest, longest_title);
}

Words trouble_words(const Names& names, const Finding& finding, SysTime now,
                    std::chrono::seconds utc_offset) {
  Words words;
  const std::string since(monitor::since_of(finding.explanation));
  const bool own_clock = is_own_clock(names, finding);
  words.text = fitted_text({own_clock ? Names{} : names, since.empty() ? Names{} : Names{since},
                            std::string(monitor::without_since(finding.explanation))},
                           finding, now, utc_offset);
  words.title = own_clock ? std::string(monitor::own_clock_title)
                : is_shared_failure(names, finding)
                    ? std::to_string(names.size()) + " computers cannot be reached"
                    : title_of(names, phrase_of(finding, now));
  return words;
}

Words reminder_words(const Names& names, const Finding& finding, SysTime since, SysTime now,
                     std::chrono::seconds utc_offset) {
  auto words = trouble_words(names, finding, now, utc_offset);
  // What was said of its first hour is of no use by now.
  words.text = fitted_text({is_own_clock(names, finding) ? Names{} : names,
                            how_long(finding, span(since, now), utc_offset),
                            std::string(monitor::without_since(finding.explanation))},
                           finding, now, utc_offset);
  return words;
}

std::string relief_title(const Names& names, const Finding& finding, bool others_remain) {
  if (is_own_clock(names, finding)) return "This computer's clock is right again";
  const bool works_again = finding.severity == Severity::failure && names.size() == 1;
  // It may be that this computer has left that network.
  const bool network = finding.code == "network.port_blocked";
  if (is_shared_failure(names, finding) && !others_remain && !network)
    return std::to_string(names.size()) + " computers can be reached again";
  const auto* phrase = others_remain ? "one trouble is over"
                       : network     ? "no longer blocked"
                       : works_again ? "works again"
                                     : "all is well again";
  return title_of(names, phrase);
}

std::string over_text(const Names& names, const Finding& finding, bool others_remain) {
  if (finding.code == "network.port_blocked") return "Connections get through again";
  if (is_shared_failure(names, finding) && !others_remain) return "They can be reached again";
  const auto* what = finding.severity == Severity::risk ? "The warning \"" : "\"";
  return what + finding.title + "\" is over";
}

Words relief_words(const Names& names, const Finding& finding,
                   std::optional<std::chrono::seconds> lasted, const std::string& remains,
                   bool seen_in_part) {
  const bool others_remain = !remains.empty();
  const auto* after = seen_in_part ? ". The trouble was seen to last for " : ", after ";
  const auto length = lasted ? after + monitor::span_text(*lasted) : "";
  const auto text = over_text(names, finding, others_remain) + length + "." +
                    (others_remain ? " \"" + remains + "\" remains." : "");
  const auto whom = is_own_clock(names, finding) ? Names{} : names;
  return {relief_title(names, finding, others_remain), fitted_text({whom, {}, text}, {}, {}, {})};
}

Words no_longer_watched_words() {
  return {"No longer watched", "What was told is of a computer that was taken off the list."};
}

Words taken_back_words(const Names& names, const Finding& finding) {
  // Where several share it, its own title says that of the clock.
  const auto* row = monitor::find_code(finding.code);
  const auto title = row == nullptr ? finding.title : std::string(row->title);
  return {is_own_clock(names, finding) ? "This computer's clock was wrong"
                                       : title_of(names, "this computer's clock was wrong"),
          fitted_text({names,
                       {},
                       "\"" + title +
                           "\" is taken back: this computer's clock was wrong and has been set "
                           "right. If anything is still wrong, you will be told again."},
                      {}, {}, {})};
}

std::string naming_gateway(const std::string& text, const std::string& gateway) {
  constexpr std::string_view mention = "he gateway";
  const auto at = text.find(mention);
  // In quotation marks stands a title, which is known by its words.
  if (gateway.empty() || at == std::string::npos || text.find('"') < at) return text;
  auto named = text;
  named.insert(at + mention.size(), ' ' + gateway);
  return characters(named) <= longest_text ? named : text;
}

void put_words(Alert& alert, const Words& words) {
  alert.title = monitor::without_controls(words.title);
  alert.text = monitor::without_controls(words.text);
}

}  // namespace notify
