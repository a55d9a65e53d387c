#pragma once

#include "monitor/model/check.h"
#include "monitor/model/clock.h"
#include "monitor/model/thresholds.h"

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>

#include <functional>
#include <memory>

namespace monitor {

/// Climbs one target's probes, lowest rung first, and stops at the broken one.
/// Owns what all looks share (TLS context, trusted roots, resolver threads): make one, keep it.
/// Lives on the network thread.
class Ladder {
 public:
  Ladder(asio::io_context& context, const Clock& clock);
  /// All looks must have ended, or the context must no longer run.
  ~Ladder();
  Ladder(const Ladder&) = delete;
  Ladder& operator=(const Ladder&) = delete;

  /// By which looks are judged that end from now on.
  void set_thresholds(Thresholds thresholds);
  /// Local time minus UTC from now on.
  void set_utc_offset(std::chrono::seconds offset);

  /// One look over one connection, ended by `limit` at the latest. `done` gets the judged check
  /// once the last step is over; then the connection is closed cleanly, for which at most a quarter
  /// of a second more is taken. `before` is the last look at that target; null if none. The
  /// identity step is made if the target allows it. An exception of a probe becomes a failed step.
  asio::awaitable<void> look(Target target, Millis limit, std::shared_ptr<const Check> before,
                             std::function<void(Check)> done);

 private:
  struct Shared;
  std::unique_ptr<Shared> shared_;
};

}  // namespace monitor
