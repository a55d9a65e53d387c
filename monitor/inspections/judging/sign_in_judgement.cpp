#include "monitor/inspections/judging/sign_in_judgement.h"

#include "monitor/inspections/judging/client_sessions.h"

#include <algorithm>

namespace monitor {

namespace {

// discReason of a logon that the server refused (disconnect_codes: 0x807).
constexpr std::uint32_t logon_refused = 0x807;

bool is_of_windows(const SavedItem& item) {
  return !text_fact(item, "target").empty();
}

std::string name_trouble(const SavedItem& item) {
  if (!is_of_windows(item)) return {};
  const auto target = text_fact(item, "target");
  if (target.empty()) return {};
  const char last = target.back();
  if (last == ' ' || target.front() == ' ') return "There is a stray space in its name.";
  if (last == '.' || last == '/' || last == '\\')
    return "There is a stray character at the end of its name.";
  return item.host.empty() ? "It names no computer." : "";
}

/// Its user name stands for a smart card or a certificate, not for a person.
bool is_of_certificate(const SavedItem& item) {
  return text_fact(item, "type").ends_with("certificate") || item.user_name.starts_with("@@");
}

std::string user_trouble(const SavedItem& item) {
  if (!is_of_windows(item) || is_of_certificate(item)) return {};
  if (item.user_name.empty()) return "It has no user name.";
  if (item.user_name.ends_with('\\') || item.user_name.ends_with('@') ||
      item.user_name.starts_with('\\') || item.user_name.starts_with('@'))
    return "Its user name is incomplete.";
  return {};
}

std::string password_trouble(const SavedItem& item) {
  const auto password = text_fact(item, "password");
  if (password == "empty") return "It has no password.";
  if (password == "odd_length" || password == "not_text")
    return "What it has as a password is none.";
  if (password == "too_long") return "Its password is longer than a password can be.";
  if (password == "not_kept") return "Windows has not kept its password.";
  return {};
}

std::optional<SignInTrouble> trouble(const char* code, std::string why) {
  if (why.empty()) return {};
  return SignInTrouble{code, std::move(why)};
}

constexpr std::string_view own_computer = ".\\";

bool means_one_computer(const SavedItem& item) {
  return item.user_name.starts_with(own_computer);
}

bool names_domain(const SavedItem& item) {
  return !means_one_computer(item) && item.user_name.find_first_of("\\@") != std::string::npos;
}

std::string spelt_anew(const SavedItem& item, const IdentityFacts& host) {
  auto person = item.user_name;
  if (means_one_computer(item)) person.erase(0, own_computer.size());
  auto text = "Save it again as " + host.domain + '\\' + person;
  if (!host.computer.empty())
    text += ", or as " + host.computer + '\\' + person + " for an account of that computer alone";
  return text + '.';
}

std::string said_of_user(const SavedItem& item) {
  return means_one_computer(item) ? "Its user name begins with .\\, which stands for one computer"
                                  : "Its user name names no domain";
}

const IdentityFacts* said_by_host(const SavedItem& item, std::span<const Check> looks) {
  for (const auto& look : looks) {
    auto any_port = item;
    any_port.port.reset();
    if (look.identity && may_be_about(any_port, {look.target, &look})) return &*look.identity;
  }
  return nullptr;
}

}  // namespace

std::optional<SignInTrouble> malformed(const SavedItem& item) {
  for (auto* const judge : {name_trouble, user_trouble, password_trouble}) {
    if (auto why = judge(item); !why.empty())
      return trouble("credential.malformed", std::move(why));
  }
  return {};
}

std::optional<SignInTrouble> rejected(const SavedItem& item, const Surroundings& around) {
  Subject subject;
  for (const auto& session : sessions_of(around.log)) {
    const auto endpoint = parse_endpoint(session.host);
    if (!endpoint || session.reason != logon_refused) continue;
    subject.target.endpoint = *endpoint;
    const bool later = !item.written || session.ended > *item.written;
    if (later && may_be_about(item, subject))
      return trouble("credential.rejected",
                     "The computer refused this sign-in after it was saved.");
  }
  return {};
}

std::optional<SignInTrouble> without_domain(const SavedItem& item, const IdentityFacts* host,
                                            const Surroundings& around) {
  if (item.user_name.empty() || is_of_certificate(item) || names_domain(item)) return {};
  if (host != nullptr && host->joined)
    return SignInTrouble{"credential.malformed",
                         said_of_user(item) + ", and the computer belongs to the domain " +
                             host->domain + ", so it will probably be refused. " +
                             spelt_anew(item, *host),
                         Certainty::likely};
  // In a workgroup a plain name is right, and most computers outside of a domain are in one.
  if (host != nullptr || (!means_one_computer(item) && !around.policy.joined_to_domain)) return {};
  return SignInTrouble{"credential.malformed",
                       said_of_user(item) +
                           ". Whether that works is not sure, as this computer has not learned "
                           "whether the other one belongs to a domain. If the sign-in is "
                           "refused, save it again with the domain in front.",
                       Certainty::unsure};
}

std::optional<SignInTrouble> stale(const SavedItem& item, const Surroundings& around) {
  if (text_fact(item, "persistence") == "session")
    return trouble("credential.stale", "It is forgotten when you sign out of this computer.");
  const auto tunnels = std::ranges::count_if(
      around.targets, [](const Target& target) { return is_loopback(target.endpoint.host); });
  if (is_loopback(item.host) && tunnels > 1)
    return trouble("credential.stale",
                   "Every tunnel on this computer uses it, so it fits only one of them.");
  return {};
}

std::optional<SignInTrouble> orphaned(const SavedItem& item, const Surroundings& around) {
  if (around.targets.empty() || item.host.empty()) return {};
  const bool known = std::ranges::any_of(around.targets, [&](const Target& target) {
    auto any_port = item;
    any_port.port.reset();
    Subject gateway;
    gateway.target.endpoint = target.gateway.value_or(target.endpoint);
    return may_be_about(any_port, {target, nullptr}) || may_be_about(any_port, gateway);
  });
  if (known) return {};
  return trouble("credential.orphaned", "None of your saved targets has to do with it.");
}

std::optional<SignInTrouble> trouble_of(const SavedItem& item, const Surroundings& around,
                                        std::span<const Check> looks) {
  if (auto found = malformed(item)) return found;
  if (auto found = rejected(item, around)) return found;
  if (auto found = without_domain(item, said_by_host(item, looks), around)) return found;
  if (auto found = stale(item, around)) return found;
  return orphaned(item, around);
}

bool is_anothers(const SavedItem& item) {
  return item.port && !text_fact(item, "target").empty();
}

}  // namespace monitor
