#include "monitor/platform/resolver_cache.h"

#include <gio/gio.h>

#include <memory>

namespace monitor {

namespace {

constexpr int patience_ms = 5000;

struct Free {
  void operator()(GDBusConnection* bus) const { g_object_unref(bus); }

  void operator()(GVariant* variant) const { g_variant_unref(variant); }

  void operator()(GError* error) const { g_error_free(error); }

  void operator()(char* text) const { g_free(text); }
};

std::unique_ptr<GDBusConnection, Free> system_bus() {
  const std::unique_ptr<char, Free> address(
      g_dbus_address_get_for_bus_sync(G_BUS_TYPE_SYSTEM, nullptr, nullptr));
  if (!address) return {};
  // A connection of our own: the shared one would end the program together with the bus.
  const auto flags =
      static_cast<GDBusConnectionFlags>(G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                        G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION);
  return std::unique_ptr<GDBusConnection, Free>(
      g_dbus_connection_new_for_address_sync(address.get(), flags, nullptr, nullptr, nullptr));
}

}  // namespace

Result<void> empty_resolver_cache() {
  const auto none = fail(Failure::Kind::unavailable, "This computer keeps no cache of names.");
  const auto bus = system_bus();
  if (!bus) return none;
  GError* raw = nullptr;
  const std::unique_ptr<GVariant, Free> answer(g_dbus_connection_call_sync(
      bus.get(), "org.freedesktop.resolve1", "/org/freedesktop/resolve1",
      "org.freedesktop.resolve1.Manager", "FlushCaches", nullptr, nullptr,
      G_DBUS_CALL_FLAGS_NO_AUTO_START, patience_ms, nullptr, &raw));
  if (answer) return {};
  const std::unique_ptr<GError, Free> error(raw);
  if (g_error_matches(raw, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) != 0 ||
      g_error_matches(raw, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) != 0)
    return none;
  return fail(Failure::Kind::denied, "The system does not let its cache of names be emptied.",
              raw == nullptr ? "" : raw->message);
}

}  // namespace monitor
