#include "tray/app/redaction.h"

#include "monitor/model/finding_codes.h"
#include "monitor/model/lower_case.h"
#include "monitor/model/target.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace tray {

namespace {

bool is_letter_or_digit(char c) {
  // Every byte of UTF-8 beyond ASCII is part of a word.
  return static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c)) != 0;
}

bool all_of(std::string_view text, std::string_view characters) {
  return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos;
}

bool is_ipv4(std::string_view word) {
  return all_of(word, "0123456789.") && std::ranges::count(word, '.') == 3 && word.back() != '.';
}

bool is_ipv6(std::string_view word) {
  if (const auto zone = word.find('%'); zone != std::string_view::npos) word = word.substr(0, zone);
  return all_of(monitor::lower_case(word), "0123456789abcdef:.") &&
         (word.find("::") != std::string_view::npos || std::ranges::count(word, ':') == 7);
}

bool is_fingerprint(std::string_view word) {
  constexpr std::size_t shortest = 32;
  return word.size() >= shortest && all_of(monitor::lower_case(word), "0123456789abcdef:");
}

/// "user@example.com", "EXAMPLE\user".
bool is_account(std::string_view word) {
  const auto at = word.find_first_of("@\\");
  return at != std::string_view::npos && at > 0 && at + 1 < word.size() &&
         std::ranges::count(word, '\\') <= 1;
}

/// The endings of files that stand in our own sentences.
bool is_file_name(std::string_view word) {
  constexpr std::array<std::string_view, 14> endings = {".log", ".db",  ".json", ".jsonl",  ".txt",
                                                        ".zip", ".exe", ".cpp",  ".h",      ".pem",
                                                        ".rdp", ".bmc", ".bin",  ".desktop"};
  return std::ranges::any_of(endings, [&](auto ending) { return word.ends_with(ending); });
}

bool is_full_name(std::string_view word) {
  const auto dot = word.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  const auto last = word.substr(dot + 1);
  const bool ends_in_letters =
      last.size() >= 2 && std::ranges::none_of(last, [](char c) {
        return !is_letter_or_digit(c) || std::isdigit(static_cast<unsigned char>(c)) != 0;
      });
  return ends_in_letters && word.find('_') == std::string_view::npos &&
         monitor::find_code(word) == nullptr && !is_file_name(word) &&
         !word.starts_with("rdpready.") && word != "gateway.resolve" && word != "gateway.connect" &&
         word != "gateway.tls";
}

/// What kind of name the word looks like; empty: none.
std::string_view kind_of(std::string_view word) {
  if (is_account(word)) return "account";
  if (is_ipv4(word) || is_ipv6(word)) return "address";
  if (is_fingerprint(word)) return "fingerprint";
  return is_full_name(word) ? "host" : "";
}

bool is_part_of_word(char c) {
  return is_letter_or_digit(c) || std::string_view("._:%@\\-").find(c) != std::string_view::npos;
}

/// Where the word ends without the marks that close a sentence, and without a port.
std::size_t core_size(std::string_view word) {
  auto size = word.size();
  while (size > 0 && std::string_view(".:-\\").find(word[size - 1]) != std::string_view::npos)
    --size;
  const auto colon = word.substr(0, size).rfind(':');
  const bool has_port = colon != std::string_view::npos && colon == word.find(':') &&
                        all_of(word.substr(colon + 1, size - colon - 1), "0123456789");
  return has_port ? colon : size;
}

}  // namespace

void Redaction::hide(std::string_view kind, std::string_view name) {
  const auto small = monitor::lower_case(name);
  if (small.empty() || stand_ins_.contains(small)) return;
  stand_in(kind, small);
  const auto place = std::ranges::find_if(
      names_, [&](const std::string& other) { return other.size() < small.size(); });
  names_.insert(place, small);
}

std::string Redaction::stand_in(std::string_view kind, const std::string& name) {
  auto& known = stand_ins_[name];
  if (known.empty()) known = std::string(kind) + '-' + std::to_string(++counts_[std::string(kind)]);
  return known;
}

std::string Redaction::apply(std::string_view text) {
  return without_patterns(without_names(text));
}

std::string Redaction::without_names(std::string_view text) const {
  std::string left(text);
  for (const auto& name : names_) {
    const auto small = monitor::lower_case(left);
    std::string out;
    std::size_t from = 0;
    for (auto at = small.find(name); at != std::string::npos; at = small.find(name, at)) {
      const auto end = at + name.size();
      const bool starts = at == 0 || !is_letter_or_digit(small[at - 1]);
      const bool ends = end == small.size() || !is_letter_or_digit(small[end]);
      if (!starts || !ends) {
        ++at;
        continue;
      }
      out.append(left, from, at - from).append(stand_ins_.at(name));
      from = at = end;
    }
    left = out.append(left, from);
  }
  return left;
}

std::string Redaction::without_patterns(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_part_of_word(text[at])) {
      out += text[at++];
      continue;
    }
    auto end = at;
    while (end < text.size() && is_part_of_word(text[end]))
      ++end;
    const auto core = text.substr(at, core_size(text.substr(at, end - at)));
    const auto kind = kind_of(core);
    out += kind.empty() ? std::string(core) : stand_in(kind, monitor::lower_case(core));
    out += text.substr(at + core.size(), end - at - core.size());
    at = end;
  }
  return out;
}

}  // namespace tray
