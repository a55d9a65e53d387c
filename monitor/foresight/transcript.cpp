#include "monitor/foresight/transcript.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace monitor {

namespace {

constexpr std::size_t longest_text = 256;
constexpr std::size_t most_places = 512;
constexpr int digits = 9;
// Local time is at most 14 hours ahead of UTC.
constexpr std::chrono::hours farthest_ahead{14};
constexpr std::int64_t longest_time_ms = 4'000'000'000'000;

bool is_plain(char letter) {
  constexpr char first = '!';
  return static_cast<unsigned char>(letter) >= first && letter != '%' && letter != '\x7f';
}

/// Without spaces and control characters, and never empty.
std::string as_word(std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string word = text.empty() ? "%" : "";
  for (const char letter : text) {
    if (is_plain(letter)) {
      word += letter;
      continue;
    }
    const auto code = static_cast<unsigned char>(letter);
    word += {'%', hex[code / 16], hex[code % 16]};
  }
  return word;
}

std::optional<std::string> from_word(std::string_view word) {
  if (word == "%") return std::string();
  std::string text;
  while (!word.empty()) {
    if (word.front() != '%') {
      text += word.front();
      word.remove_prefix(1);
      continue;
    }
    unsigned code = 0;
    if (word.size() < 3) return {};
    const auto end = std::from_chars(word.data() + 1, word.data() + 3, code, 16);
    if (end.ptr != word.data() + 3) return {};
    text += static_cast<char>(code);
    word.remove_prefix(3);
  }
  return text;
}

template <class Number>
std::optional<Number> parsed(std::string_view word) {
  Number value{};
  const auto* end = word.data() + word.size();
  const auto done = std::from_chars(word.data(), end, value);
  if (word.empty() || done.ec != std::errc{} || done.ptr != end) return {};
  return value;
}

}  // namespace

std::string_view Transcript::next_word() {
  const auto end = std::min(rest_.find(' '), rest_.size());
  const auto word = rest_.substr(0, end);
  rest_.remove_prefix(std::min(end + 1, rest_.size()));
  return word;
}

void Transcript::add_word(std::string_view word) {
  if (!line_.empty()) line_ += ' ';
  line_ += word;
}

void Transcript::number(std::int64_t& value, std::int64_t least, std::int64_t most) {
  if (!reading_) return add_word(std::to_string(std::clamp(value, least, most)));
  const auto read = parsed<std::int64_t>(next_word());
  whole_ = whole_ && read && *read >= least && *read <= most;
  if (whole_) value = *read;
}

void Transcript::real(double& value, double least, double most) {
  if (!reading_) {
    std::array<char, 32> room{};
    const auto done =
        std::to_chars(room.data(), room.data() + room.size(), std::clamp(value, least, most),
                      std::chars_format::general, digits);
    return add_word({room.data(), done.ptr});
  }
  const auto read = parsed<double>(next_word());
  whole_ = whole_ && read && *read >= least && *read <= most;
  if (whole_) value = *read;
}

void Transcript::flag(bool& value) {
  int number_of = value ? 1 : 0;
  number(number_of, 0, 1);
  value = number_of == 1;
}

void Transcript::text(std::string& value) {
  if (!reading_) return add_word(as_word(std::string_view(value).substr(0, longest_text)));
  auto read = from_word(next_word());
  whole_ = whole_ && read && read->size() <= longest_text;
  if (whole_) value = std::move(*read);
}

void Transcript::time(SysTime& value) {
  auto ms = std::int64_t{value.time_since_epoch().count()};
  number(ms, -longest_time_ms, longest_time_ms);
  value = SysTime{SysTime::duration{ms}};
  if (!reading_ || value <= now_) return;
  value = now_;
  late_ = true;
}

void Transcript::day(std::int64_t& value) {
  number(value, -1, longest_time_ms);
  const auto today = std::chrono::floor<std::chrono::days>(now_ + farthest_ahead);
  const std::int64_t newest = today.time_since_epoch().count();
  if (!reading_ || value <= newest) return;
  value = newest;
  late_ = true;
}

void Transcript::place(std::size_t& number_of) {
  auto& ours = places_.ours;
  std::size_t in_text = 0;
  if (!reading_ && number_of != 0) {
    const auto known = std::find(ours.begin(), ours.end(), number_of);
    in_text = static_cast<std::size_t>(known - ours.begin()) + 1;
    if (known == ours.end()) ours.push_back(number_of);
  }
  number(in_text, 0, static_cast<std::int64_t>(reading_ ? ours.size() : most_places));
  if (reading_ && whole_) number_of = in_text == 0 ? 0 : ours[in_text - 1];
}

}  // namespace monitor
