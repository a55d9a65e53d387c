#include "monitor/engine/engine.h"

#include "monitor/engine/offline.h"
#include "monitor/model/finding_codes.h"

#include <asio/post.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <random>

namespace monitor {

namespace {

constexpr std::chrono::seconds minute{60};
// What was learned is kept this often, the first time earlier: a session may be short.
constexpr std::chrono::minutes between_learned{60};
constexpr std::chrono::minutes first_learned{10};

std::function<double()> own_random() {
  return [source = std::mt19937(std::random_device{}()),
          share = std::uniform_real_distribution<double>(0.0, 1.0)]() mutable {
    return share(source);
  };
}

/// A finding as it was kept, with the words and weight of its code where it was kept without.
FindingChange whole(FindingChange change) {
  if (!change.finding.title.empty() || find_code(change.finding.code) == nullptr) return change;
  auto finding = make_finding(change.finding.code, change.finding.evidence);
  finding.subject = change.finding.subject;
  finding.level = change.finding.level;
  finding.fails_at = change.finding.fails_at;
  change.finding = std::move(finding);
  return change;
}

/// Each moment by the local time that it had.
void recall(const MonitorMemory& memory, Reasoning& reasoning, SysTime now) {
  auto& foresight = reasoning.foresight();
  if (memory.utc_offset) foresight.set_utc_offset(memory.utc_offset(now));
  foresight.recall(memory.learned, now);
  const auto set_local_time = [&](SysTime at) {
    if (memory.utc_offset) foresight.set_utc_offset(memory.utc_offset(at));
  };
  for (const auto& past : memory.pasts) {
    if (past.answered_in) foresight.recall_place(past.target, *past.answered_in);
    for (const auto& seen : past.certificates) {
      foresight.recall_certificate(past.target, seen.gateway, seen.facts, seen.first_seen,
                                   seen.last_seen);
    }
    for (const auto& hour : past.hours) {
      set_local_time(hour.at);
      foresight.recall_hour(past.target, hour.at, hour.looks, hour.answered);
    }
    for (const auto at : past.attempts) {
      set_local_time(at);
      foresight.recall_attempt(past.target, at);
    }
  }
}

}  // namespace

Engine::Engine(const Clock& clock, MonitorListener listener, MonitorMemory memory)
    : clock_(clock),
      listener_(std::move(listener)),
      scheduler_(own_random()),
      work_(context_.get_executor()),
      timer_(context_),
      ladder_(context_, clock) {
  for (auto& change : memory.open_changes)
    change = whole(std::move(change));
  reasoning_.restore(std::move(memory.open_changes));
  recall(memory, reasoning_, clock_.now());
  for (auto& check : memory.last_checks) {
    const auto id = check.target.id;
    last_[id] = std::make_shared<const Check>(std::move(check));
  }
}

void Engine::run() {
  while (!stopped_) {
    try {
      context_.run();
      break;
    } catch (const std::exception& defect) {
      spdlog::error("network thread: {}", defect.what());
      asio::post(context_, [this] { go_on(); });
    }
  }
  once_.clear();
}

void Engine::stop() {
  stopped_ = true;
  context_.stop();
}

void Engine::post(std::function<void(Engine&)> work) {
  if (stopped_) return;
  asio::post(context_, [this, work = std::move(work)] {
    work(*this);
    go_on();
  });
}

void Engine::set_targets(const std::vector<Target>& targets) {
  std::map<TargetId, Target> wanted;
  for (const auto& target : targets)
    wanted.emplace(target.id, target);
  // Another place's certificate is no news about this one.
  std::erase_if(last_, [&](const auto& last) {
    const auto stays = wanted.find(last.first);
    return stays == wanted.end() || !is_same_place(stays->second, last.second->target);
  });
  const auto known = std::exchange(targets_, std::move(wanted));
  for (const auto& [id, target] : known) {
    const auto stays = targets_.find(id);
    if (stays != targets_.end() && is_same_place(target, stays->second)) continue;
    reasoning_.foresight().forget(id);
    untold_.erase(id);
  }
  tell(reasoning_.set_targets(targets));
  scheduler_.set_targets(targets, clock_.steady_now());
  for (const auto& target : targets) {
    if (is_cut_off(reasoning_.situation()) && !known.contains(target.id)) tell_offline(target.id);
  }
}

void Engine::set_settings(const MonitorSettings& settings) {
  settings_ = settings;
  reasoning_.set_rules(
      {settings.failures_to_believe, settings.recoveries_to_believe, settings.confirm_after});
  ladder_.set_thresholds(settings.thresholds);
  reasoning_.set_thresholds(settings.thresholds);
  apply_pace();
}

void Engine::apply_pace() {
  const auto& situation = reasoning_.situation();
  scheduler_.set_pace(
      {settings_.every, settings_.slower, situation.on_battery || situation.metered},
      clock_.steady_now());
}

void Engine::set_situation(const Situation& situation) {
  const auto now = clock_.steady_now();
  const auto turn = reasoning_.set_situation(situation, clock_.now(), now);
  tell(turn.told);
  scheduler_.set_reach(situation.asleep   ? Scheduler::Reach::nothing
                       : situation.online ? Scheduler::Reach::everything
                                          : Scheduler::Reach::this_computer);
  if (turn.cut_off) {
    spdlog::info("this computer is {}", situation.asleep ? "going to sleep" : "offline");
    tell_offline({});
  }
  if (turn.look_again) {
    spdlog::info("this computer's network has changed; looking again in {} s",
                 settings_.wake_grace.count());
    scheduler_.look_at_all_after(settings_.wake_grace, now);
  }
  apply_pace();
}

void Engine::note_warning(TargetId id, std::optional<Finding> warning) {
  if (targets_.contains(id) && reasoning_.note_warning(id, std::move(warning)))
    scheduler_.look_now(id, clock_.steady_now());
}

void Engine::check_now(std::optional<TargetId> id) {
  if (is_cut_off(reasoning_.situation())) tell_offline(id);
  scheduler_.look_now(id, clock_.steady_now());
}

void Engine::look_once(const Target& target, std::shared_ptr<Answer> answer) {
  const TargetId id{next_once_--};
  once_.emplace(id, std::pair(target, std::move(answer)));
  scheduler_.look_once(id, target, clock_.steady_now());
}

void Engine::go_on() {
  tell(reasoning_.settle(clock_.steady_now()));
  for (const auto id : reasoning_.take_suspects())
    scheduler_.look_now(id, clock_.steady_now());
  for (const auto id : scheduler_.take_due(clock_.steady_now()))
    begin_look(id);
  tell_minute();
  wait_for_the_next();
}

void Engine::wait_for_the_next() {
  auto next = scheduler_.next_due();
  const auto settles = reasoning_.next_settle();
  if (settles && (!next || *settles < *next)) next = settles;
  if (next == timer_at_) return;
  timer_at_ = next;
  if (!next) {
    timer_.cancel();
    return;
  }
  timer_.expires_after(std::max(*next - clock_.steady_now(), SteadyTime::duration::zero()));
  timer_.async_wait([this](const asio::error_code& error) {
    if (error) return;
    timer_at_.reset();
    go_on();
  });
}

void Engine::tell(const std::vector<FindingChange>& changes) {
  if (!listener_.on_change) return;
  for (const auto& change : changes)
    listener_.on_change(change);
}

void Engine::tell_offline(std::optional<TargetId> id) {
  if (!listener_.on_check) return;
  for (const auto& [key, target] : targets_) {
    const bool meant = (!id || *id == key) && !is_this_computer(target);
    if (meant && !looks_.contains(key)) listener_.on_check(offline_check(target, clock_.now()));
  }
}

void Engine::tell_minute() {
  const auto now = clock_.steady_now();
  if (targets_.empty() || (last_minute_ && now - *last_minute_ < minute)) return;
  last_minute_ = now;
  if (listener_.on_minute) {
    listener_.on_minute([this](TargetId id, const Finding& finding, SysTime told) {
      return reasoning_.worth_repeating(id, finding, told, clock_.now());
    });
  }
  if (!next_learned_) next_learned_ = now + first_learned;
  if (now >= *next_learned_) tell_learned();
}

void Engine::tell_learned() {
  next_learned_ = clock_.steady_now() + between_learned;
  if (untold_.empty() || !listener_.on_learned) return;
  const auto untold = std::exchange(untold_, {});
  listener_.on_learned(reasoning_.foresight().remember({untold.begin(), untold.end()}));
}

}  // namespace monitor
