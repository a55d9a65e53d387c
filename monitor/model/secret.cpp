#include "monitor/model/secret.h"

namespace monitor {

void wipe(void* memory, std::size_t size) {
  auto* byte = static_cast<volatile unsigned char*>(memory);
  for (std::size_t i = 0; i < size; ++i)
    byte[i] = 0;
}

}  // namespace monitor
