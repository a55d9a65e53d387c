#pragma once

#include "tests/foresight/hosts.h"

#include <map>
#include <string>
#include <vector>

namespace foresight {

/// Instead of the index of one host.
inline constexpr int every_direct_host = -2;

/// Something that happens to a host or the gateway, and what is true about it.
struct Cause {
  int id = 0;
  std::string kind;
  bool foreseeable = false;
  bool wrong = true;
  /// Index of the host; -1 for the gateway, or every_direct_host.
  int host = 0;
  /// From when it can be seen, when connections begin to fail, when it is mended.
  Seconds from = 0;
  Seconds fails_at = 0;
  Seconds until = 0;
  std::string codes;
  /// First look that showed it, and the attempts while it lasted; filled by the run.
  Seconds shown_at = 0;
  std::vector<Seconds> attempts;
};

/// Causes of one year, in the order of their ids. `scenario` is "mixed", "healthy" or one kind.
/// Changes the certificates of hosts whose renewal is left out.
std::vector<Cause> make_causes(const Laptop& laptop, Estate& estate, const std::string& scenario,
                               Dice& dice);

}  // namespace foresight
