#pragma once

#include "monitor/model/clock.h"

#include <asio/ip/tcp.hpp>

#include <memory>

namespace monitor {

/// Ends a socket's waits at a deadline. One timer, however often the deadline moves: that costs
/// less than a timer beside each operation. Deadlines are the kernel's monotonic time, which no
/// fake clock can move. Lives on the network thread.
class Watchdog {
 public:
  explicit Watchdog(const asio::any_io_executor& executor);
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  /// From now on `socket` is cancelled once `deadline` has passed; forgets an earlier expiry.
  void watch(asio::ip::tcp::socket& socket, SteadyTime deadline);
  /// Whether the deadline has passed; what is begun afterwards would wait for ever.
  bool expired() const;
  /// Watches nothing any more.
  void rest();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace monitor
