#include "monitor/model/target.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace monitor {

namespace {

// RFC 1035, 2.3.4; also more than any textual address.
constexpr std::size_t longest_host = 255;

// In the order of SignIn.
constexpr std::array<std::string_view, 3> sign_in_words = {"nla", "session", "entra"};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

bool fits_in_a_host(char c) {
  const auto byte = static_cast<unsigned char>(c);
  // Bytes above 0x7f: names in other scripts arrive as UTF-8. '%' begins an IPv6 zone.
  return byte > 0x7f || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z') || c == '-' || c == '.' || c == '_' || c == ':' || c == '%';
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  unsigned port = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, port);
  if (error != std::errc{} || stop != end || port == 0 || port > 65535) return {};
  return static_cast<std::uint16_t>(port);
}

tl::unexpected<Failure> not_an_endpoint(std::string_view text) {
  return fail(Failure::Kind::invalid_input,
              "\"" + std::string(text.substr(0, longest_host)) +
                  "\" is not a host name or address, with or without a port.");
}

/// Splits "host:port" at the only place it can mean that; the port part may be absent.
struct Split {
  std::string_view host;
  std::optional<std::string_view> port;
};

std::optional<Split> split(std::string_view text) {
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == std::string_view::npos) return {};
    const auto rest = text.substr(close + 1);
    if (rest.empty()) return Split{text.substr(1, close - 1), {}};
    if (rest.front() != ':') return {};
    return Split{text.substr(1, close - 1), rest.substr(1)};
  }
  const auto colons = std::count(text.begin(), text.end(), ':');
  if (colons != 1) return Split{text, {}};
  const auto colon = text.find(':');
  return Split{text.substr(0, colon), text.substr(colon + 1)};
}

}  // namespace

Result<Endpoint> parse_endpoint(std::string_view text, std::uint16_t default_port) {
  text = trimmed(text);
  const auto parts = split(text);
  if (!parts || parts->host.empty() || parts->host.size() > longest_host ||
      !std::all_of(parts->host.begin(), parts->host.end(), fits_in_a_host) ||
      parts->host.front() == '-') {
    return not_an_endpoint(text);
  }
  Endpoint endpoint{std::string(parts->host), default_port};
  if (parts->port) {
    const auto port = parse_port(*parts->port);
    if (!port) return not_an_endpoint(text);
    endpoint.port = *port;
  }
  return endpoint;
}

std::string to_text(const Endpoint& endpoint) {
  return short_text(endpoint, 0);
}

std::string short_text(const Endpoint& endpoint, std::uint16_t usual_port) {
  const bool v6 = endpoint.host.find(':') != std::string::npos;
  const bool with_port = endpoint.port != usual_port;
  constexpr std::size_t most_beside = 8;
  std::string text;
  text.reserve(endpoint.host.size() + most_beside);
  text.append(v6 && with_port ? "[" : "").append(endpoint.host);
  if (with_port) text.append(v6 ? "]:" : ":").append(std::to_string(endpoint.port));
  return text;
}

std::string_view to_text(SignIn sign_in) {
  return sign_in_words.at(static_cast<std::size_t>(sign_in));
}

std::optional<SignIn> parse_sign_in(std::string_view text) {
  const auto found = std::find(sign_in_words.begin(), sign_in_words.end(), text);
  if (found == sign_in_words.end()) return {};
  return static_cast<SignIn>(found - sign_in_words.begin());
}

std::string shown_name(const Target& target) {
  return target.name.empty() ? short_text(target.endpoint) : target.name;
}

}  // namespace monitor
