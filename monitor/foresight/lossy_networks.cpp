#include "monitor/foresight/lossy_networks.h"

namespace monitor {

namespace {

// Older ones count for less and less.
constexpr double remembered_answers = 400;
constexpr double enough_interruptions = 4;
constexpr double lossy_share = 0.04;

}  // namespace

void LossyNetworks::answered(std::size_t network) {
  auto& here = networks_.at(network);
  if (++here.answers < remembered_answers) return;
  here.answers /= 2;
  here.interruptions /= 2;
}

void LossyNetworks::interrupted(std::size_t network, const std::string& host) {
  auto& here = networks_.at(network);
  if (here.host == host) return;
  // One host alone says nothing of the network.
  if (!here.host.empty()) ++here.interruptions;
  here.host = host;
}

bool LossyNetworks::is_lossy(std::size_t network) const {
  const auto* here = networks_.find(network);
  return network != 0 && here != nullptr && here->interruptions >= enough_interruptions &&
         here->interruptions >= lossy_share * here->answers;
}

}  // namespace monitor
