#include "monitor/net/watchdog.h"

#include <asio/steady_timer.hpp>

#include <optional>
#include <utility>

namespace monitor {

/// Shared with the handlers that are queued, so that none of them outlives what it looks at.
struct Watchdog::State : std::enable_shared_from_this<State> {
  explicit State(const asio::any_io_executor& executor) : timer(std::in_place, executor) {}

  void arm();
  void wake(std::uint64_t woken_generation);

  std::optional<asio::steady_timer> timer;
  asio::ip::tcp::socket* socket = nullptr;
  SteadyTime deadline{};
  SteadyTime armed_until{};
  std::uint64_t generation = 0;
  bool armed = false;
  bool expired = false;
};

void Watchdog::State::arm() {
  armed = true;
  armed_until = deadline;
  timer->expires_at(deadline);
  timer->async_wait([self = shared_from_this(), mine = ++generation](const std::error_code&) {
    self->wake(mine);
  });
}

void Watchdog::State::wake(std::uint64_t woken_generation) {
  if (woken_generation != generation) return;
  armed = false;
  if (socket == nullptr) return;
  if (std::chrono::steady_clock::now() < deadline) return arm();
  expired = true;
  std::error_code ignored;
  socket->cancel(ignored);
}

Watchdog::Watchdog(const asio::any_io_executor& executor)
    : state_(std::make_shared<State>(executor)) {}

Watchdog::~Watchdog() {
  state_->socket = nullptr;
  ++state_->generation;
  state_->timer.reset();
}

void Watchdog::watch(asio::ip::tcp::socket& socket, SteadyTime deadline) {
  state_->socket = &socket;
  state_->deadline = deadline;
  state_->expired = false;
  // A later deadline is noticed when the timer fires; only an earlier one has to move it.
  if (!state_->armed || deadline < state_->armed_until) state_->arm();
}

bool Watchdog::expired() const {
  return state_->expired;
}

void Watchdog::rest() {
  state_->socket = nullptr;
  ++state_->generation;
  state_->armed = false;
  state_->timer->cancel();
}

}  // namespace monitor
