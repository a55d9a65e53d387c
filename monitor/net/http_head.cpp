#include "monitor/net/http_head.h"

#include "monitor/model/lower_case.h"

#include <algorithm>
#include <charconv>

namespace monitor {

namespace {

bool begins_with_field(std::string_view line, std::string_view small_name) {
  return line.size() > small_name.size() && line[small_name.size()] == ':' &&
         std::equal(small_name.begin(), small_name.end(), line.begin(),
                    [](char wanted, char c) { return wanted == lower_case(c); });
}

/// The next line without its end; `text` is shortened by both.
std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  auto line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

std::string gateway_request(const std::string& host) {
  return "RDG_OUT_DATA /remoteDesktopGateway/ HTTP/1.1\r\n"
         "Cache-Control: no-cache\r\n"
         "Connection: Keep-Alive\r\n"
         "Pragma: no-cache\r\n"
         "Accept: */*\r\n"
         "User-Agent: MS-RDGateway/1.0\r\n"
         "Host: " +
         host +
         "\r\n"
         // Nothing is kept by it, for nobody signs in: a fixed one will do.
         "RDG-Connection-Id: {7c3a5d10-52ae-4d3c-9f0e-1b8f6c1d2e3f}\r\n"
         "RDG-Correlation-Id: {7c3a5d10-52ae-4d3c-9f0e-1b8f6c1d2e3f}\r\n"
         "\r\n";
}

bool is_whole_head(std::string_view text) {
  return text.find("\r\n\r\n") != std::string_view::npos ||
         text.find("\n\n") != std::string_view::npos;
}

std::optional<HttpHead> parse_http_head(std::string_view text) {
  text = text.substr(0, largest_http_head);
  const auto first = take_line(text);
  // "HTTP/1.1 401 Unauthorized"
  if (!first.starts_with("HTTP/1.") || first.size() < 12 || first[8] != ' ') return {};
  HttpHead head;
  const auto [stop, error] = std::from_chars(first.data() + 9, first.data() + 12, head.status);
  if (error != std::errc{} || stop != first.data() + 12 || head.status < 100) return {};
  while (!text.empty()) {
    const auto line = take_line(text);
    if (line.empty()) break;
    if (begins_with_field(line, "www-authenticate")) head.asks_who = true;
  }
  return head;
}

}  // namespace monitor
