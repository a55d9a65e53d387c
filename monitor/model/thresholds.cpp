#include "monitor/model/thresholds.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>

namespace monitor {

namespace {

using std::chrono::days;

constexpr std::size_t most_notices = 8;
constexpr int longest_before = 365;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::optional<days> some_days(std::string_view text) {
  text = trimmed(text);
  int count = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc{} || stop != end || count < 1 || count > longest_before) return {};
  return days{count};
}

tl::unexpected<Failure> not_days(std::string_view text) {
  constexpr std::size_t longest_shown = 60;
  const auto shown = text.size() > longest_shown ? "So long a text" : '"' + std::string(text) + '"';
  return fail(Failure::Kind::invalid_input,
              shown +
                  " is no list of days; write it like 30,14,7: 1 to 8 different whole numbers "
                  "from 1 to 365.");
}

}  // namespace

Result<std::vector<days>> parse_certificate_days(std::string_view text) {
  std::vector<days> all;
  auto rest = text;
  while (true) {
    const auto comma = rest.find(',');
    const auto one = some_days(rest.substr(0, comma));
    if (!one || all.size() == most_notices || std::ranges::count(all, *one) != 0)
      return not_days(text);
    all.push_back(*one);
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  std::ranges::sort(all, std::greater());
  return all;
}

std::string to_text(const std::vector<days>& certificate_days) {
  std::string text;
  for (const auto one : certificate_days)
    text += (text.empty() ? "" : ",") + std::to_string(one.count());
  return text;
}

}  // namespace monitor
