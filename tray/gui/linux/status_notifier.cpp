#include "tray/gui/linux/status_notifier.h"

#include "tray/gui/gui_thread.h"
#include "tray/gui/icons.h"
#include "tray/gui/linux/glib_ref.h"
#include "tray/gui/linux/panel_menu.h"
#include "tray/gui/toolkit.h"

#include <wx/image.h>

#include <filesystem>
#include <string_view>
#include <utility>

namespace tray {

namespace {

constexpr const char* item_path = "/StatusNotifierItem";
constexpr const char* item_interface = "org.kde.StatusNotifierItem";
constexpr const char* watcher_name = "org.kde.StatusNotifierWatcher";
constexpr const char* watcher_path = "/StatusNotifierWatcher";
/// Panels pick the nearest size; 64 is for twofold scale.
constexpr int pixmap_sizes[] = {22, 24, 32, 48, 64};

constexpr const char* description = R"xml(<node><interface name="org.kde.StatusNotifierItem">
<property name="Category" type="s" access="read"/>
<property name="Id" type="s" access="read"/>
<property name="Title" type="s" access="read"/>
<property name="Status" type="s" access="read"/>
<property name="WindowId" type="i" access="read"/>
<property name="IconName" type="s" access="read"/>
<property name="IconPixmap" type="a(iiay)" access="read"/>
<property name="ToolTip" type="(sa(iiay)ss)" access="read"/>
<property name="ItemIsMenu" type="b" access="read"/>
<property name="Menu" type="o" access="read"/>
<method name="Activate"><arg name="x" type="i" direction="in"/><arg name="y" type="i" direction="in"/></method>
<method name="SecondaryActivate"><arg name="x" type="i" direction="in"/><arg name="y" type="i" direction="in"/></method>
<method name="ContextMenu"><arg name="x" type="i" direction="in"/><arg name="y" type="i" direction="in"/></method>
<method name="Scroll"><arg name="delta" type="i" direction="in"/><arg name="orientation" type="s" direction="in"/></method>
<signal name="NewIcon"/><signal name="NewToolTip"/><signal name="NewTitle"/>
</interface></node>)xml";

GVariant* empty_pixmaps() {
  return g_variant_new_array(G_VARIANT_TYPE("(iiay)"), nullptr, 0);
}

/// Width, height and ARGB in network byte order.
GVariant* pixmap(const wxImage& image) {
  const int count = image.GetWidth() * image.GetHeight();
  std::vector<guint8> argb;
  argb.reserve(static_cast<std::size_t>(count) * 4);
  for (int i = 0; i < count; ++i) {
    argb.push_back(image.HasAlpha() ? image.GetAlpha()[i] : guint8{255});
    argb.insert(argb.end(), image.GetData() + std::ptrdiff_t{i} * 3,
                image.GetData() + std::ptrdiff_t{i} * 3 + 3);
  }
  auto* bytes = g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, argb.data(), argb.size(), 1);
  return g_variant_new("(ii@ay)", image.GetWidth(), image.GetHeight(), bytes);
}

GVariant* pixmaps(std::string_view name) {
  const auto picture = icon(name, pixmap_sizes[0]);
  GVariantBuilder all;
  g_variant_builder_init(&all, G_VARIANT_TYPE("a(iiay)"));
  for (const int size : pixmap_sizes)
    g_variant_builder_add_value(&all,
                                pixmap(picture.GetBitmap(wxSize(size, size)).ConvertToImage()));
  return g_variant_builder_end(&all);
}

/// The theme's name for the picture where this program is installed together with its icons.
std::string themed_name(std::string_view name) {
  const auto themed = "rdpready-" + std::string(name);
  const auto file = program_path().parent_path().parent_path() /
                    "share/icons/hicolor/scalable/status" / (themed + ".svg");
  std::error_code error;
  return std::filesystem::exists(file, error) ? themed : std::string{};
}

class StatusNotifier final : public TrayIcon {
 public:
  explicit StatusNotifier(TrayListener listener)
      : listener_(std::move(listener)), menu_(listener_.on_command) {
    g_bus_get(G_BUS_TYPE_SESSION, cancel_.get(), &StatusNotifier::on_bus, this);
  }

  ~StatusNotifier() override {
    g_cancellable_cancel(cancel_.get());
    if (watch_ != 0) g_bus_unwatch_name(watch_);
    if (host_signals_ != 0) g_dbus_connection_signal_unsubscribe(bus_.get(), host_signals_);
    if (object_ != 0) g_dbus_connection_unregister_object(bus_.get(), object_);
    // Without this the panel would keep the icon until the connection ends.
    if (bus_) g_dbus_connection_flush(bus_.get(), nullptr, nullptr, nullptr);
  }

  void show(const IconView& icon_view, const std::vector<MenuItem>& menu) override {
    menu_.show(menu);
    if (icon_view == view_) return;
    const bool other_picture = icon_view.sign != view_.sign;
    view_ = icon_view;
    if (other_picture) emit("NewIcon");
    emit("NewToolTip");
    emit("NewTitle");
  }

  bool has_place() const override { return has_place_; }

  std::optional<wxRect> place() const override { return {}; }

 private:
  static StatusNotifier& self(gpointer data) { return *static_cast<StatusNotifier*>(data); }

  static bool was_cancelled(const GError* error) {
    return g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED) != FALSE;
  }

  static void on_bus(GObject*, GAsyncResult* result, gpointer data) {
    GError* error = nullptr;
    auto* bus = g_bus_get_finish(result, &error);
    const bool cancelled = was_cancelled(error);
    g_clear_error(&error);
    if (cancelled) return;
    if (bus == nullptr) return self(data).set_place(false);
    self(data).start(bus);
  }

  void start(GDBusConnection* bus) {
    bus_.reset(bus);
    // A lost bus ends the session's panel, not this program.
    g_dbus_connection_set_exit_on_close(bus, FALSE);
    static const GDBusInterfaceVTable answers = {
        &StatusNotifier::on_call, &StatusNotifier::on_property, nullptr, {}};
    auto* node = g_dbus_node_info_new_for_xml(description, nullptr);
    object_ = g_dbus_connection_register_object(bus, item_path, node->interfaces[0], &answers, this,
                                                nullptr, nullptr);
    g_dbus_node_info_unref(node);
    host_signals_ = g_dbus_connection_signal_subscribe(
        bus, watcher_name, watcher_name, nullptr, watcher_path, nullptr, G_DBUS_SIGNAL_FLAGS_NONE,
        &StatusNotifier::on_host_signal, this, nullptr);
    watch_ = g_bus_watch_name_on_connection(bus, watcher_name, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                            &StatusNotifier::on_watcher,
                                            &StatusNotifier::on_no_watcher, this, nullptr);
  }

  static void on_watcher(GDBusConnection* bus, const char*, const char*, gpointer data) {
    g_dbus_connection_call(bus, watcher_name, watcher_path, watcher_name,
                           "RegisterStatusNotifierItem", g_variant_new("(s)", item_path), nullptr,
                           G_DBUS_CALL_FLAGS_NONE, -1, self(data).cancel_.get(),
                           &StatusNotifier::on_registered, data);
  }

  static void on_no_watcher(GDBusConnection*, const char*, gpointer data) {
    self(data).set_place(false);
  }

  static void on_registered(GObject* source, GAsyncResult* result, gpointer data) {
    GError* error = nullptr;
    auto* answer = g_dbus_connection_call_finish(G_DBUS_CONNECTION(source), result, &error);
    const bool cancelled = was_cancelled(error);
    g_clear_error(&error);
    if (answer != nullptr) g_variant_unref(answer);
    if (cancelled) return;
    if (answer == nullptr) return self(data).set_place(false);
    self(data).ask_for_host();
  }

  static void on_host_signal(GDBusConnection*, const char*, const char*, const char*,
                             const char* signal, GVariant*, gpointer data) {
    if (std::string_view(signal).starts_with("StatusNotifierHost")) self(data).ask_for_host();
  }

  /// A watcher alone draws nothing: a panel must have come to it as a host.
  void ask_for_host() {
    g_dbus_connection_call(bus_.get(), watcher_name, watcher_path,
                           "org.freedesktop.DBus.Properties", "Get",
                           g_variant_new("(ss)", watcher_name, "IsStatusNotifierHostRegistered"),
                           G_VARIANT_TYPE("(v)"), G_DBUS_CALL_FLAGS_NONE, -1, cancel_.get(),
                           &StatusNotifier::on_host_answer, this);
  }

  static void on_host_answer(GObject* source, GAsyncResult* result, gpointer data) {
    GError* error = nullptr;
    auto* answer = g_dbus_connection_call_finish(G_DBUS_CONNECTION(source), result, &error);
    const bool cancelled = was_cancelled(error);
    g_clear_error(&error);
    if (cancelled) return;
    bool has_host = true;  // a watcher without that property is taken at its word
    if (answer != nullptr) {
      GVariant* value = nullptr;
      g_variant_get(answer, "(v)", &value);
      if (g_variant_is_of_type(value, G_VARIANT_TYPE_BOOLEAN) != FALSE)
        has_host = g_variant_get_boolean(value) != FALSE;
      g_variant_unref(value);
      g_variant_unref(answer);
    }
    self(data).set_place(has_host);
  }

  static void on_call(GDBusConnection*, const char*, const char*, const char*, const char* method,
                      GVariant*, GDBusMethodInvocation* invocation, gpointer data) {
    const std::string_view name = method;
    if (name == "Activate" || name == "SecondaryActivate")
      on_gui_thread(self(data).listener_.on_activate);
    g_dbus_method_invocation_return_value(invocation, nullptr);
  }

  static GVariant* on_property(GDBusConnection*, const char*, const char*, const char*,
                               const char* property, GError** error, gpointer data) {
    if (auto* value = self(data).property(property)) return value;
    g_set_error(error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_PROPERTY, "No property %s", property);
    return nullptr;
  }

  GVariant* property(std::string_view name) const {
    const auto picture = tray_icon_name(view_.sign);
    if (name == "Category") return g_variant_new_string("Communications");
    if (name == "Id") return g_variant_new_string("rdpready");
    if (name == "Title") return g_variant_new_string(view_.title.c_str());
    if (name == "Status") return g_variant_new_string("Active");
    if (name == "WindowId") return g_variant_new_int32(0);
    if (name == "IconName") return g_variant_new_string(themed_name(picture).c_str());
    if (name == "IconPixmap") return pixmaps(picture);
    if (name == "ToolTip") return tool_tip();
    if (name == "ItemIsMenu") return g_variant_new_boolean(FALSE);
    if (name == "Menu") return g_variant_new_object_path(PanelMenu::path);
    return nullptr;
  }

  /// The text of a tip is markup.
  GVariant* tool_tip() const {
    auto* text = g_markup_escape_text(view_.text.c_str(), -1);
    auto* tip = g_variant_new("(s@a(iiay)ss)", "", empty_pixmaps(), view_.title.c_str(), text);
    g_free(text);
    return tip;
  }

  void emit(const char* signal) {
    if (bus_)
      g_dbus_connection_emit_signal(bus_.get(), nullptr, item_path, item_interface, signal, nullptr,
                                    nullptr);
  }

  void set_place(bool has_place) {
    has_place_ = has_place;
    on_gui_thread([told = listener_.on_place, has_place] { told(has_place); });
  }

  TrayListener listener_;
  PanelMenu menu_;
  GlibRef<GCancellable> cancel_{g_cancellable_new()};
  GlibRef<GDBusConnection> bus_;
  guint object_ = 0;
  guint host_signals_ = 0;
  guint watch_ = 0;
  IconView view_;
  bool has_place_ = false;
};

}  // namespace

std::unique_ptr<TrayIcon> make_status_notifier(TrayListener listener) {
  return std::make_unique<StatusNotifier>(std::move(listener));
}

}  // namespace tray
