#pragma once

#include <string>
#include <vector>

namespace monitor {

/// What this computer and its user are called. UTF-8.
struct ThisComputer {
  std::string system;               ///< "Debian GNU/Linux 12 (bookworm), 6.1.0-18-amd64"
  std::vector<std::string> names;   ///< its own, short and full
  std::vector<std::string> people;  ///< the user's names
  std::string home;                 ///< the user's folder; may be empty
};

/// Asked anew with each call; what the system does not tell is left out. Any thread.
ThisComputer this_computer();

}  // namespace monitor
