#include "monitor/foresight/reach.h"

#include <algorithm>

namespace monitor {

namespace {

constexpr std::size_t most_places = 24;
// Answers before a place counts as one where the target is at home.
constexpr std::uint32_t at_home = 12;
// Silences for an answer where it hardly ever answers.
constexpr std::uint32_t hardly_ever = 8;
// Visits without any answer before it is known not to answer there.
constexpr int enough_visits = 2;
constexpr int enough_visits_of_vpn = 8;

}  // namespace

const Reach::Seen* Reach::find(Place place) const {
  const auto found = std::find_if(seen_.begin(), seen_.end(),
                                  [&](const Seen& seen) { return seen.place == place; });
  return found == seen_.end() ? nullptr : &*found;
}

Reach::Seen& Reach::at(Place place) {
  if (const auto* known = find(place)) return seen_[static_cast<std::size_t>(known - seen_.data())];
  if (seen_.size() == most_places) {
    seen_.erase(std::min_element(seen_.begin(), seen_.end(), [](const auto& a, const auto& b) {
      return a.answers + a.silences < b.answers + b.silences;
    }));
  }
  seen_.push_back({});
  seen_.back().place = place;
  return seen_.back();
}

/// It answers over a VPN right after it did not without: the VPN was what was missing.
void Reach::end_doubts(Place place) {
  for (auto& other : seen_) {
    if (other.in_doubt && other.place.vpn == 0 && other.place.network == place.network) {
      ++other.refuted;
      other.in_doubt = false;
    }
  }
}

void Reach::answered(Place place, int visit) {
  if (place.vpn != 0) end_doubts(place);
  auto& seen = at(place);
  seen.in_doubt = false;
  if (seen.last_answered != visit) {
    seen.last_answered = visit;
    ++seen.visits_answered;
    seen.refuted -= (seen.refuted + 3) / 4;
  }
  ++seen.answers;
  // What it never did and does now counts for more and more.
  seen.silences -= seen.silences / hardly_ever;
  if (seen.silences >= hardly_ever * seen.answers) return;
  seen.visits_in_vain = 0;
  seen.last_visit = -1;
}

void Reach::recall(Place place) {
  if (seen_.empty()) at(place).answers = at_home;
}

void Reach::silent(Place place, int visit) {
  auto& seen = at(place);
  ++seen.silences;
  if (seen.last_visit == visit) return;
  seen.last_visit = visit;
  ++seen.visits_in_vain;
  seen.in_doubt = seen.last_answered != visit;
}

/// It answered there a few times, as when this computer had moved before it was told so, but hardly
/// ever does.
bool Reach::is_a_stray(const Seen& here) const {
  return here.visits_in_vain >= enough_visits && here.silences >= hardly_ever * here.answers &&
         std::any_of(seen_.begin(), seen_.end(), [&](const Seen& seen) {
           return !(seen.place == here.place) && seen.answers >= at_home;
         });
}

/// Not where it answered a few times without a VPN, as when nobody told that one was up, and needed
/// it far more often.
bool Reach::gives_an_answer(const Seen& here) const {
  constexpr int far_more_often = 3;
  if (here.answers == 0 || is_a_stray(here)) return false;
  return here.refuted < far_more_often * std::max(here.visits_answered, 1);
}

/// It answers there without a VPN. Where it nearly always answers over one, the other answers came
/// before this computer was told that the VPN is up.
bool Reach::is_own(const Seen& seen) const {
  constexpr std::uint32_t nearly_always = 10;
  std::uint32_t over_vpn = 0;
  for (const auto& other : seen_) {
    if (other.place.vpn != 0 && other.place.network == seen.place.network)
      over_vpn += other.answers;
  }
  return seen.answers * nearly_always >= over_vpn;
}

/// It answers on that network whether a VPN is up or not.
bool Reach::needs_no_vpn_on(std::size_t network) const {
  const auto* without = find({network, 0});
  if (without == nullptr) return false;
  // One that sleeps there is silent for longer than it answers.
  return without->answers > without->silences || (without->answers >= at_home && is_own(*without));
}

/// Whether that VPN is what leads to it, whatever the network below is.
bool Reach::leads_there(std::size_t vpn) const {
  return vpn != 0 && std::ranges::any_of(seen_, [&](const Seen& seen) {
           return seen.place.vpn == vpn && seen.answers >= at_home &&
                  !needs_no_vpn_on(seen.place.network);
         });
}

/// It was tried over that VPN and has not answered over it on any network.
bool Reach::is_beyond(std::size_t vpn) const {
  int in_vain = 0;
  for (const auto& seen : seen_) {
    if (vpn == 0 || seen.place.vpn != vpn || needs_no_vpn_on(seen.place.network)) continue;
    if (seen.answers > 0 && !is_a_stray(seen)) return false;
    in_vain += seen.visits_in_vain;
  }
  return in_vain >= enough_visits;
}

/// Where it does not answer by itself but over a VPN, the VPN is what is missing. One place where
/// it needs none is its own network.
bool Reach::lacks_vpn(std::size_t network, bool is_public) const {
  int without_vpn = 0;
  bool over_vpn = false;
  for (const auto& seen : seen_) {
    if (seen.answers == 0) continue;
    if (seen.place.vpn == 0) {
      without_vpn += seen.answers >= at_home && (is_public || is_own(seen)) ? 1 : 0;
    } else if (seen.place.network == network) {
      return true;
    } else {
      over_vpn = true;
    }
  }
  return over_vpn && (without_vpn <= 1 || (!is_public && is_within()));
}

/// On some network it stays silent until a VPN is up: networks on which it answers without one are
/// its own, however many they are.
bool Reach::is_within() const {
  return std::ranges::any_of(seen_, [&](const Seen& seen) {
    if (seen.place.vpn != 0 || seen.refuted == 0 || seen.visits_in_vain < enough_visits)
      return false;
    return !gives_an_answer(seen);
  });
}

/// It answers on most networks without a VPN, as far as it was tried there.
bool Reach::is_for_all() const {
  constexpr int for_one_in_vain = 3;
  int answering = 0;
  int in_vain = 0;
  for (const auto& seen : seen_) {
    if (seen.place.vpn != 0) continue;
    if (gives_an_answer(seen)) {
      ++answering;
    } else if (seen.visits_in_vain >= enough_visits) {
      ++in_vain;
    }
  }
  return answering >= for_one_in_vain * in_vain;
}

bool Reach::is_known_over(std::size_t vpn) const {
  return vpn == 0 || std::ranges::any_of(seen_, [&](const Seen& seen) {
           return seen.place.vpn == vpn && seen.answers > 0 && !needs_no_vpn_on(seen.place.network);
         });
}

bool Reach::needs_vpn(Place place) const {
  return place.vpn != 0 && is_known(place) && !is_known({place.network, 0});
}

bool Reach::is_strange(std::size_t network) const {
  constexpr int again_and_again = 4;
  const auto* here = find({network, 0});
  return !lacks_vpn(network, false) && (here == nullptr || here->visits_in_vain < again_and_again);
}

Reach::Expect Reach::expect(Place place, bool is_public) const {
  const auto* here = find(place);
  if (here != nullptr && gives_an_answer(*here)) return Expect::answer;
  const Seen* answering = nullptr;
  bool elsewhere_too = false;
  for (const auto& seen : seen_) {
    if (seen.answers == 0) continue;
    elsewhere_too =
        elsewhere_too || (answering != nullptr && answering->place.network != seen.place.network);
    answering = &seen;
  }
  if (answering == nullptr) return Expect::answer;
  if (place.vpn == 0 && lacks_vpn(place.network, is_public)) return Expect::nothing;
  const int enough = leads_there(place.vpn) ? enough_visits_of_vpn : enough_visits;
  if (here != nullptr && here->visits_in_vain >= enough) return Expect::nothing;
  if (is_beyond(place.vpn)) return Expect::nothing;
  // Another VPN than the one that it needs there leads elsewhere, as a rule.
  const bool another = !is_known_over(place.vpn) && !is_known({place.network, 0}) &&
                       lacks_vpn(place.network, is_public);
  const bool anywhere = elsewhere_too && (leads_there(place.vpn) || is_for_all());
  return anywhere && !another ? Expect::answer : Expect::unsure;
}

bool Reach::covers(const Reach& other) const {
  bool bound = false;
  for (const auto& seen : other.seen_) {
    if (seen.answers == 0 || other.is_a_stray(seen)) {
      bound = bound || seen.visits_in_vain >= enough_visits;
    } else if (!is_known(seen.place)) {
      return false;
    }
  }
  return bound;
}

bool Reach::is_known(Place place) const {
  const auto* here = find(place);
  return here != nullptr && gives_an_answer(*here);
}

std::size_t Reach::usual_vpn() const {
  std::size_t vpn = 0;
  std::uint32_t most = 0;
  for (const auto& seen : seen_) {
    if (seen.answers <= most) continue;
    most = seen.answers;
    vpn = seen.place.vpn;
  }
  return vpn;
}

std::size_t Reach::usual_network() const {
  std::size_t network = 0;
  std::uint32_t most = 0;
  for (const auto& seen : seen_) {
    if (seen.answers <= most) continue;
    most = seen.answers;
    network = seen.place.network;
  }
  return network;
}

}  // namespace monitor
