#include "monitor/engine/engine.h"

#include <asio/co_spawn.hpp>
#include <spdlog/spdlog.h>

// Engine's single looks: how one begins, what becomes of it, and what it asks of the next.

namespace monitor {

void Engine::begin_look(TargetId id) {
  const auto single = once_.find(id);
  const auto target = single != once_.end() ? single->second.first : targets_.at(id);
  const auto last = last_.find(id);
  auto before = last == last_.end() ? nullptr : last->second;
  looks_.insert_or_assign(id, Look{target, reasoning_.moves()});
  if (single == once_.end() && listener_.on_look_started) listener_.on_look_started(id);
  std::function<void(Check)> done = [this, id](Check check) { take_check(id, std::move(check)); };
  asio::co_spawn(context_,
                 ladder_.look(target, settings_.limit, std::move(before), std::move(done)),
                 [this, id](const std::exception_ptr& defect) {
                   try {
                     if (defect) std::rethrow_exception(defect);
                   } catch (const std::exception& error) {
                     spdlog::error("look: {}", error.what());
                   }
                   look_ended(id);
                   go_on();
                 });
}

void Engine::take_check(TargetId id, Check check) {
  const auto found = looks_.find(id);
  if (found == looks_.end()) return;
  const auto& look = found->second;
  reasoning_.understand(check, look.moves);
  const auto single = once_.find(id);
  if (single != once_.end()) {
    // Before a connection or a repair; what it finds broken is told of like any other.
    const auto saved = targets_.find(check.target.id);
    const bool counts = saved != targets_.end() && is_same_place(saved->second, look.target);
    if (counts && verdict_of(check) == Verdict::would_fail)
      tell(reasoning_.take(check, clock_.steady_now()));
    single->second.second->give(std::move(check));
    once_.erase(single);
    return;
  }
  const auto target = targets_.find(id);
  // Removed or changed meanwhile: what was seen is of no use to anyone.
  if (target == targets_.end() || !is_same_place(target->second, look.target)) return;
  check.target = target->second;
  remember(check);
  untold_.insert(id);
  scheduler_.answered(id);
  if (listener_.on_check) listener_.on_check(check);
  tell(reasoning_.take(check, clock_.steady_now()));
}

void Engine::remember(const Check& check) {
  auto& last = last_[check.target.id];
  auto kept = check;
  // A look that got less far leaves what an earlier one saw to compare with.
  if (last && !kept.certificate) kept.certificate = last->certificate;
  if (last && !kept.gateway_certificate) kept.gateway_certificate = last->gateway_certificate;
  last = std::make_shared<const Check>(std::move(kept));
}

void Engine::look_ended(TargetId id) {
  const auto found = looks_.find(id);
  if (found == looks_.end()) return;
  looks_.erase(found);
  once_.erase(id);
  scheduler_.finished(id, wish_after(id), clock_.steady_now());
}

Scheduler::Wish Engine::wish_after(TargetId id) const {
  Scheduler::Wish wish;
  const auto now = clock_.steady_now();
  wish.sooner = reasoning_.is_restless(id, now);
  wish.by = reasoning_.next_look(id);
  const auto last = last_.find(id);
  if (last == last_.end()) return wish;
  // A moment that was foretold is looked at when it has come.
  const auto fails_at = earliest_failure(last->second->findings);
  if (fails_at && *fails_at > clock_.now()) {
    const auto then = now + (*fails_at - clock_.now()) + std::chrono::seconds{1};
    if (!wish.by || then < *wish.by) wish.by = then;
  }
  return wish;
}

}  // namespace monitor
