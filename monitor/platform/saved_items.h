#pragma once

#include "monitor/model/repair.h"
#include "monitor/model/result.h"
#include "monitor/model/secret.h"
#include "monitor/model/target.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace monitor {

/// What a place keeps, and what of it could not be read.
struct SavedItemList {
  std::vector<SavedItem> items;         ///< by id
  std::vector<std::string> unreadable;  ///< a sentence for each
};

/// One place in which RDP clients keep things. Looking never asks the user anything and changes
/// nothing. Worker thread: may wait for the disk or the system. Bounded: 10,000 items.
///
/// remove() and put_back() may be cut off at any instant, by a kill or a power cut: put_back() of
/// the copy that was taken before then makes it whole again, from any state in between.
class SavedItems {
 public:
  virtual ~SavedItems() = default;

  /// "saved_credentials" or "connection_cache".
  virtual std::string_view place() const = 0;
  /// Fails with unavailable where there is no such place, denied where it is locked.
  virtual Result<SavedItemList> list() = 0;
  /// All that put_back() needs. Fails with not_found, changed, denied.
  virtual Result<Secret> back_up(const SavedItem& item) = 0;
  /// Removes the item that the caller has seen, and nothing else.
  /// Fails with not_found; changed where it is another by now, denied. Then nothing is changed.
  virtual Result<void> remove(const SavedItem& item) = 0;
  /// Makes it what it was; succeeds where it still is. What the system does not let programs set
  /// stays new: a registry key's time, a credential's. Fails with already_there where something
  /// else has taken its place, invalid_input for no copy of ours, denied.
  virtual Result<void> put_back(const Secret& copy) = 0;
};

/// The system's store of passwords, as far as RDP clients use it.
/// Windows: Credential Manager, TERMSRV/*. Facts: "target", "type" ("generic", "domain_password",
/// "domain_certificate", "domain_visible_password", "generic_certificate", "domain_extended",
/// "other"), "persistence" ("session", "local_machine", "enterprise"), "password" ("fine",
/// "unreadable", "empty", "odd_length", "too_long", "not_text", "not_kept"), "alias".
/// Linux: Secret Service items. Facts: "client" ("remmina", "gnome_connections", "krdc"),
/// "collection", "locked" (its password cannot be read now), "password", "profile".
std::unique_ptr<SavedItems> open_saved_credentials();

/// What clients keep in files and in the registry.
/// Facts: "client" ("mstsc", "freerdp"); of certificates "sha1" or "sha256", lower-case hex;
/// of what is damaged "damage", a sentence; of files "path".
std::unique_ptr<SavedItems> open_connection_cache();

/// Those items that are about that host, by the same spelling without regard to case, on that port
/// or on none in particular.
std::vector<SavedItem> items_about(const SavedItemList& list, const Endpoint& endpoint);

}  // namespace monitor
