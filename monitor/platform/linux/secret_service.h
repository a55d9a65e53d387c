#pragma once

#include "monitor/model/clock.h"
#include "monitor/model/result.h"
#include "monitor/model/secret.h"

#include <libsecret/secret.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace monitor {

/// Releases what GObject, GLib and libsecret give.
struct ReleaseObject {
  void operator()(void* object) const { g_object_unref(object); }
};

/// An item of the keyring, read as far as it is open.
struct KeyringItem {
  std::unique_ptr<SecretItem, ReleaseObject> item;
  std::string path;        ///< on the bus
  std::string collection;  ///< path of the collection that holds it
  std::string label;
  std::map<std::string, std::string> attributes;
  bool locked = false;
  std::optional<SysTime> modified;
  Secret secret;  ///< empty while it is locked
  std::string content_type;
};

/// The user's keyring as it stands: it is never started, unlocked or asked to prompt.
/// Lives on the thread that made it. Looking at a locked one gives items without secrets.
class Keyring {
 public:
  using Attributes = std::map<std::string, std::string>;

  /// Fails with unavailable where no keyring runs.
  static Result<Keyring> open();

  /// Every item with these attributes, in any collection.
  Result<std::vector<KeyringItem>> find(const Attributes& attributes);
  /// Fails with denied where it is locked.
  Result<void> remove(const KeyringItem& item);
  /// Makes a new item beside any others. An empty collection means the default one.
  /// Fails with denied where that is locked, not_found where there is none.
  Result<void> add(const KeyringItem& item);

 private:
  /// Calls that GLib has put off are made before it is left.
  struct LeaveContext {
    void operator()(GMainContext* context) const;
  };

  using Context = std::unique_ptr<GMainContext, LeaveContext>;

  Keyring(Context context, SecretService* service)
      : context_(std::move(context)), service_(service) {}

  Context context_;  ///< of its own, so that nothing of it is left to the program's loop
  std::unique_ptr<SecretService, ReleaseObject> service_;
};

}  // namespace monitor
