#include "monitor/probes/name_resolution.h"

namespace monitor {

std::unique_ptr<Probe> make_gateway_resolution() {
  return resolve_probe(Side::gateway);
}

}  // namespace monitor
