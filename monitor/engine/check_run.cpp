#include "monitor/engine/check_run.h"

#include "monitor/engine/ladder.h"
#include "monitor/net/awaiting.h"

#include <asio/co_spawn.hpp>
#include <asio/steady_timer.hpp>

#include <algorithm>
#include <map>

namespace monitor {

namespace {

constexpr auto cancel_poll = std::chrono::milliseconds(50);
// Between two looks at one server; some wedge for good when they come back to back.
constexpr auto breather = std::chrono::seconds(1);

using Queue = std::vector<Target>;

/// Targets that are one server, in their order: never looked at side by side. Behind one name there
/// may be a router with many computers, so the port counts.
std::vector<Queue> by_server(std::vector<Target> targets) {
  std::vector<Queue> queues;
  std::map<std::string, std::size_t> known;
  for (auto& target : targets) {
    const auto server = to_text(target.gateway.value_or(target.endpoint));
    const auto [at, is_new] = known.try_emplace(server, queues.size());
    if (is_new) queues.emplace_back();
    queues[at->second].push_back(std::move(target));
  }
  return queues;
}

/// One run: what its workers share. It outlives the context's run().
class Run {
 public:
  Run(std::vector<Target> targets, const CheckRunOptions& options, const Clock& clock,
      const std::function<void(Check)>& on_done, const std::function<bool()>& cancelled)
      : queues_(by_server(std::move(targets))),
        options_(options),
        on_done_(on_done),
        cancelled_(cancelled),
        ladder_(context_, clock),
        canceller_(context_) {
    ladder_.set_thresholds(options_.thresholds);
    ladder_.set_utc_offset(options_.utc_offset);
  }

  void make() {
    const auto wanted = static_cast<std::size_t>(std::max(options_.in_flight, 1));
    workers_ = std::min(wanted, queues_.size());
    for (std::size_t i = 0; i < workers_; ++i)
      asio::co_spawn(context_, work(),
                     [this](const std::exception_ptr& error) { end_worker(error); });
    if (cancelled_) ask_again();
    context_.run();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  asio::awaitable<void> work() {
    while (next_ < queues_.size()) {
      auto& queue = queues_[next_++];
      for (std::size_t i = 0; i < queue.size(); ++i) {
        if (i > 0) {
          co_await pause();
        }
        co_await look(std::move(queue[i]));
      }
    }
  }

  asio::awaitable<void> pause() {
    asio::steady_timer timer(context_, breather);
    co_await timer.async_wait(awaiting);
  }

  asio::awaitable<void> look(Target target) {
    target.identity_allowed = target.identity_allowed || options_.identity;
    std::function<void(Check)> done = on_done_;
    auto before = options_.before ? options_.before(target) : nullptr;
    co_await ladder_.look(std::move(target), options_.limit, std::move(before), std::move(done));
  }

  void end_worker(const std::exception_ptr& error) {
    if (error) {
      failure_ = error;
      context_.stop();
    }
    if (--workers_ == 0) canceller_.cancel();
  }

  void ask_again() {
    canceller_.expires_after(cancel_poll);
    canceller_.async_wait([this](const std::error_code& error) {
      if (error || workers_ == 0) return;
      if (cancelled_()) return context_.stop();
      ask_again();
    });
  }

  std::vector<Queue> queues_;
  const CheckRunOptions& options_;
  const std::function<void(Check)>& on_done_;
  const std::function<bool()>& cancelled_;
  asio::io_context context_{1};
  Ladder ladder_;
  asio::steady_timer canceller_;
  std::size_t next_ = 0;
  std::size_t workers_ = 0;
  std::exception_ptr failure_;
};

}  // namespace

void run_checks(std::vector<Target> targets, const CheckRunOptions& options, const Clock& clock,
                const std::function<void(Check)>& on_done, const std::function<bool()>& cancelled) {
  Run(std::move(targets), options, clock, on_done, cancelled).make();
}

}  // namespace monitor
