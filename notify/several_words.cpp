#include "monitor/model/sentences.h"
#include "monitor/model/time_text.h"
#include "notify/alert_words.h"
#include "notify/fitted_text.h"

#include <cstdio>

namespace notify {

namespace {

using monitor::characters;
using monitor::SysTime;
using std::chrono::days;
using std::chrono::floor;
using std::chrono::minutes;

constexpr std::size_t longest_text = 200;

/// "09:10" today, else "22 November"; by the clock on the wall.
std::string since_when(const Times& times) {
  const auto wall = times.first + times.utc_offset;
  const auto day = floor<days>(wall);
  if (day != floor<days>(times.now + times.utc_offset)) {
    auto text = monitor::day_text(times.first, times.utc_offset);
    text.erase(text.rfind(' '));
    return text;
  }
  const std::chrono::hh_mm_ss time{floor<minutes>(wall - day)};
  char text[24];
  std::snprintf(text, sizeof text, "%02d:%02d", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()));
  return text;
}

std::string counted(const Times& times) {
  return "failed " + std::to_string(times.count) + " times since " + since_when(times);
}

std::string who(const std::vector<std::string>& names) {
  return names.size() > 1 ? "They " : "It ";
}

}  // namespace

Words flapping_words(const std::vector<std::string>& names, const monitor::Finding& finding,
                     const Times& times) {
  const auto often = who(names) + counted(times);
  const TextParts parts{names,
                        {often + " and worked in between.", often + "."},
                        std::string(monitor::without_since(finding.explanation))};
  return {title_of(names, counted(times)),
          fitted_text(parts, finding, times.now, times.utc_offset)};
}

Words settled_words(const std::vector<std::string>& names, const monitor::Finding& finding,
                    const Times& times) {
  const auto text = over_text(names, finding, false) + ". " + who(names) + counted(times) + ".";
  return {relief_title(names, finding, false), fitted_text({names, {}, text}, {}, {}, {})};
}

Words several_words(const std::vector<Alert>& alerts) {
  Words words;
  words.title = std::to_string(alerts.size()) + " things need your attention";
  std::size_t said = 0;
  for (const auto& alert : alerts) {
    const auto left = alerts.size() - said;
    const auto part = (said == 0 ? "" : "; ") + alert.title;
    const auto rest = left > 1 ? "; and " + std::to_string(left - 1) + " more." : ".";
    if (characters(words.text + part + rest) > longest_text) break;
    words.text += part;
    ++said;
  }
  const auto left = alerts.size() - said;
  words.text += left > 0 ? "; and " + std::to_string(left) + " more." : ".";
  return words;
}

}  // namespace notify
