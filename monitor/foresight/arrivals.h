#pragma once

#include "monitor/foresight/by_network.h"

#include <cstddef>

namespace monitor {

/// How long the networks take, from when this computer came to them or woke there, until anybody
/// answers: a portal wants to be signed in to, a VPN to come up. Pure.
class Arrivals {
 public:
  /// This computer woke on that network or came to it; a small number, 0: not known which.
  void arrive(std::size_t network);
  /// Somebody answered, that many minutes after, or after the VPN came up or went.
  void answered(double minutes, double since_coming);

  /// Somebody has answered in this visit.
  bool is_through() const { return through_; }

  /// How many minutes nothing that fails there says anything of the hosts, as long as none answers.
  double settles_within() const;

  /// The same where none of several hosts has answered yet.
  double lets_through_within() const;

  /// The same of what a portal may have answered.
  double signed_in_within() const;

  /// What is kept for the next start.
  void transcribe(Transcript& text);

 private:
  struct Network {
    int visits = 0;
    double longest_min = 0;
    double longest_in_min = 0;  ///< whichever VPN
  };

  ByNetwork<Network> networks_;
  std::size_t here_ = 0;
  bool through_ = false;
};

}  // namespace monitor
