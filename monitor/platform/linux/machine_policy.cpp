#include "monitor/platform/machine_policy.h"

#include <fstream>

namespace monitor {

std::string machine_policy_json() {
  constexpr std::size_t largest = 64U << 10U;
  std::ifstream in("/etc/rdpready/policy.json", std::ios::binary);
  std::string text(largest, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

}  // namespace monitor
