#include "monitor/net/look.h"

#include <algorithm>

namespace monitor {

namespace {

constexpr Millis closing_patience{250};

SteadyTime from_now(Millis span) {
  return std::chrono::steady_clock::now() + std::chrono::ceil<SteadyTime::duration>(span);
}

}  // namespace

Look::Look(const asio::any_io_executor& executor, std::shared_ptr<LookTools> shared,
           const Clock& time, Target looked_at, Millis limit)
    : tools(std::move(shared)),
      clock(time),
      target(std::move(looked_at)),
      end(from_now(limit)),
      connection(executor) {}

SteadyTime Look::begin_step(Millis at_most) {
  const auto deadline = std::min(end, from_now(at_most));
  connection.set_deadline(deadline);
  return deadline;
}

asio::awaitable<void> Look::close() {
  if (!connection.is_open()) co_return;
  connection.set_deadline(from_now(closing_patience));
  if (tls) {
    co_await tls->say_goodbye();
  }
  co_await connection.close(closing_patience);
}

}  // namespace monitor
