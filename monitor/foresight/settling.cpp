#include "monitor/foresight/settling.h"

#include <algorithm>
#include <string_view>

namespace monitor {

namespace {

constexpr double settles_alone_after = 8;
constexpr double settles_alone_at_last = 20;

/// It answers in a gateway's place, or turns away what others turn away too, or on a network where
/// this one has never answered.
bool may_be_a_portal(const Check& check, const TargetPast& past, const Moment& moment) {
  const auto& failed = *failing_step(check);
  const bool strange = past.last_good != SysTime{} && !past.reach.is_known(moment.place);
  return is_in_gateways_place(failed) ||
         (may_be_anothers(failed) && (moment.others_turned_away > 0 || strange));
}

/// Names of within are not known without a VPN, nor any before a portal is signed in to.
bool is_without_a_name(const Check& check) {
  const auto* failed = failing_step(check);
  return failed->step == "resolve" && failed->error && failed->error->kind == "not_found";
}

}  // namespace

bool ended_on_the_way(const Observation& failed) {
  const std::string_view step = failed.step;
  if (step.ends_with("resolve")) return true;
  if (!step.ends_with("connect") || !failed.error) return false;
  return failed.error->kind != "refused" && failed.error->kind != "reset";
}

bool is_itself(const Check& check) {
  const auto* failed = failing_step(check);
  return failed->step == "tls" || (failed->error && failed->error->kind == "service_down");
}

bool says_why(const Check& check) {
  const auto* step = failing_step(check);
  return step != nullptr && step->error && step->error->kind == "negotiation_failure";
}

bool may_be_anothers(const Observation& failed) {
  static constexpr std::string_view kinds[] = {"refused", "reset", "closed", "no_answer",
                                               "not_rdp"};
  const bool early = failed.step.ends_with("connect") || failed.step == "negotiate";
  return early && failed.error && std::ranges::count(kinds, failed.error->kind) > 0;
}

bool is_in_gateways_place(const Observation& failed) {
  return failed.step == "gateway.tls" && failed.error && failed.error->kind != "service_down";
}

bool are_all_turned_away(const Check& check, const Moment& moment) {
  constexpr int several = 2;
  return may_be_anothers(*failing_step(check)) && moment.others_good == 0 &&
         moment.others_turned_away >= several && moment.at - moment.here_since < longest_portal;
}

bool may_lack_network(const Check& check, const TargetPast& past, const Moment& moment) {
  const auto& failed = *failing_step(check);
  return past.last_good == SysTime{} && moment.place.network > 0 && moment.place.vpn == 0 &&
         (ended_on_the_way(failed) || is_in_gateways_place(failed) ||
          (may_be_anothers(failed) && moment.others_turned_away > 0));
}

double settling(const Check& check, const TargetPast& past, const Moment& moment) {
  if (is_itself(check)) return settles_after;
  // What came up just now for one is not up yet for all.
  constexpr double for_others_too = 2;
  if (moment.others_good > 0)
    return std::max(settles_after,
                    std::min(moment.answered_min + for_others_too, moment.settles_min));
  if (is_without_a_name(check) || may_be_a_portal(check, past, moment)) return moment.signed_in_min;
  if (moment.others_bad > 0 || moment.others_silent > 0) return moment.lets_through_min;
  return std::clamp(moment.settles_min, settles_alone_after, settles_alone_at_last);
}

}  // namespace monitor
