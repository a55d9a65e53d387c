#include "monitor/engine/ladder.h"

#include "monitor/engine/judge.h"
#include "monitor/probes/probe.h"

#include <asio/this_coro.hpp>

#include <vector>

namespace monitor {

namespace {

Observation skipped(const Probe& rung) {
  Observation seen;
  seen.facts = rung.blank_facts();
  return seen;
}

Observation defect(const Probe& rung, const char* what) {
  Observation seen;
  seen.outcome = Outcome::failed;
  seen.facts = rung.blank_facts();
  seen.error = StepError{"malformed", std::string("The look went wrong: ") + what};
  return seen;
}

/// Whether the step that `rung` needs went well, or is none of this kind of target's.
bool is_reached(const Probe& rung, const Check& check) {
  const auto* below = find_step(check, rung.needs());
  return below == nullptr || below->outcome == Outcome::ok;
}

asio::awaitable<Observation> climb(const Probe& rung, Look& look) {
  const auto began = look.clock.steady_now();
  Observation seen;
  try {
    seen = co_await rung.observe(look);
  } catch (const std::exception& error) {
    seen = defect(rung, error.what());
  }
  seen.took = look.clock.steady_now() - began;
  co_return seen;
}

}  // namespace

struct Ladder::Shared {
  Shared(asio::io_context& context, const Clock& time)
      : clock(time), tools(std::make_shared<LookTools>(context)) {}

  const Clock& clock;
  // Frames of looks that never end may outlive the ladder, together with what they use of this.
  std::shared_ptr<LookTools> tools;
  Judge judge;
};

Ladder::Ladder(asio::io_context& context, const Clock& clock)
    : shared_(std::make_unique<Shared>(context, clock)) {}

Ladder::~Ladder() = default;

void Ladder::set_utc_offset(std::chrono::seconds offset) {
  shared_->judge.set_utc_offset(offset);
}

void Ladder::set_thresholds(Thresholds thresholds) {
  shared_->judge.set_thresholds(std::move(thresholds));
}

asio::awaitable<void> Ladder::look(Target target, Millis limit, std::shared_ptr<const Check> before,
                                   std::function<void(Check)> done) {
  const auto& shared = *shared_;
  const auto executor = co_await asio::this_coro::executor;
  Look look(executor, shared.tools, shared.clock, std::move(target), limit);
  Check check;
  check.target = look.target;
  check.at = shared.clock.now();
  const auto began = shared.clock.steady_now();
  for (const auto& rung : shared.judge.rungs()) {
    if (!rung->applies(look.target)) continue;
    auto seen = skipped(*rung);
    // Never `due ? co_await … : …`: g++ 12 destroys the result twice.
    if (is_reached(*rung, check) && rung->is_due(look)) {
      seen = co_await climb(*rung, look);
    }
    seen.step = rung->step();
    check.steps.push_back(std::move(seen));
  }
  check.took = shared.clock.steady_now() - began;
  check.certificate = look.certificate;
  check.gateway_certificate = look.gateway_certificate;
  check.identity = look.identity;
  check.findings = shared.judge.judge(check, before.get());
  done(std::move(check));
  co_await look.close();
}

}  // namespace monitor
