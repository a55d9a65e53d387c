#include "tray/app/network_memory.h"

#include "monitor/platform/situation_source.h"
#include "tray/app/json_values.h"

#include <fmt/format.h>

namespace tray {

namespace {

constexpr std::size_t largest = 4096;

std::string key_of(monitor::TargetId target) {
  return "network." + std::to_string(static_cast<std::int64_t>(target));
}

std::string in_words(const std::string& network, const std::string& vpn) {
  const auto name = network.empty() ? "a network without a name" : "the network " + network;
  return name + (vpn.empty() ? " without a VPN" : " with the VPN " + vpn);
}

}  // namespace

monitor::Result<void> remember_network(store::Database& database, monitor::TargetId target,
                                       const monitor::Situation& situation) {
  const Json json{{"network", situation.network}, {"vpn", situation.vpn.value_or("")}};
  const auto key = key_of(target);
  const auto text = json_text(json);
  if (const auto kept = database.setting(key); kept && *kept == text) return {};
  return database.save_setting(key, text);
}

std::optional<monitor::Situation> remembered_network(store::Database& database,
                                                     monitor::TargetId target) {
  const auto kept = database.setting(key_of(target));
  if (!kept || !*kept) return {};
  const auto then = parse_json(**kept, largest);
  if (!then) return {};
  monitor::Situation situation;
  situation.network = text_of(*then, "network");
  if (auto vpn = text_of(*then, "vpn"); !vpn.empty()) situation.vpn = std::move(vpn);
  return situation;
}

monitor::Result<void> NetworkNotes::take(const monitor::Check& check) {
  if (check.target.id == monitor::unsaved || monitor::failing_step(check) != nullptr) return {};
  if (!now_) now_ = monitor::open_situation_source()->now();
  return remember_network(database_, check.target.id, *now_);
}

NewNetwork new_network(store::Database& database, const monitor::Situation& now,
                       monitor::SysTime at) {
  constexpr std::chrono::days lately{7};
  NewNetwork here;
  const auto looks = database.last_looks();
  if (!looks || now.network.empty() || now.vpn) return here;
  here.name = now.network;
  for (const auto& look : *looks) {
    const bool works =
        look.verdict == monitor::Verdict::ready || look.verdict == monitor::Verdict::at_risk;
    const auto then = remembered_network(database, look.target);
    if (!then || then->network.empty() || then->network == now.network || then->vpn) continue;
    if (works || at - look.since <= lately) here.answered_elsewhere.insert(look.target);
  }
  return here;
}

NewNetwork new_network(store::Database& database) {
  return new_network(database, monitor::open_situation_source()->now(),
                     monitor::SystemClock().now());
}

std::string network_in_words(store::Database& database, monitor::TargetId target,
                             const monitor::Situation& now) {
  const auto vpn = now.vpn.value_or("");
  if (now.network.empty() && vpn.empty()) return {};
  auto text = fmt::format("This computer is on {}.", in_words(now.network, vpn));
  const auto then = remembered_network(database, target);
  if (!then) return text;
  const auto vpn_then = then->vpn.value_or("");
  if (then->network == now.network && vpn_then == vpn)
    return text + " It was the same when the target last answered.";
  return text + fmt::format(" When the target last answered, it was on {}.",
                            in_words(then->network, vpn_then));
}

}  // namespace tray
