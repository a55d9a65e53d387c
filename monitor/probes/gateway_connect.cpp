#include "monitor/probes/tcp_connect.h"

namespace monitor {

std::unique_ptr<Probe> make_gateway_connect() {
  return connect_probe(Side::gateway);
}

}  // namespace monitor
