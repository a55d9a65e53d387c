#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace monitor {

/// The little of an HTTP answer that tells an RD Gateway from another web server.
struct HttpHead {
  int status = 0;
  bool asks_who = false;  ///< there is a WWW-Authenticate field
};

/// The largest head that is read.
inline constexpr std::size_t largest_http_head = std::size_t{16} * 1024;

/// How an RD Gateway's transport is opened, without credentials. Source: MS-TSGU 3.3.5.1.
std::string gateway_request(const std::string& host);
/// Whether the empty line that ends a head is there.
bool is_whole_head(std::string_view text);
/// Empty where it is no HTTP/1 answer. Pure; looks at `largest_http_head` bytes at most.
std::optional<HttpHead> parse_http_head(std::string_view text);

}  // namespace monitor
