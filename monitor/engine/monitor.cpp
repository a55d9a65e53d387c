#include "monitor/engine/monitor.h"

#include "monitor/engine/engine.h"

#include <thread>

namespace monitor {

/// The engine and the thread it lives on.
struct Monitor::Home {
  Home(const Clock& clock, MonitorListener listener, MonitorMemory memory)
      : engine(clock, std::move(listener), std::move(memory)) {}

  Engine engine;
  std::thread thread;
};

Monitor::Monitor(const Clock& clock, MonitorListener listener, MonitorMemory memory)
    : home_(std::make_unique<Home>(clock, std::move(listener), std::move(memory))) {}

Monitor::~Monitor() {
  stop();
}

void Monitor::start() {
  if (!home_->thread.joinable()) home_->thread = std::thread([this] { home_->engine.run(); });
}

void Monitor::stop() {
  home_->engine.stop();
  if (!home_->thread.joinable()) return;
  home_->thread.join();
  home_->engine.tell_learned();
}

void Monitor::set_targets(std::vector<Target> targets) {
  home_->engine.post(
      [targets = std::move(targets)](Engine& engine) { engine.set_targets(targets); });
}

void Monitor::set_settings(MonitorSettings settings) {
  home_->engine.post([settings](Engine& engine) { engine.set_settings(settings); });
}

void Monitor::set_situation(Situation situation) {
  home_->engine.post(
      [situation = std::move(situation)](Engine& engine) { engine.set_situation(situation); });
}

void Monitor::set_utc_offset(std::chrono::seconds offset) {
  home_->engine.post([offset](Engine& engine) { engine.set_utc_offset(offset); });
}

void Monitor::note_attempt(TargetId id) {
  home_->engine.post([id](Engine& engine) { engine.note_attempt(id); });
}

void Monitor::note_warning(TargetId id, std::optional<Finding> warning) {
  home_->engine.post(
      [id, warning = std::move(warning)](Engine& engine) { engine.note_warning(id, warning); });
}

void Monitor::check_now(std::optional<TargetId> id) {
  home_->engine.post([id](Engine& engine) { engine.check_now(id); });
}

void Monitor::look_once(Target target, std::function<void(std::optional<Check>)> done) {
  auto answer = std::make_shared<Answer>(std::move(done));
  home_->engine.post([target = std::move(target), answer = std::move(answer)](Engine& engine) {
    engine.look_once(target, answer);
  });
}

void Monitor::post(std::function<void()> work) {
  home_->engine.post([work = std::move(work)](Engine&) { work(); });
}

}  // namespace monitor
