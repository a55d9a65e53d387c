#include "monitor/foresight/foresight.h"
#include "monitor/foresight/outages.h"
#include "monitor/foresight/patience.h"
#include "monitor/foresight/settling.h"
#include "monitor/foresight/words.h"
#include "monitor/model/finding_codes.h"
#include "monitor/model/whereabouts.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

// Foresight's part that tells what the way to a host is at fault for from what the host is.

namespace monitor {

namespace {

constexpr std::chrono::minutes lately{12};
// Looks at others say something about now for a round of a quarter of an hour.
constexpr std::chrono::minutes long_pace{18};
// Of looks a quarter of an hour apart.
constexpr std::chrono::minutes same_time{16};

/// What is said of a target that answers only at that place; `names` are those of networks and
/// VPNs.
Finding out_of_reach(const Reach::Place& usual, const std::vector<std::string>& names) {
  auto finding = make_finding("network.vpn_down");
  if (usual.vpn > 0 && usual.vpn <= names.size()) {
    finding.evidence.push_back({"vpn", names[usual.vpn - 1]});
  } else if (usual.network > 0 && usual.network <= names.size()) {
    const auto& name = names[usual.network - 1];
    finding.title = "It is not reached from here";
    // Cut, a long name might end within a character.
    constexpr std::size_t longest = 60;
    const auto where =
        name.size() <= longest ? "the network " + name : std::string("another network");
    finding.explanation = "So far this computer has answered only on " + where +
                          ". Go back there or connect the VPN; the check then runs again by "
                          "itself.";
    finding.evidence.push_back({"network", name});
  }
  return finding;
}

/// Nothing has come back from it there since it last answered, where that is not always so.
bool is_missed(const TargetPast& past, const Moment& now) {
  return past.silent_at >= now.here_since && past.silent_at > past.last_good &&
         past.reach.expect(now.place, past.by_gateway) != Reach::Expect::nothing;
}

/// Nor has the name service.
bool is_nameless(const TargetPast& past, const Moment& now) {
  return past.nameless_at >= now.here_since && past.nameless_at > past.last_good;
}

/// It answered elsewhere within days, and not since this computer came to that network, which may
/// be at fault for that.
bool is_kept_from(const TargetPast& past, const Moment& now) {
  constexpr std::chrono::days lately_seen{7};
  return past.on_rdp_port && past.last_timed_out && !past.silent_address.empty() &&
         past.silent_at >= now.here_since && past.silent_at > past.last_good &&
         past.last_good > now.at - lately_seen && past.reach.is_strange(now.place.network);
}

/// Where it has answered without a VPN, none is missing.
void say_no_way_here(Check& check, const TargetPast& own, const Moment& now) {
  if (now.place.network == 0 || now.place.vpn != 0 || !own.reach.is_known(now.place)) return;
  for (auto& finding : check.findings) {
    if (finding.code != "tcp.unreachable") continue;
    finding.explanation = no_way_here_text();
    finding.remedies.clear();
  }
}

Failing failing(const Observation& failed) {
  if (failed.step.ends_with("resolve")) return Failing::nameless;
  return ended_on_the_way(failed) ? Failing::silent : Failing::answered;
}

/// What failed elsewhere, or in another way, is of another cause, unless the host itself says what
/// it is or fails as before where others like it answer.
bool is_of_one_cause(const TargetPast& own, const Spell& before, const Check& check,
                     const Moment& now) {
  const auto fails = failing(*failing_step(check));
  if (before.failing != fails) return false;
  if (before.place == now.place || is_itself(check) || says_why(check)) return true;
  const bool by_port = fails == Failing::silent && own.on_rdp_port;
  return (by_port ? now.others_on_port : now.others_good) > 0;
}

}  // namespace

bool Foresight::part_spells(TargetPast& own, const Check& check, const Moment& now) {
  auto& spells = own.spells;
  if (spells.aside() != nullptr && is_of_one_cause(own, *spells.aside(), check, now)) {
    spells.take_up();
    return true;
  }
  const auto* spell = spells.current();
  if (spell == nullptr || spell->last >= now.here_since || is_of_one_cause(own, *spell, check, now))
    return false;
  spells.set_aside();
  return true;
}

Spell& Foresight::fail(TargetPast& own, const Check& check, const Moment& now) const {
  auto& spell = own.spells.fail(now.at, awake_h_);
  const auto& failed = *failing_step(check);
  spell.alone = (spell.alone || spell.looks == 1) && now.others_calm && failed.step != "resolve";
  spell.turned_away = spell.turned_away || is_turned_away(failed);
  spell.failing = failing(failed);
  spell.place = now.place;
  return spell;
}

void Foresight::count_others(TargetId target, const TargetPast& own, Moment& moment) const {
  const auto* spell = own.spells.current();
  const auto began = (spell != nullptr ? spell->from : moment.at) - lately;
  const auto often_lately = [&moment](const TargetPast& one) {
    constexpr int often = 3;
    constexpr std::chrono::hours a_day{12};
    return one.spells.count_since(moment.at - a_day) >= often;
  };
  const bool own_often = often_lately(own);
  // What fails at once on arriving only waits for the network.
  constexpr std::chrono::minutes arriving{5};
  const auto lately_here =
      std::max(moment.here_since + arriving, moment.at - std::chrono::hours{1});
  bool calm = true;
  std::set<std::string_view> interrupted_here;
  for (const auto& [id, other] : pasts_) {
    if (id == target) continue;
    if (other.host_name == own.host_name) {
      moment.host_good = std::max(moment.host_good, other.last_good);
      continue;
    }
    if (other.last_look < moment.here_since || other.last_look < moment.at - long_pace) continue;
    if (other.way != TargetPast::Way::open && other.last_timed_out && is_missed(other, moment)) {
      ++moment.others_silent;
      if (other.reach.expect(moment.place) == Reach::Expect::answer) ++moment.others_expected;
    }
    if (other.way != TargetPast::Way::open && other.turned_away) ++moment.others_turned_away;
    moment.line_is_poor = moment.line_is_poor || (own_often && often_lately(other));
    calm = calm && other.spells.count_since(began) == 0;
    if (other.way == TargetPast::Way::open) {
      ++moment.others_good;
      if (other.spells.count_since(lately_here) > 0) interrupted_here.insert(other.host_name);
      if (spell != nullptr && other.spells.count_since(spell->from - lately) > 0)
        ++moment.others_shaken;
      if (!other.by_gateway) ++moment.others_direct;
      if (other.on_rdp_port) ++moment.others_on_port;
      if (is_lost() && own.reach.covers(other.reach)) moment.any_good_alike = true;
    } else if (other.way == TargetPast::Way::blocked) {
      ++moment.others_bad;
      const auto* others = other.spells.current();
      const bool alike = spell != nullptr && others != nullptr &&
                         std::chrono::abs(others->from - spell->from) < same_time;
      if (alike) ++moment.others_alike;
      if (alike && other.nameless_at >= others->from) ++moment.others_nameless;
      moment.any_unanswered = moment.any_unanswered || is_missed(other, moment);
      moment.any_nameless = moment.any_nameless || is_nameless(other, moment);
    }
  }
  constexpr std::size_t several = 2;
  moment.line_is_poor = moment.line_is_poor || interrupted_here.size() >= several;
  moment.others_calm = calm && moment.others_good > 0;
}

bool Foresight::may_be_a_portal(const Observation& failed, SysTime at) const {
  return is_in_gateways_place(failed) && !presence_.is_through() &&
         at - presence_.came_at() < longest_portal;
}

/// Neither names nor addresses are reached, of several hosts, and none answers: it is this computer
/// that reaches nothing.
bool Foresight::is_cut_off(const Observation& failed, const TargetPast& own,
                           const Moment& now) const {
  if (now.others_good > 0) return false;
  if (may_be_a_portal(failed, now.at)) return now.others_bad > 0;
  const bool nameless = now.any_nameless || is_nameless(own, now);
  const bool unanswered = now.any_unanswered || is_missed(own, now);
  return now.others_bad >= 2 && nameless && unanswered;
}

/// Several hosts that have nothing to do with each other, and whose names are known, went silent on
/// Remote Desktop's port when this computer came here, where none has ever answered: that is this
/// network rather than all of them. Not where what is dialled on another port is silent, too.
bool Foresight::blocks_the_port(const Moment& now) const {
  constexpr std::size_t several = 3;
  if (is_lost() || now.place.network == 0 || now.place.vpn != 0 || now.others_good > 0)
    return false;
  std::set<std::string_view> hosts;
  std::set<std::string_view> addresses;
  std::set<std::string> sites;
  bool named = false;
  for (const auto& [id, past] : pasts_) {
    if (past.reach.is_known(now.place)) return false;
    if (is_kept_from(past, now)) {
      hosts.insert(past.host_name);
      addresses.insert(past.silent_address);
      sites.insert(site_of(past.host_name));
      named = named || is_a_name(past.host_name);
    } else if (!past.on_rdp_port && !past.silent_address.empty() && is_missed(past, now)) {
      return false;
    }
  }
  return named && sites.size() > 1 && std::min(hosts.size(), addresses.size()) >= several;
}

/// Where it may not answer at all, what turns away is hardly the host.
bool Foresight::is_expected_elsewhere(const TargetPast& own, const Moment& now) const {
  if (is_lost()) return false;
  const auto expect = own.reach.expect(now.place, own.by_gateway);
  return expect == Reach::Expect::nothing || (expect == Reach::Expect::unsure && own.turned_away);
}

bool Foresight::is_out_of_reach(Check& check, TargetPast& own, const Moment& now) {
  auto expect = own.reach.expect(now.place, own.by_gateway);
  // On a network where nobody has answered on the port of Remote Desktop yet, it may be that
  // network.
  const bool untried = now.place.network > 0 && !own.by_gateway && own.last_timed_out &&
                       now.others_on_port == 0 && !own.reach.is_known(now.place);
  // A gateway may be no way in from within.
  const bool within = now.place.network > 0 && own.by_gateway && now.others_direct > 0 &&
                      failing_step(check)->step == "gateway.connect" &&
                      !own.reach.is_known(now.place);
  const bool known = expect == Reach::Expect::answer && own.last_good != SysTime{};
  if (known && (untried || within)) expect = Reach::Expect::unsure;
  if (!is_lost()) say_no_way_here(check, own, now);
  if (is_lost()) {
    // Nor has this computer been carried away while it was looked at.
    const bool answered_here = own.last_good >= now.here_since;
    expect = now.any_good_alike || answered_here ? Reach::Expect::answer : Reach::Expect::unsure;
  } else {
    own.reach.silent(now.place, now.visit);
  }
  if (expect == Reach::Expect::answer) return false;
  if (is_kept_from(own, now) && blocks_the_port(now)) {
    for (auto& finding : check.findings)
      finding.evidence.push_back({"nothing_answers_here", true});
    return false;
  }
  // Who tries from here expects an answer, unless it never comes here.
  if (expect == Reach::Expect::unsure && own.tried_at >= now.here_since) return false;
  // Unrelated hosts silent on one port while others answer: that is the port. Two are enough where
  // both have answered on whatever network there was.
  constexpr int several = 2;
  const bool port = expect == Reach::Expect::unsure && own.last_timed_out && now.others_good > 0 &&
                    !is_lost() && own.reach.is_known_over(now.place.vpn) &&
                    (now.others_silent >= several || (known && now.others_expected > 0));
  if (port && known) {
    for (auto& finding : check.findings)
      finding.evidence.push_back({"new_network", true});
  }
  if (port) return false;
  const Reach::Place usual{own.reach.usual_network(), own.reach.usual_vpn()};
  if (!own.out_of_reach || !(usual == own.usual_place)) {
    own.usual_place = usual;
    own.out_of_reach = out_of_reach(usual, presence_.names());
  }
  check.findings.assign(1, *own.out_of_reach);
  return true;
}

}  // namespace monitor
