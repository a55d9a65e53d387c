#include "tray/app/look_pattern.h"

#include "monitor/model/time_text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace tray {

namespace {

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

/// Takes digits from the front of `text` up to `end` into the number; where they stop.
const char* take_digits(const char* text, const char* end, std::int64_t& number) {
  for (; text != end && is_digit(*text); ++text)
    number = number * 10 + (*text - '0');
  return text;
}

/// The length of a plain number like -12.345 at the beginning of `text`, short enough to be read
/// exactly; 0: it is another one. Most are.
std::size_t read_plain_number(std::string_view text, double& value) {
  // What ends before that has at most 15 digits, which a double holds.
  constexpr std::size_t longest = 16;
  static constexpr std::array powers = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6, 1e7,
                                        1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14};
  const auto* const begin = text.data();
  const auto* const end = begin + std::min(text.size(), longest);
  const auto* at = begin + (text.starts_with('-') ? 1 : 0);
  std::int64_t digits = 0;
  at = take_digits(at, end, digits);
  std::ptrdiff_t places = 0;
  if (at != end && *at == '.') {
    const auto* const point = at;
    at = take_digits(at + 1, end, digits);
    places = at - point - 1;
    if (places == 0) return 0;
  }
  if (at == end || *at == 'e' || *at == 'E' || *at == '.') return 0;
  value = static_cast<double>(digits) / powers[static_cast<std::size_t>(places)];
  if (*begin == '-') value = -value;
  return static_cast<std::size_t>(at - begin);
}

/// The length of the JSON number at the beginning of `text`; 0: there is none. RFC 8259, 6.
std::size_t read_number(std::string_view text, double& value) {
  const auto sign = static_cast<std::size_t>(text.starts_with('-'));
  if (text.size() <= sign || !is_digit(text[sign])) return 0;
  const bool zero_first = text[sign] == '0' && text.size() > sign + 1 && is_digit(text[sign + 1]);
  if (zero_first) return 0;
  if (const auto length = read_plain_number(text, value); length > 0) return length;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || !is_digit(stop[-1])) return 0;
  return static_cast<std::size_t>(stop - text.data());
}

/// The length of the time with its quotation marks at the beginning of `text`; 0: there is none.
std::size_t read_time(std::string_view text, monitor::SysTime& at) {
  if (!text.starts_with('"')) return 0;
  const auto end = text.find('"', 1);
  if (end == std::string_view::npos) return 0;
  const auto read = monitor::parse_iso(text.substr(1, end - 1));
  if (!read) return 0;
  at = *read;
  return end + 1;
}

/// The end of the object or list that begins at `begin`; of anything else, `begin`.
std::size_t end_of_nest(std::string_view json, std::size_t begin) {
  std::size_t depth = 0;
  bool in_text = false;
  for (auto at = begin; at < json.size(); ++at) {
    const char letter = json[at];
    if (letter == '"') in_text = !in_text;
    if (letter == '\\' && in_text) ++at;
    if (in_text) continue;
    if (letter == '{' || letter == '[') ++depth;
    if (depth == 0) return begin;
    if ((letter == '}' || letter == ']') && --depth == 0) return at + 1;
  }
  return begin;
}

/// What these hold is read, number for number.
bool is_read(std::string_view text_before) {
  constexpr std::array<std::string_view, 5> keys = {"\"target", "\"steps", "\"certificate",
                                                    "\"gateway_certificate", "\"identity"};
  return std::ranges::any_of(keys, [&](auto key) { return text_before.ends_with(key); });
}

}  // namespace

std::optional<LookPattern::Meaning> LookPattern::meaning_of(std::string_view text_before) {
  if (text_before.ends_with("\"ms")) return Meaning::step_ms;
  if (text_before.ends_with("\"checked_at")) return Meaning::time;
  if (text_before.ends_with("\"clock_skew_s")) return Meaning::clock_skew;
  return {};
}

std::size_t LookPattern::take(std::string_view text, Meaning meaning) {
  if (meaning == Meaning::time) return read_time(text, numbers_.at);
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
  std::size_t read_until = 0;
  // The end of a key; inside a text a quotation mark has a backslash before it.
  for (auto at = line.find("\":"); at != std::string_view::npos; at = line.find("\":", at + 2)) {
    if (at > 0 && line[at - 1] == '\\') continue;
    const auto key = line.substr(0, at);
    const auto begin = line.find_first_not_of(' ', at + 2);
    if (begin == std::string_view::npos) break;
    const bool inside = at < read_until;
    if (!inside && is_read(key)) read_until = end_of_nest(line, begin);
    auto meaning = meaning_of(key);
    // Numbers of keys that nobody reads.
    if (!meaning && !inside) meaning = Meaning::nothing;
    if (!meaning) continue;
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
