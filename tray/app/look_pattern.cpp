#include "tray/app/look_pattern.h"

#include "monitor/model/time_text.h"

#include <charconv>

namespace tray {

namespace {

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

/// The length of the JSON number at the beginning of `text`; 0: there is none. RFC 8259, 6.
std::size_t read_number(std::string_view text, double& value) {
  const auto sign = static_cast<std::size_t>(text.starts_with('-'));
  if (text.size() <= sign || !is_digit(text[sign])) return 0;
  const bool zero_first = text[sign] == '0' && text.size() > sign + 1 && is_digit(text[sign + 1]);
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (zero_first || error != std::errc{} || !is_digit(stop[-1])) return 0;
  return static_cast<std::size_t>(stop - text.data());
}

}  // namespace

std::optional<LookPattern::Meaning> LookPattern::meaning_of(std::string_view text_before) {
  if (text_before.ends_with("\"ms")) return Meaning::step_ms;
  if (text_before.ends_with("\"checked_at")) return Meaning::time;
  if (text_before.ends_with("\"clock_skew_s")) return Meaning::clock_skew;
  if (text_before.ends_with("\"duration_ms")) return Meaning::nothing;
  return {};
}

std::size_t LookPattern::take(std::string_view text, Meaning meaning) {
  if (meaning == Meaning::time) {
    if (!text.starts_with('"')) return 0;
    const auto end = text.find('"', 1);
    if (end == std::string_view::npos) return 0;
    const auto at = monitor::parse_iso(text.substr(1, end - 1));
    if (!at) return 0;
    numbers_.at = *at;
    return end + 1;
  }
  double value = 0;
  const auto length = read_number(text, value);
  if (length == 0) return 0;
  if (meaning == Meaning::step_ms) numbers_.steps_ms.push_back(value);
  if (meaning == Meaning::clock_skew) numbers_.clock_skew_s = value;
  return length;
}

void LookPattern::learn(std::string_view line) {
  text_ = line;
  gaps_.clear();
  // Inside a text a quotation mark has a backslash before it, so this is the end of a key.
  for (auto at = line.find("\":"); at != std::string_view::npos; at = line.find("\":", at + 2)) {
    const auto meaning = meaning_of(line.substr(0, at));
    if (!meaning) continue;
    const auto begin = line.find_first_not_of(' ', at + 2);
    if (begin == std::string_view::npos) break;
    if (const auto length = take(line.substr(begin), *meaning); length > 0)
      gaps_.push_back({begin, begin + length, *meaning});
  }
}

const LookPattern::Numbers* LookPattern::read(std::string_view line) {
  numbers_.steps_ms.clear();
  numbers_.clock_skew_s.reset();
  const std::string_view text = text_;
  std::size_t done = 0;
  for (const auto& gap : gaps_) {
    const auto between = text.substr(done, gap.begin - done);
    if (!line.starts_with(between)) return nullptr;
    line.remove_prefix(between.size());
    const auto length = take(line, gap.meaning);
    if (length == 0) return nullptr;
    line.remove_prefix(length);
    done = gap.end;
  }
  return line == text.substr(done) ? &numbers_ : nullptr;
}

}  // namespace tray
