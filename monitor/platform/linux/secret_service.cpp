#include "monitor/platform/linux/secret_service.h"

#include <gio/gio.h>

#include <utility>

namespace monitor {

namespace {

constexpr const char* bus_name = "org.freedesktop.secrets";
constexpr int patience_ms = 5000;
constexpr std::size_t most_items = 10'000;

struct FreeMemory {
  void operator()(GVariant* variant) const { g_variant_unref(variant); }

  void operator()(GHashTable* table) const { g_hash_table_unref(table); }

  void operator()(SecretValue* value) const { secret_value_unref(value); }

  void operator()(char* text) const { g_free(text); }
};

template <class T>
using Owned = std::unique_ptr<T, FreeMemory>;

/// Where libsecret and GDBus say what went wrong.
class Trouble {
 public:
  Trouble() = default;

  ~Trouble() { g_clear_error(&error_); }

  Trouble(const Trouble&) = delete;
  Trouble& operator=(const Trouble&) = delete;

  GError** out() { return &error_; }

  bool is_locked() const {
    return g_error_matches(error_, SECRET_ERROR, SECRET_ERROR_IS_LOCKED) != 0;
  }

  std::string text() const { return error_ == nullptr ? "" : error_->message; }

 private:
  GError* error_ = nullptr;
};

tl::unexpected<Failure> locked() {
  return fail(Failure::Kind::denied,
              "The keyring is locked. Unlock it (signing in to the desktop does), then try again.");
}

tl::unexpected<Failure> refusal(const Trouble& trouble, const char* what) {
  if (trouble.is_locked()) return locked();
  return fail(Failure::Kind::denied, what, trouble.text());
}

/// True if somebody serves the name now: asking for it otherwise would start a keyring, and some
/// greet with a window.
bool is_served(GDBusConnection* bus) {
  const Owned<GVariant> answer(g_dbus_connection_call_sync(
      bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
      g_variant_new("(s)", bus_name), G_VARIANT_TYPE("(b)"), G_DBUS_CALL_FLAGS_NONE, patience_ms,
      nullptr, nullptr));
  gboolean served = 0;
  if (answer) g_variant_get(answer.get(), "(b)", &served);
  return served != 0;
}

Owned<GHashTable> table_of(const Keyring::Attributes& attributes) {
  Owned<GHashTable> table(g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free));
  for (const auto& [name, value] : attributes)
    g_hash_table_insert(table.get(), g_strdup(name.c_str()), g_strdup(value.c_str()));
  return table;
}

Keyring::Attributes attributes_of(SecretItem* item) {
  Keyring::Attributes attributes;
  const Owned<GHashTable> table(secret_item_get_attributes(item));
  GHashTableIter each;
  void* name = nullptr;
  void* value = nullptr;
  g_hash_table_iter_init(&each, table.get());
  while (g_hash_table_iter_next(&each, &name, &value) != 0)
    attributes.emplace(static_cast<const char*>(name), static_cast<const char*>(value));
  return attributes;
}

void read_secret(KeyringItem& read) {
  if (secret_item_load_secret_sync(read.item.get(), nullptr, nullptr) == 0) return;
  const Owned<SecretValue> value(secret_item_get_secret(read.item.get()));
  if (!value) return;
  gsize size = 0;
  const char* bytes = secret_value_get(value.get(), &size);
  read.secret = Secret(std::as_bytes(std::span(bytes, size)));
  read.content_type = secret_value_get_content_type(value.get());
}

KeyringItem read_item(SecretItem* item) {
  KeyringItem read;
  read.item.reset(item);
  read.path = g_dbus_proxy_get_object_path(G_DBUS_PROXY(item));
  read.collection = read.path.substr(0, read.path.rfind('/'));
  const Owned<char> label(secret_item_get_label(item));
  read.label = label ? label.get() : "";
  read.attributes = attributes_of(item);
  read.locked = secret_item_get_locked(item) != 0;
  const auto seconds = secret_item_get_modified(item);
  if (seconds != 0) read.modified = SysTime(std::chrono::seconds(seconds));
  if (!read.locked) read_secret(read);
  return read;
}

using Collection = std::unique_ptr<SecretCollection, ReleaseObject>;

/// The collection by its path; the default one for an empty path. Null where there is none.
Collection collection_at(SecretService* service, const std::string& path, Trouble& trouble) {
  if (path.empty()) {
    return Collection(secret_collection_for_alias_sync(
        service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, nullptr, trouble.out()));
  }
  if (secret_service_load_collections_sync(service, nullptr, trouble.out()) == 0) return {};
  GList* all = secret_service_get_collections(service);
  Collection found;
  for (auto* at = all; at != nullptr; at = at->next) {
    Collection one(SECRET_COLLECTION(at->data));
    if (path == g_dbus_proxy_get_object_path(G_DBUS_PROXY(one.get()))) found = std::move(one);
  }
  g_list_free(all);
  return found;
}

}  // namespace

void Keyring::LeaveContext::operator()(GMainContext* context) const {
  // What was let go of is only freed by these calls.
  while (g_main_context_iteration(context, FALSE) != 0) {
  }
  g_main_context_pop_thread_default(context);
  g_main_context_unref(context);
}

Result<Keyring> Keyring::open() {
  Context context(g_main_context_new());
  g_main_context_push_thread_default(context.get());
  const auto none =
      fail(Failure::Kind::unavailable, "No keyring runs here, so no passwords are saved in one.");
  const std::unique_ptr<GDBusConnection, ReleaseObject> bus(
      g_bus_get_sync(G_BUS_TYPE_SESSION, nullptr, nullptr));
  if (!bus) return none;
  // The bus may end before this program does.
  g_dbus_connection_set_exit_on_close(bus.get(), FALSE);
  if (!is_served(bus.get())) return none;
  Trouble trouble;
  auto* service = secret_service_open_sync(SECRET_TYPE_SERVICE, nullptr,
                                           SECRET_SERVICE_OPEN_SESSION, nullptr, trouble.out());
  if (service == nullptr) return refusal(trouble, "The keyring does not answer.");
  return Keyring(std::move(context), service);
}

Result<std::vector<KeyringItem>> Keyring::find(const Attributes& attributes) {
  Trouble trouble;
  const auto table = table_of(attributes);
  // Without SECRET_SEARCH_UNLOCK nobody is asked for a password.
  GList* items = secret_service_search_sync(service_.get(), nullptr, table.get(), SECRET_SEARCH_ALL,
                                            nullptr, trouble.out());
  std::vector<KeyringItem> found;
  for (auto* at = items; at != nullptr; at = at->next) {
    auto* item = SECRET_ITEM(at->data);
    if (found.size() < most_items)
      found.push_back(read_item(item));
    else
      g_object_unref(item);
  }
  g_list_free(items);
  if (!trouble.text().empty()) return refusal(trouble, "The keyring does not let itself be read.");
  return found;
}

Result<void> Keyring::remove(const KeyringItem& item) {
  if (item.locked) return locked();
  Trouble trouble;
  if (secret_item_delete_sync(item.item.get(), nullptr, trouble.out()) != 0) return {};
  return refusal(trouble, "The keyring does not let it be removed.");
}

Result<void> Keyring::add(const KeyringItem& item) {
  Trouble trouble;
  const auto collection = collection_at(service_.get(), item.collection, trouble);
  if (!trouble.text().empty()) return refusal(trouble, "The keyring does not answer.");
  if (!collection) return fail(Failure::Kind::not_found, "The keyring has no place for passwords.");
  // Making an item in a locked one would open a window that asks for its password.
  if (secret_collection_get_locked(collection.get()) != 0) return locked();
  const auto bytes = item.secret.reveal();
  const Owned<SecretValue> value(secret_value_new(reinterpret_cast<const char*>(bytes.data()),
                                                  static_cast<gssize>(bytes.size()),
                                                  item.content_type.c_str()));
  const auto table = table_of(item.attributes);
  const std::unique_ptr<SecretItem, ReleaseObject> made(
      secret_item_create_sync(collection.get(), nullptr, table.get(), item.label.c_str(),
                              value.get(), SECRET_ITEM_CREATE_NONE, nullptr, trouble.out()));
  if (made) return {};
  return refusal(trouble, "The keyring does not take the password.");
}

}  // namespace monitor
