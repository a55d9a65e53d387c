#include "monitor/foresight/arrivals.h"

#include <algorithm>

namespace monitor {

namespace {

constexpr int enough_visits = 12;
// A café that one came to a dozen times may ask the next time.
constexpr int visits_of_home = 40;
// A portal that nobody has signed in to yet, in minutes.
constexpr double strange = 60;
constexpr double shortest = 12;
constexpr double prompt = 4;
constexpr double longest = 60;
// What was long once is forgotten over some tens of visits.
constexpr double fades = 0.97;

}  // namespace

void Arrivals::arrive(std::size_t network) {
  here_ = network;
  through_ = false;
}

void Arrivals::answered(double minutes, double since_coming) {
  if (through_) return;
  through_ = true;
  auto& network = networks_.at(here_);
  ++network.visits;
  network.longest_min = std::max(network.longest_min * fades, minutes);
  network.longest_in_min = std::max(network.longest_in_min * fades, since_coming);
}

double Arrivals::settles_within() const {
  if (here_ == 0) return shortest;
  const auto* here = networks_.find(here_);
  if (here == nullptr || here->visits < enough_visits) return strange;
  return std::clamp(here->longest_min + 5, shortest, longest);
}

double Arrivals::lets_through_within() const {
  const auto* here = networks_.find(here_);
  const bool is_prompt = here != nullptr && here->longest_in_min < prompt;
  return is_prompt ? settles_within() : signed_in_within();
}

double Arrivals::signed_in_within() const {
  const auto within = settles_within();
  if (within == strange) return within;
  const auto* here = networks_.find(here_);
  if (here == nullptr) return strange;
  if (here->visits >= visits_of_home && here->longest_in_min < prompt) return within;
  // Where it once took a while, somebody has to sign in.
  return std::clamp(here->longest_in_min + 5, strange, longest);
}

}  // namespace monitor
