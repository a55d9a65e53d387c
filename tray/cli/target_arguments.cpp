#include "tray/cli/target_arguments.h"

#include "tray/app/whole_file.h"

#include <fmt/format.h>

namespace tray {

namespace {

using monitor::Failure;
using monitor::Result;
using monitor::Target;

constexpr std::size_t largest_list = 64U << 20U;
constexpr std::size_t most_targets = 1'000'000;

std::string standard_input() {
  std::string text;
  std::string block(1U << 16U, '\0');
  while (text.size() <= largest_list) {
    const auto got = std::fread(block.data(), 1, block.size(), stdin);
    if (got == 0) break;
    text.append(block, 0, got);
  }
  return text;
}

std::string_view trimmed(std::string_view line) {
  constexpr std::string_view blank = " \t\r";
  const auto first = line.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(blank) - first + 1);
}

Result<std::vector<Target>> targets_in_text(std::string_view text, const std::string& source) {
  std::vector<Target> targets;
  std::size_t number = 0;
  while (!text.empty()) {
    ++number;
    const auto end = text.find('\n');
    const auto line = trimmed(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (line.empty() || line.front() == '#') continue;
    auto endpoint = monitor::parse_endpoint(line);
    if (!endpoint || targets.size() == most_targets) {
      return monitor::fail(
          Failure::Kind::invalid_input,
          fmt::format("{}, line {}: {}", source, number,
                      endpoint ? "there are too many targets." : endpoint.error().what));
    }
    Target target;
    target.endpoint = std::move(*endpoint);
    targets.push_back(std::move(target));
  }
  return targets;
}

}  // namespace

Result<Target> target_argument(const std::string& text) {
  auto endpoint = monitor::parse_endpoint(text);
  if (!endpoint) return monitor::fail(Failure::Kind::wrong_use, endpoint.error().what);
  Target target;
  target.endpoint = std::move(*endpoint);
  return target;
}

Result<std::vector<Target>> targets_in_list(const std::string& file) {
  if (file == "-") {
    const auto text = standard_input();
    if (text.size() > largest_list) {
      return monitor::fail(Failure::Kind::invalid_input,
                           "The list on standard input is too large.");
    }
    return targets_in_text(utf8_text(text), "standard input");
  }
  const auto text = read_whole_file(path_of(file), largest_list);
  if (!text) return tl::unexpected(text.error());
  return targets_in_text(utf8_text(*text), file);
}

}  // namespace tray
