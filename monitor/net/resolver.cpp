#include "monitor/net/resolver.h"

#include "monitor/net/awaiting.h"
#include "monitor/platform/name_lookup.h"

#include <asio/post.hpp>
#include <asio/steady_timer.hpp>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <unordered_map>

namespace monitor {

namespace {

constexpr std::size_t most_threads = 64;
constexpr std::size_t most_addresses = 16;
constexpr auto idle_for = std::chrono::seconds(5);

/// One name to look up, as a thread of the pool sees it: nothing here belongs to the io_context,
/// for a thread that is stuck in the system may outlive that.
struct Question {
  std::uint64_t id = 0;
  std::string host;
  SteadyTime deadline{};
};

/// Where the network thread waits for an answer.
struct Waiter {
  explicit Waiter(asio::io_context& context) : bell(context) {}

  asio::steady_timer bell;
  std::optional<Resolved> answer;
};

}  // namespace

Resolved ask_system(const std::string& host) {
  const auto found = look_up(host);
  Resolved answer;
  for (const auto& text : found.addresses) {
    std::error_code not_ours;
    const auto address = asio::ip::make_address(text, not_ours);
    const auto& all = answer.addresses;
    if (not_ours || std::find(all.begin(), all.end(), address) != all.end()) continue;
    if (all.size() < most_addresses) answer.addresses.push_back(address);
  }
  if (!answer.addresses.empty()) {
    answer.status = Resolved::Status::ok;
  } else if (found.status == NameAnswer::Status::no_answer) {
    answer.message = "The name service gave no answer";
  } else {
    answer.status = Resolved::Status::not_found;
    answer.message = "Host not found";
  }
  return answer;
}

/// What the threads share. It lives as long as the last of them.
struct Resolver::Pool : std::enable_shared_from_this<Pool> {
  Pool(asio::io_context& context, std::function<Resolved(const std::string&)> how)
      : ask(std::move(how)), home(&context) {}

  void add(Question question);
  void work();
  std::optional<Question> next();
  void deliver(std::uint64_t id, Resolved answer);

  const std::function<Resolved(const std::string&)> ask;
  std::mutex mutex;
  std::condition_variable changed;
  asio::io_context* home;  ///< null once nobody listens any more
  std::deque<Question> questions;
  std::size_t threads = 0;
  std::size_t idle = 0;
  std::unordered_map<std::uint64_t, Waiter*> waiters;  ///< network thread only
  std::uint64_t last_id = 0;                           ///< network thread only
};

void Resolver::Pool::add(Question question) {
  const std::lock_guard lock(mutex);
  questions.push_back(std::move(question));
  if (idle >= questions.size() || threads >= most_threads) return changed.notify_one();
  try {
    std::thread([self = shared_from_this()] { self->work(); }).detach();
    ++threads;
  } catch (const std::system_error&) {
    // No thread to be had: the name waits for one that runs, or for its deadline.
  }
}

std::optional<Question> Resolver::Pool::next() {
  std::unique_lock lock(mutex);
  ++idle;
  const auto ready = [this] { return home == nullptr || !questions.empty(); };
  const bool woken = changed.wait_for(lock, idle_for, ready);
  --idle;
  if (!woken || home == nullptr) {
    --threads;
    return {};
  }
  auto question = std::move(questions.front());
  questions.pop_front();
  return question;
}

void Resolver::Pool::work() {
  while (const auto question = next()) {
    const bool too_late = question->deadline <= std::chrono::steady_clock::now();
    deliver(question->id, too_late ? Resolved{} : ask(question->host));
  }
}

void Resolver::Pool::deliver(std::uint64_t id, Resolved answer) {
  const std::lock_guard lock(mutex);
  if (home == nullptr) return;
  asio::post(*home, [self = shared_from_this(), id, answer = std::move(answer)]() mutable {
    const auto waiter = self->waiters.find(id);
    if (waiter == self->waiters.end()) return;
    waiter->second->answer = std::move(answer);
    waiter->second->bell.cancel();
  });
}

Resolver::Resolver(asio::io_context& context, std::function<Resolved(const std::string&)> ask)
    : context_(context), pool_(std::make_shared<Pool>(context, std::move(ask))) {}

Resolver::~Resolver() {
  const std::lock_guard lock(pool_->mutex);
  pool_->home = nullptr;
  pool_->questions.clear();
  pool_->changed.notify_all();
}

asio::awaitable<Resolved> Resolver::resolve(std::string host, SteadyTime deadline) {
  std::error_code not_numeric;
  const auto address = asio::ip::make_address(host, not_numeric);
  Resolved answer;
  if (!not_numeric) {
    answer.status = Resolved::Status::ok;
    answer.addresses.push_back(address);
    co_return answer;
  }
  const auto pool = pool_;
  const auto id = ++pool->last_id;
  Waiter waiter(context_);
  waiter.bell.expires_at(deadline);
  pool->waiters[id] = &waiter;
  pool->add({id, std::move(host), deadline});
  co_await waiter.bell.async_wait(awaiting);
  pool->waiters.erase(id);
  if (waiter.answer) co_return std::move(*waiter.answer);
  answer.message = "no answer in time";
  co_return answer;
}

}  // namespace monitor
