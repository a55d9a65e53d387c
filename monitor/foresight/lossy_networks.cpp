#include "monitor/foresight/lossy_networks.h"

#include "monitor/foresight/transcript.h"

#include <algorithm>

namespace monitor {

namespace {

constexpr std::size_t most_networks = 256;
// Older ones count for less and less.
constexpr double remembered_answers = 400;
constexpr double enough_interruptions = 4;
constexpr double lossy_share = 0.04;

}  // namespace

void LossyNetworks::answered(std::size_t network) {
  if (network > most_networks) return;
  if (networks_.size() <= network) networks_.resize(network + 1);
  auto& here = networks_[network];
  if (++here.answers < remembered_answers) return;
  here.answers /= 2;
  here.interruptions /= 2;
}

void LossyNetworks::interrupted(std::size_t network, const std::string& host) {
  if (networks_.size() <= network || networks_[network].host == host) return;
  auto& here = networks_[network];
  // One host alone says nothing of the network.
  if (!here.host.empty()) ++here.interruptions;
  here.host = host;
}

bool LossyNetworks::is_lossy(std::size_t network) const {
  if (network == 0 || networks_.size() <= network) return false;
  const auto& here = networks_[network];
  return here.interruptions >= enough_interruptions &&
         here.interruptions >= lossy_share * here.answers;
}

void LossyNetworks::transcribe(Transcript& text) {
  struct Known {
    std::size_t number = 0;
    Network network;
  };

  std::vector<Known> known;
  for (std::size_t i = 1; i < networks_.size(); ++i) {
    if (networks_[i].interruptions > 0) known.push_back({i, networks_[i]});
  }
  known.resize(std::min(known.size(), most_networks));
  text.list(known, most_networks, [&](Known& one) {
    text.place(one.number);
    text.real(one.network.answers, 0, remembered_answers);
    text.real(one.network.interruptions, 0, remembered_answers);
  });
  if (!text.is_reading()) return;
  for (const auto& one : known) {
    const auto number = std::min(one.number, most_networks);
    if (networks_.size() <= number) networks_.resize(number + 1);
    networks_[number] = one.network;
  }
}

}  // namespace monitor
