#pragma once

#include "monitor/model/clock.h"

#include <cstddef>
#include <string>
#include <vector>

namespace monitor {

class Transcript;

/// On which networks looks are lost now and then whoever is looked at, as on trains. At most 256
/// networks, by their small numbers; 0, not known which, loses nothing. Pure.
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

  std::vector<Network> networks_;
};

}  // namespace monitor
