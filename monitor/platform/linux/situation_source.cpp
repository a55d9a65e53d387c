#include "monitor/platform/situation_source.h"

#include "monitor/platform/linux/network_state.h"
#include "monitor/platform/linux/system_bus.h"

#include <glib-unix.h>

#include <unistd.h>

#include <mutex>
#include <optional>
#include <thread>

namespace monitor {

namespace {

// A link that comes up says so in many messages, the last of which make it usable.
constexpr guint settles_after_ms = 500;

/// One thread that waits in a main loop of its own for the kernel's and the bus's events.
class LinuxSituationSource final : public SituationSource {
 public:
  LinuxSituationSource() = default;

  ~LinuxSituationSource() override { stop(); }

  LinuxSituationSource(const LinuxSituationSource&) = delete;
  LinuxSituationSource& operator=(const LinuxSituationSource&) = delete;

  Situation now() const override {
    const auto network = read_network_state();
    const std::lock_guard lock(gate_);
    return joined(network, bus_state_);
  }

  Result<void> start(Listener listener) override {
    if (thread_.joinable()) return fail(Failure::Kind::internal, "It listens already.");
    events_ = open_network_events();
    if (events_ < 0) {
      return fail(Failure::Kind::unavailable,
                  "This system does not tell when its network changes.");
    }
    listener_ = std::move(listener);
    context_ = g_main_context_new();
    loop_ = g_main_loop_new(context_, FALSE);
    thread_ = std::thread([this] { run(); });
    return {};
  }

  void stop() override {
    if (!thread_.joinable()) return;
    // As an event of the loop, so that it also ends one that has not begun.
    GSource* quit = g_idle_source_new();
    g_source_set_callback(quit, on_quit, loop_, nullptr);
    attach(quit);
    thread_.join();
    g_main_loop_unref(loop_);
    g_main_context_unref(context_);
    close(events_);
  }

 private:
  static Situation joined(const NetworkState& network, const SystemBus::State& bus) {
    Situation situation;
    situation.asleep = bus.asleep;
    situation.online = network.online;
    situation.on_battery = bus.on_battery;
    situation.metered = bus.metered;
    situation.network = bus.network.empty() ? network.network : bus.network;
    situation.vpn = network.vpn;
    return situation;
  }

  static gboolean on_quit(gpointer loop) {
    g_main_loop_quit(static_cast<GMainLoop*>(loop));
    return G_SOURCE_REMOVE;
  }

  static gboolean on_network_event(gint socket, GIOCondition, gpointer self) {
    drop_network_events(socket);
    static_cast<LinuxSituationSource*>(self)->tell_soon();
    return G_SOURCE_CONTINUE;
  }

  static gboolean on_settled(gpointer self) {
    auto& source = *static_cast<LinuxSituationSource*>(self);
    source.settling_ = false;
    source.tell();
    return G_SOURCE_REMOVE;
  }

  void attach(GSource* source) {
    g_source_attach(source, context_);
    g_source_unref(source);
  }

  void run() {
    g_main_context_push_thread_default(context_);
    {
      SystemBus bus([this] { tell(); });
      bus_ = &bus;
      GSource* events = g_unix_fd_source_new(events_, G_IO_IN);
      g_source_set_callback(events, G_SOURCE_FUNC(on_network_event), this, nullptr);
      attach(events);
      tell();
      g_main_loop_run(loop_);
      bus_ = nullptr;
    }
    g_main_context_pop_thread_default(context_);
  }

  void tell_soon() {
    if (settling_) return;
    settling_ = true;
    GSource* timer = g_timeout_source_new(settles_after_ms);
    g_source_set_callback(timer, on_settled, this, nullptr);
    attach(timer);
  }

  void tell() {
    if (bus_ == nullptr) return;
    const auto situation = joined(read_network_state(), bus_->state());
    {
      const std::lock_guard lock(gate_);
      // Who wakes has slept, though nothing told so, and may be where it was.
      if (bus_state_.wakes != bus_->state().wakes) told_.reset();
      bus_state_ = bus_->state();
    }
    if (told_ == situation) return;
    told_ = situation;
    listener_(situation);
  }

  mutable std::mutex gate_;
  SystemBus::State bus_state_;  // behind the gate

  int events_ = -1;
  GMainContext* context_ = nullptr;
  GMainLoop* loop_ = nullptr;
  std::thread thread_;

  // The thread's own.
  Listener listener_;
  SystemBus* bus_ = nullptr;
  std::optional<Situation> told_;
  bool settling_ = false;
};

}  // namespace

std::unique_ptr<SituationSource> open_situation_source() {
  return std::make_unique<LinuxSituationSource>();
}

}  // namespace monitor
