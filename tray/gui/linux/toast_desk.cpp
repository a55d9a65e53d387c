#include "tray/gui/linux/toast_desk.h"

#include "tray/gui/gui_thread.h"
#include "tray/gui/linux/glib_ref.h"

#include <libnotify/notify.h>

#include <tuple>
#include <utility>

namespace tray {

namespace {

using monitor::Failure;
using monitor::Severity;
using notify::Alert;

/// More than anyone looks at; the oldest of them is forgotten (it stays in the service).
constexpr std::size_t most_toasts = 100;

/// Never critical: services show that over a full screen, a presentation and "do not disturb"
/// (Desktop Notifications Specification, Urgency Levels; GNOME, KDE, Xfce). They keep the others
/// for later by themselves.
NotifyUrgency urgency_of(const Alert& alert) {
  const bool can_wait =
      alert.kind == Alert::Kind::cleared || alert.severity == Severity::information;
  return can_wait ? NOTIFY_URGENCY_LOW : NOTIFY_URGENCY_NORMAL;
}

/// A failure stays until somebody has seen it.
int timeout_of(const Alert& alert) {
  const bool stays = alert.kind != Alert::Kind::cleared && alert.severity == Severity::failure;
  return stays ? NOTIFY_EXPIRES_NEVER : NOTIFY_EXPIRES_DEFAULT;
}

/// Categories of the desktop notifications specification.
const char* category_of(const Alert& alert) {
  if (alert.kind == Alert::Kind::cleared) return "network.connected";
  return alert.severity == Severity::failure ? "network.error" : "network";
}

Sign sign_for(const Alert& alert) {
  if (alert.kind == Alert::Kind::cleared) return Sign::ready;
  return alert.severity == Severity::information ? Sign::unknown : sign_of(alert.severity);
}

std::string escaped(const std::string& text) {
  auto* markup = g_markup_escape_text(text.c_str(), -1);
  std::string copy = markup;
  g_free(markup);
  return copy;
}

bool service_reads_markup() {
  auto* capabilities = notify_get_server_caps();
  const bool reads = g_list_find_custom(capabilities, "body-markup",
                                        reinterpret_cast<GCompareFunc>(&g_strcmp0)) != nullptr;
  g_list_free_full(capabilities, g_free);
  return reads;
}

void set_picture(NotifyNotification* note, const wxImage& image) {
  const int width = image.GetWidth();
  const int height = image.GetHeight();
  GlibRef<GdkPixbuf> pixels(gdk_pixbuf_new(GDK_COLORSPACE_RGB, TRUE, 8, width, height));
  auto* bytes = gdk_pixbuf_get_pixels(pixels.get());
  const auto stride = gdk_pixbuf_get_rowstride(pixels.get());
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      auto* pixel = bytes + std::ptrdiff_t{y} * stride + std::ptrdiff_t{x} * 4;
      const auto* source = image.GetData() + (std::ptrdiff_t{y} * width + x) * 3;
      std::copy(source, source + 3, pixel);
      pixel[3] = image.HasAlpha() ? image.GetAlpha(x, y) : guchar{255};
    }
  }
  notify_notification_set_image_from_pixbuf(note, pixels.get());
}

}  // namespace

struct ToastDesk::Toast {
  GlibRef<NotifyNotification> note;
  std::vector<monitor::TargetId> targets;
  ToastDesk* desk = nullptr;
};

ToastDesk::ToastDesk(ToastListener listener, std::map<Sign, wxImage> pictures)
    : listener_(std::move(listener)),
      pictures_(std::move(pictures)),
      context_(g_main_context_new()),
      loop_(g_main_loop_new(context_, FALSE)) {}

ToastDesk::~ToastDesk() {
  g_main_loop_unref(loop_);
  g_main_context_unref(context_);
}

void ToastDesk::run() {
  g_main_context_push_thread_default(context_);
  g_main_loop_run(loop_);
  if (service_watch_ != 0) g_bus_unwatch_name(service_watch_);
  toasts_.clear();
  g_main_context_pop_thread_default(context_);
}

void ToastDesk::quit() {
  invoke([this] { g_main_loop_quit(loop_); });
}

void ToastDesk::invoke(std::function<void()> work) {
  auto boxed = std::make_unique<std::function<void()>>(std::move(work));
  auto* source = g_idle_source_new();
  g_source_set_priority(source, G_PRIORITY_DEFAULT);
  const auto run_boxed = +[](gpointer data) -> gboolean {
    (*static_cast<std::function<void()>*>(data))();
    return G_SOURCE_REMOVE;
  };
  const auto drop = +[](gpointer data) {
    std::unique_ptr<std::function<void()>> owned(static_cast<std::function<void()>*>(data));
  };
  g_source_set_callback(source, run_boxed, boxed.release(), drop);
  g_source_attach(source, context_);
  g_source_unref(source);
}

std::future<monitor::Result<void>> ToastDesk::show(Alert alert) {
  auto promise = std::make_shared<std::promise<monitor::Result<void>>>();
  auto shown = promise->get_future();
  invoke([this, promise, alert = std::move(alert)] { promise->set_value(show_here(alert)); });
  return shown;
}

void ToastDesk::withdraw(std::string episode) {
  invoke([this, episode = std::move(episode)] {
    unshown_.erase(episode);
    const auto found = toasts_.find(episode);
    if (found == toasts_.end()) return;
    notify_notification_close(found->second->note.get(), nullptr);
    toasts_.erase(found);
  });
}

monitor::Result<void> ToastDesk::show_here(const Alert& alert) {
  const bool over = alert.kind == Alert::Kind::cleared;
  // Of what was never on the screen nobody needs to hear that it is over.
  if (unshown_.erase(alert.episode) > 0 && over) return {};
  auto shown = put_on_screen(alert);
  if (shown || over || unshown_.size() >= most_toasts) return shown;
  unshown_.emplace(alert.episode, alert);
  await_service();
  return shown;
}

/// Hears of each service that comes up, at once also of one that is there.
void ToastDesk::await_service() {
  if (service_watch_ != 0) return;
  const auto appeared = +[](GDBusConnection*, const gchar*, const gchar*, gpointer desk) {
    static_cast<ToastDesk*>(desk)->on_service();
  };
  service_watch_ =
      g_bus_watch_name(G_BUS_TYPE_SESSION, "org.freedesktop.Notifications",
                       G_BUS_NAME_WATCHER_FLAGS_NONE, appeared, nullptr, this, nullptr);
}

void ToastDesk::on_service() {
  reads_markup_ = service_reads_markup();
  for (const auto& [episode, alert] : std::exchange(unshown_, {}))
    std::ignore = show_here(alert);
}

monitor::Result<void> ToastDesk::put_on_screen(const Alert& alert) {
  if (notify_is_initted() == FALSE) {
    if (notify_init("RDP Ready") == FALSE)
      return monitor::fail(Failure::Kind::unavailable, "This desktop shows no notifications.");
    reads_markup_ = service_reads_markup();
  }
  auto& toast = toasts_[alert.episode];
  if (!toast) toast = std::make_unique<Toast>();
  dress(*toast, alert);
  GError* error = nullptr;
  const bool shown = notify_notification_show(toast->note.get(), &error) != FALSE;
  auto detail = take_message(error);
  const bool over = alert.kind == Alert::Kind::cleared;
  if (!shown || (over && toasts_.size() > most_toasts)) toasts_.erase(alert.episode);
  if (shown) return {};
  return monitor::fail(Failure::Kind::unavailable, "This desktop shows no notifications.",
                       std::move(detail));
}

void ToastDesk::dress(Toast& toast, const Alert& alert) {
  const auto body = reads_markup_ ? escaped(alert.text) : alert.text;
  toast.desk = this;
  toast.targets = alert.targets;
  if (!toast.note) {
    toast.note.reset(notify_notification_new(alert.title.c_str(), body.c_str(), nullptr));
  } else {
    notify_notification_update(toast.note.get(), alert.title.c_str(), body.c_str(), nullptr);
  }
  auto* note = toast.note.get();
  notify_notification_set_urgency(note, urgency_of(alert));
  notify_notification_set_timeout(note, timeout_of(alert));
  notify_notification_set_category(note, category_of(alert));
  notify_notification_set_hint(note, "desktop-entry", g_variant_new_string("rdpready-tray"));
  notify_notification_set_hint(note, "transient", g_variant_new_boolean(FALSE));
  set_picture(note, pictures_.at(sign_for(alert)));

  const auto pressed = +[](NotifyNotification*, char* action, gpointer data) {
    const auto& pressed_toast = *static_cast<Toast*>(data);
    pressed_toast.desk->on_action(pressed_toast, action);
  };
  notify_notification_clear_actions(note);
  notify_notification_add_action(note, "default", "Show", pressed, &toast, nullptr);
  if (alert.kind == Alert::Kind::cleared) return;
  notify_notification_add_action(note, "show", "Show", pressed, &toast, nullptr);
  notify_notification_add_action(note, "fix", "Fix…", pressed, &toast, nullptr);
  notify_notification_add_action(note, "snooze", "Snooze 1 day", pressed, &toast, nullptr);
}

void ToastDesk::on_action(const Toast& toast, std::string_view action) {
  const auto& told = action == "snooze" ? listener_.on_snooze_day
                     : action == "fix"  ? listener_.on_fix
                                        : listener_.on_show;
  on_gui_thread([told, targets = toast.targets] { told(targets); });
}

}  // namespace tray
