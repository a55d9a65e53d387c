#include "monitor/platform/client_policy.h"

namespace monitor {

ClientPolicy read_client_policy() {
  return {};
}

}  // namespace monitor
