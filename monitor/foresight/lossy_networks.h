#pragma once

#include "monitor/foresight/by_network.h"

#include <cstddef>
#include <string>

namespace monitor {

/// On which networks looks are lost now and then whoever is looked at, as on trains. One that
/// is not known, 0, loses nothing. Pure.
class LossyNetworks {
 public:
  /// A host answered there.
  void answered(std::size_t network);
  /// And did not before, for some minutes at most.
  void interrupted(std::size_t network, const std::string& host);

  bool is_lossy(std::size_t network) const;

  /// What is kept for the next start.
  void transcribe(Transcript& text);

 private:
  struct Network {
    double answers = 0;
    double interruptions = 0;  ///< of another host than the one before
    std::string host;          ///< the newest
  };

  ByNetwork<Network> networks_;
};

}  // namespace monitor
