#include "monitor/model/whereabouts.h"

#include "monitor/model/lower_case.h"

#include <algorithm>
#include <charconv>

namespace monitor {

namespace {

/// The number before the next dot, and the dot, taken off the front; -1 where there is none.
int take_number(std::string_view& address) {
  int number = -1;
  const auto* end = address.data() + address.size();
  const auto read = std::from_chars(address.data(), end, number);
  address.remove_prefix(static_cast<std::size_t>(read.ptr - address.data()));
  if (address.starts_with('.')) address.remove_prefix(1);
  return number;
}

bool is_private_v4(std::string_view address) {
  const auto first = take_number(address);
  const auto second = take_number(address);
  return first == 10 || first == 127 || (first == 192 && second == 168) ||
         (first == 172 && second >= 16 && second < 32) || (first == 169 && second == 254) ||
         (first == 100 && second >= 64 && second < 128);
}

}  // namespace

bool is_a_name(std::string_view host) {
  return host.find_first_not_of("0123456789.") != std::string_view::npos &&
         host.find(':') == std::string_view::npos;
}

std::string computer_of(const Target& target) {
  return lower_case(to_text(target.endpoint));
}

std::string site_of(std::string_view host) {
  if (!is_a_name(host)) return std::string(host.substr(0, host.find_last_of(".:")));
  const auto dot = host.find('.');
  return dot == host.npos ? std::string() : lower_case(host.substr(dot + 1));
}

bool is_private_address(std::string_view address) {
  if (address.find(':') == std::string_view::npos) return is_private_v4(address);
  if (address == "::1") return true;
  // fc00::/7 and fe80::/10.
  const auto begin = lower_case(address.substr(0, 3));
  return begin.starts_with("fc") || begin.starts_with("fd") || (begin >= "fe8" && begin <= "feb");
}

std::string public_address(const Check& check) {
  const auto* step = find_step(check, check.target.gateway ? "gateway.resolve" : "resolve");
  if (step == nullptr) return {};
  const auto* addresses = find_fact<std::vector<std::string>>(step->facts, "addresses");
  if (addresses == nullptr) return {};
  const auto found = std::ranges::find_if_not(*addresses, is_private_address);
  return found == addresses->end() ? std::string() : *found;
}

}  // namespace monitor
