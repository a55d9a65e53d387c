#pragma once

#include "monitor/model/repair.h"
#include "monitor/platform/windows/registry_part.h"

#include <string>
#include <vector>

namespace monitor {

/// Something that mstsc keeps in the registry.
struct RegistryItem {
  SavedItem item;
  RegistryPart part;
  bool with_key = false;  ///< the key goes too when nothing else is left in it
};

/// What mstsc keeps in the registry.
struct ClientRegistry {
  std::vector<RegistryItem> items;
  std::vector<std::string> unreadable;  ///< a sentence for each
};

/// All of it: of each host the certificate's hash, the suggested user name, the rest and the
/// devices' answer; publishers' answers; recent computers. Empty where mstsc was never used.
ClientRegistry read_client_registry();

/// Whether a copy belongs below mstsc's own key.
bool is_of_client(const RegistryPart& part);

}  // namespace monitor
