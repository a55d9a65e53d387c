#include "monitor/platform/linux/known_hosts.h"

#include "monitor/model/target.h"
#include "monitor/platform/copy_format.h"
#include "monitor/platform/linux/kept_file.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <sstream>

namespace monitor {

namespace {

namespace fs = std::filesystem;

constexpr const char* kind = "freerdp known host";
constexpr std::string_view id_start = "known_host:";
constexpr std::size_t most_lines = 10'000;

/// The lines with their line breaks; the last may have none.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    const auto size = end == text.npos ? text.size() - at : end - at + 1;
    lines.push_back(text.substr(at, size));
    at += size;
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines)
    text += line;
  return text;
}

/// What a line says; `damage` where the client cannot use it.
struct Entry {
  std::string host;
  std::optional<std::uint16_t> port;
  std::string hash;  ///< hex without separators
  std::string damage;
};

/// Empty unless it is pairs of hexadecimal digits, with colons or without.
std::string hash_of(const std::string& word) {
  std::string hash;
  for (const char c : word) {
    if (c == ':') continue;
    if (std::string_view("0123456789abcdefABCDEF").find(c) == std::string_view::npos) return {};
    hash += c >= 'A' && c <= 'F' ? static_cast<char>(c + 'a' - 'A') : c;
  }
  return hash;
}

Entry entry_of(const std::string& line) {
  Entry entry;
  std::istringstream words(line);
  std::string port;
  std::string hash;
  words >> entry.host >> port >> hash;
  std::uint16_t number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (error == std::errc() && end == port.data() + port.size() && number != 0) entry.port = number;
  // Remmina's way: the port is in both words.
  if (const auto suffix = ':' + port; entry.port && entry.host.ends_with(suffix))
    entry.host.resize(entry.host.size() - suffix.size());
  entry.hash = hash_of(hash);
  if (!entry.port || hash.empty())
    entry.damage = "The line breaks off.";
  else if (entry.hash.size() != 64 && entry.hash.size() != 40)
    entry.damage = "The fingerprint is no fingerprint of a certificate.";
  return entry;
}

bool is_blank(const std::string& line) {
  return line.find_first_not_of(" \t\r\n") == line.npos || line.front() == '#';
}

SavedItem item_of(const Entry& entry, const std::string& line, const KeptFile& file) {
  SavedItem item;
  item.place = "connection_cache";
  item.kind = ItemKind::certificate;
  item.host = entry.host;
  item.port = entry.port;
  item.shown_as = "Remembered certificate of " + entry.host;
  item.size = line.size();
  item.state = fingerprint(std::as_bytes(std::span(line)));
  item.facts = {{"client", std::string("freerdp")}, {"path", file.path.string()}};
  if (entry.damage.empty())
    item.facts.push_back({entry.hash.size() == 64 ? "sha256" : "sha1", entry.hash});
  else
    item.facts.push_back({"damage", entry.damage});
  return item;
}

/// Two lines may be about the same host: the second is "#2".
std::string id_of(const fs::path& file, const Entry& entry, int number) {
  auto id = std::string(id_start) + file.string() + ' ' + entry.host + ' ' +
            (entry.port ? std::to_string(*entry.port) : "?");
  return number > 1 ? id + " #" + std::to_string(number) : id;
}

/// A line among its neighbours.
struct Line {
  KeptFile file;
  std::vector<std::string> lines;
  std::size_t number = 0;
};

const std::string* path_of(const SavedItem& item) {
  return find_fact<std::string>(item.facts, "path");
}

/// Finds the line that the caller has seen.
Result<Line> as_seen(const SavedItem& item) {
  const auto* path = path_of(item);
  auto file = read_kept_file(path == nullptr ? fs::path() : fs::path(*path));
  if (!file) return tl::unexpected(file.error());
  Line line{.file = *std::move(file), .lines = {}, .number = 0};
  line.lines = lines_of(line.file.bytes);
  std::map<std::string, int> seen;
  for (; line.number < line.lines.size(); ++line.number) {
    const auto& text = line.lines[line.number];
    if (is_blank(text)) continue;
    const auto entry = entry_of(text);
    const int number = ++seen[id_of(line.file.path, entry, 1)];
    if (id_of(line.file.path, entry, number) != item.id) continue;
    if (fingerprint(std::as_bytes(std::span(text))) == item.state) return line;
    return fail(Failure::Kind::changed, item.shown_as + ": it has been changed meanwhile.");
  }
  return fail(Failure::Kind::not_found, item.shown_as + ": it is not there any more.");
}

/// A copy's parts.
struct LineCopy {
  fs::path path;
  std::string line;
  std::string before;  ///< the line in front of it; empty for the first
  std::size_t number = 0;
};

Result<LineCopy> parts_of(const Secret& copy) {
  CopyReader reader(copy, kind);
  LineCopy parts;
  parts.path = reader.text();
  parts.line = reader.text();
  parts.before = reader.text();
  parts.number = static_cast<std::size_t>(reader.number());
  if (reader.is_whole() && !parts.line.empty()) return parts;
  return fail(Failure::Kind::invalid_input, "The copy of a remembered certificate is damaged.");
}

/// Behind the line that stood before it, else at its old number, else at the end.
std::size_t place_for(const LineCopy& copy, const std::vector<std::string>& lines) {
  if (copy.number > 0 && copy.number <= lines.size() && lines[copy.number - 1] == copy.before)
    return copy.number;
  const auto before = std::find(lines.begin(), lines.end(), copy.before);
  if (copy.number > 0 && before != lines.end())
    return static_cast<std::size_t>(before - lines.begin()) + 1;
  return std::min(copy.number, lines.size());
}

void insert(const LineCopy& copy, std::vector<std::string>& lines) {
  const auto at = place_for(copy, lines);
  auto line = copy.line;
  if (at < lines.size() && !line.ends_with('\n')) line += '\n';
  if (at > 0 && !lines[at - 1].ends_with('\n')) lines[at - 1] += '\n';
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), line);
}

/// True where a line of the same host and port stands there.
bool has_host(const std::vector<std::string>& lines, const Entry& entry) {
  return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
    const auto other = entry_of(line);
    return !is_blank(line) && other.host == entry.host && other.port == entry.port;
  });
}

std::string without_break(const std::string& line) {
  return line.substr(0, line.find_last_not_of("\r\n") + 1);
}

}  // namespace

KnownHosts read_known_hosts(const fs::path& path) {
  KnownHosts found;
  const auto file = read_kept_file(path);
  if (!file) {
    if (file.error().kind != Failure::Kind::not_found)
      found.unreadable.push_back(file.error().what);
    return found;
  }
  std::map<std::string, int> seen;
  for (const auto& line : lines_of(file->bytes)) {
    if (is_blank(line)) continue;
    if (found.items.size() == most_lines) break;
    const auto entry = entry_of(line);
    auto item = item_of(entry, line, *file);
    const int number = ++seen[id_of(file->path, entry, 1)];
    item.id = id_of(file->path, entry, number);
    found.items.push_back(std::move(item));
  }
  return found;
}

bool is_known_host(const SavedItem& item) {
  return item.id.starts_with(id_start);
}

Result<Secret> copy_known_host(const SavedItem& item) {
  const auto line = as_seen(item);
  if (!line) return tl::unexpected(line.error());
  CopyWriter copy(kind);
  copy.text(line->file.path.string());
  copy.text(line->lines[line->number]);
  copy.text(line->number == 0 ? std::string() : line->lines[line->number - 1]);
  copy.number(line->number);
  return copy.take();
}

Result<void> remove_known_host(const SavedItem& item) {
  auto line = as_seen(item);
  if (!line) return tl::unexpected(line.error());
  line->lines.erase(line->lines.begin() + static_cast<std::ptrdiff_t>(line->number));
  return rewrite_file(line->file, joined(line->lines));
}

fs::path file_of_line_copy(const Secret& copy) {
  CopyReader reader(copy, kind);
  return reader.text();
}

Result<void> put_back_known_host(const Secret& copy) {
  const auto parts = parts_of(copy);
  if (!parts) return tl::unexpected(parts.error());
  discard_unfinished(parts->path);
  auto file = read_kept_file(parts->path);
  if (!file && file.error().kind == Failure::Kind::not_found) file = make_kept_file(parts->path);
  if (!file) return tl::unexpected(file.error());
  auto lines = lines_of(file->bytes);
  const auto text = without_break(parts->line);
  const bool same = std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
    return without_break(line) == text;
  });
  if (same) return {};
  if (has_host(lines, entry_of(parts->line)))
    return fail(Failure::Kind::already_there,
                "A newer certificate of the same computer is remembered; it was left alone.");
  insert(*parts, lines);
  return rewrite_file(*file, joined(lines));
}

}  // namespace monitor
