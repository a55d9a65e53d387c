#include "monitor/model/time_text.h"
#include "notify/alert_words.h"

#include <cstdio>

namespace notify {

namespace {

using monitor::SysTime;
using std::chrono::days;
using std::chrono::floor;
using std::chrono::minutes;

constexpr std::size_t longest_text = 200;

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text)
    count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  return count;
}

/// "09:10" today, else "22 November"; by the clock on the wall.
std::string since_when(const Times& times) {
  const auto wall = times.first + times.utc_offset;
  const auto day = floor<days>(wall);
  if (day != floor<days>(times.now + times.utc_offset)) {
    auto text = monitor::day_text(wall);
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

}  // namespace

Words flapping_words(const std::vector<std::string>& names, const monitor::Finding& finding,
                     const Times& times) {
  const auto what = "It " + counted(times) + " and worked in between. ";
  return {title_of(names, counted(times)), cut_to(what + finding.explanation, longest_text)};
}

Words settled_words(const std::vector<std::string>& names, const monitor::Finding& finding,
                    const Times& times) {
  const auto* phrase =
      finding.severity == monitor::Severity::failure ? "works again" : "all is well again";
  return {title_of(names, phrase),
          cut_to("\"" + finding.title + "\" is over. It " + counted(times) + ".", longest_text)};
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
