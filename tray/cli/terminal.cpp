#include "tray/cli/terminal.h"

#include "monitor/model/sentences.h"
#include "tray/cli/console.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace tray {

namespace {

constexpr std::size_t columns = 78;

std::string styled(const char* code, std::string_view text) {
  if (!colours_are_wanted()) return std::string(text);
  return "\x1b[" + std::string(code) + 'm' + std::string(text) + "\x1b[0m";
}

/// Columns that UTF-8 text takes, near enough: one for each character.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

void put(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

void say_aside(std::string_view sentence) {
  clear_progress();
  std::fflush(stdout);
  std::fprintf(stderr, "rdpready: %.*s\n", static_cast<int>(sentence.size()), sentence.data());
}

bool output_is_terminal() {
  return is_terminal(stdout);
}

bool messages_are_on_terminal() {
  return is_terminal(stderr);
}

bool can_ask() {
  return is_terminal(stdin) && messages_are_on_terminal();
}

bool ask(std::string_view question) {
  std::fflush(stdout);
  show_progress(question);
  std::string answer;
  for (int c = std::getchar(); c != EOF && c != '\n'; c = std::getchar()) {
    if (c != ' ' && c != '\r' && answer.size() < 4) answer += static_cast<char>(c | 0x20);
  }
  return answer == "y" || answer == "yes";
}

void show_progress(std::string_view line) {
  if (!messages_are_on_terminal()) return;
  std::fprintf(stderr, "\r\x1b[K%.*s", static_cast<int>(line.size()), line.data());
  std::fflush(stderr);
}

void clear_progress() {
  show_progress("");
}

bool colours_are_wanted() {
  static const bool wanted = [] {
    const char* refused = std::getenv("NO_COLOR");
    return output_is_terminal() && (refused == nullptr || *refused == '\0');
  }();
  return wanted;
}

std::string coloured(monitor::Verdict verdict, std::string_view text) {
  switch (verdict) {
    case monitor::Verdict::ready:
      return styled("1;32", text);
    case monitor::Verdict::at_risk:
      return styled("1;33", text);
    case monitor::Verdict::would_fail:
      return styled("1;31", text);
    case monitor::Verdict::unknown:
      return styled("1;36", text);
  }
  return std::string(text);
}

std::string faint(std::string_view text) {
  return styled("2", text);
}

std::string bold(std::string_view text) {
  return styled("1", text);
}

std::string printable(std::string_view text) {
  return monitor::without_controls(text);
}

std::string wrapped(std::string_view text, std::string_view indent) {
  std::string out;
  std::size_t used = 0;
  while (!text.empty()) {
    const auto space = text.find(' ');
    const auto word = text.substr(0, space);
    text = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
    if (word.empty()) continue;
    if (used == 0 || used + 1 + width_of(word) > columns) {
      if (used != 0) out += '\n';
      out += indent;
      used = width_of(indent);
    } else {
      out += ' ';
      ++used;
    }
    out += word;
    used += width_of(word);
  }
  return out + '\n';
}

}  // namespace tray
