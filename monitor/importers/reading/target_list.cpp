#include "monitor/importers/reading/target_list.h"

#include "monitor/importers/reading/text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace monitor {

namespace {

// Longer ones do not fit any list on screen.
constexpr std::size_t longest_name = 200;
constexpr std::size_t longest_group = 1000;

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

/// Trimmed, in one line, cut between characters.
std::string tidy(std::string_view text, std::size_t longest) {
  text = trimmed(text);
  if (text.size() > longest) {
    while (longest > 0 && (static_cast<unsigned char>(text[longest]) & 0xC0) == 0x80)
      --longest;
    text = text.substr(0, longest);
  }
  std::string clean(text);
  std::ranges::replace_if(clean, is_control, ' ');
  return clean;
}

std::string tidy_group(std::string_view group) {
  std::string path = tidy(group, longest_group);
  std::ranges::replace(path, '\\', '/');
  std::string clean;
  std::size_t start = 0;
  while (start <= path.size()) {
    const auto end = std::min(path.find('/', start), path.size());
    clean = joined_group(clean, std::string_view(path).substr(start, end - start));
    start = end + 1;
  }
  return clean;
}

/// The host part of what may be a URL.
std::string_view without_scheme_and_path(std::string_view host) {
  host = trimmed(host);
  if (const auto scheme = host.find("://"); scheme != std::string_view::npos)
    host.remove_prefix(scheme + 3);
  return host.substr(0, host.find('/'));
}

std::string account(std::string_view domain, std::string_view user) {
  user = trimmed(user);
  domain = trimmed(domain);
  if (user.empty() || domain.empty() || user.find_first_of("\\@") != std::string_view::npos)
    return tidy(user, longest_name);
  return tidy(std::string(domain).append("\\").append(user), longest_name);
}

Result<std::uint16_t> port_of(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || text == "0") return rdp_port;
  unsigned port = 0;
  const auto* end = text.data() + text.size();
  const auto [stopped, trouble] = std::from_chars(text.data(), end, port);
  if (trouble != std::errc{} || stopped != end || port == 0 || port > 65535)
    return fail(Failure::Kind::invalid_input,
                "\"" + tidy(text, 40) + "\" is not a port between 1 and 65535.");
  return static_cast<std::uint16_t>(port);
}

tl::unexpected<Failure> not_usable(const RawEntry& entry, const Failure& why) {
  const auto called = trimmed(entry.name).empty() ? entry.host : entry.name;
  std::string where = "The entry \"" + tidy(called, longest_name) + "\"";
  if (entry.line != 0) where += " in line " + std::to_string(entry.line);
  return fail(Failure::Kind::invalid_input, where + " cannot be used: " + why.what);
}

Result<Target> target_of(const RawEntry& entry) {
  const auto port = port_of(entry.port);
  if (!port) return tl::unexpected(port.error());
  const auto endpoint = parse_endpoint(without_scheme_and_path(entry.host), *port);
  if (!endpoint) return tl::unexpected(endpoint.error());

  Target target;
  target.endpoint = *endpoint;
  target.name = tidy(entry.name, longest_name);
  if (target.name.empty()) target.name = short_text(target.endpoint);
  target.user_name = account(entry.domain, entry.user);
  target.group = tidy_group(entry.group);
  target.authentication_level = entry.level;
  target.sign_in = entry.sign_in;
  if (trimmed(entry.gateway).empty()) return target;
  const auto gateway = parse_endpoint(without_scheme_and_path(entry.gateway), gateway_port);
  if (!gateway) return tl::unexpected(gateway.error());
  target.gateway = *gateway;
  return target;
}

}  // namespace

Result<void> TargetList::add(const RawEntry& entry) {
  if (trimmed(entry.host).empty()) return {};
  if (targets_.size() == most_targets)
    return fail(Failure::Kind::invalid_input, "The file holds more than " +
                                                  std::to_string(most_targets) +
                                                  " connections; split it into smaller ones.");
  auto target = target_of(entry);
  if (!target) return not_usable(entry, target.error());
  targets_.push_back(*std::move(target));
  return {};
}

std::string joined_group(std::string_view parent, std::string_view name) {
  std::string part = tidy(name, longest_name);
  std::ranges::replace(part, '/', '-');
  if (parent.empty() || part.empty()) return part.empty() ? std::string(parent) : part;
  return tidy(std::string(parent).append("/").append(part), longest_group);
}

AuthenticationLevel authentication_level_of(std::string_view text) {
  struct Word {
    std::string_view word;
    AuthenticationLevel level;
  };
  using enum AuthenticationLevel;
  // mRemoteNG, RDCMan and Devolutions in this order.
  constexpr std::array words = {
      Word{"0", connect_anyway},
      Word{"1", refuse},
      Word{"2", warn},
      Word{"NoAuth", connect_anyway},
      Word{"AuthRequired", refuse},
      Word{"WarnOnFailedAuth", warn},
      Word{"None", connect_anyway},
      Word{"Required", refuse},
      Word{"Warn", warn},
      Word{"ConnectDontWarnMe", connect_anyway},
      Word{"DontConnect", refuse},
      Word{"WarnMe", warn},
  };
  for (const auto& [word, level] : words)
    if (same_word(trimmed(text), word)) return level;
  return not_specified;
}

SignIn sign_in_of(std::string_view nla, std::string_view entra) {
  if (says_yes(entra)) return SignIn::entra;
  return says_no(nla) ? SignIn::in_session : SignIn::before_session;
}

bool uses_gateway(std::string_view usage_method) {
  // The last ones are mRemoteNG's and Devolutions' words.
  constexpr std::array<std::string_view, 8> used = {
      "1", "2", "3", "always", "detect", "modedirect", "modedetect", "default"};
  return std::ranges::any_of(used,
                             [&](auto word) { return same_word(trimmed(usage_method), word); });
}

}  // namespace monitor
