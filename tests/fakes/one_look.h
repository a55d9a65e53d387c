#pragma once

#include "monitor/model/check.h"
#include "monitor/model/clock.h"

namespace tests {

/// What a look gets besides its target.
struct LookOptions {
  monitor::Millis limit{5'000};            ///< silent servers get a short one
  const monitor::Check* before = nullptr;  ///< the last look
  const monitor::Clock* clock = nullptr;   ///< null: the computer's own
};

/// Looks once, with a ladder of its own, and waits until the connection is closed.
monitor::Check look_at(monitor::Target target, const LookOptions& options = {});

/// For silent servers: short, and still enough for a handshake on a busy computer.
inline constexpr LookOptions briefly{monitor::Millis{150}, nullptr, nullptr};
/// For what must not last for ever: more than any busy computer needs.
inline constexpr monitor::Millis before_long{20'000};

}  // namespace tests
