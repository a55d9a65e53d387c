#pragma once

#include "monitor/model/repair.h"
#include "monitor/platform/linux/secret_service.h"

#include <string>
#include <vector>

namespace monitor {

/// How one client marks its passwords in the keyring.
struct KeyringClient {
  std::string name;                ///< "remmina"
  std::string shown;               ///< "Remmina"
  Keyring::Attributes attributes;  ///< what all of its items have
};

/// Remmina, GNOME Connections and KRDC.
std::vector<KeyringClient> keyring_clients();

/// Host, port and user that an item is about, as the client's own profile or the item tells; left
/// empty where neither does. Adds the fact "profile" where there is one.
void name_host(SavedItem& item, const KeyringClient& client, const Keyring::Attributes& attributes);

}  // namespace monitor
