#include "monitor/net/resolver.h"

#include "monitor/net/awaiting.h"
#include "monitor/platform/name_lookup.h"

#include <asio/post.hpp>
#include <asio/steady_timer.hpp>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <list>
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
  struct Worker {
    std::thread thread;
    bool asks = false;  ///< in the system, perhaps for long
  };

  using Workers = std::list<Worker>;

  Pool(asio::io_context& context, std::function<Resolved(const std::string&)> how)
      : ask(std::move(how)), home(&context) {}

  void add(Question question);
  void work(Workers::iterator self);
  std::optional<Question> next(Workers::iterator self);
  void deliver(Workers::iterator self, std::uint64_t id, Resolved answer);
  void end();

  const std::function<Resolved(const std::string&)> ask;
  std::mutex mutex;
  std::condition_variable changed;
  asio::io_context* home;  ///< null once nobody listens any more
  std::deque<Question> questions;
  Workers workers;
  std::size_t idle = 0;
  std::unordered_map<std::uint64_t, Waiter*> waiters;  ///< network thread only
  std::uint64_t last_id = 0;                           ///< network thread only
};

void Resolver::Pool::add(Question question) {
  const std::lock_guard lock(mutex);
  questions.push_back(std::move(question));
  if (idle >= questions.size() || workers.size() >= most_threads) return changed.notify_one();
  const auto added = workers.emplace(workers.end());
  try {
    added->thread = std::thread([pool = shared_from_this(), added] { pool->work(added); });
  } catch (const std::system_error&) {
    // No thread to be had: the name waits for one that runs, or for its deadline.
    workers.erase(added);
  }
}

std::optional<Question> Resolver::Pool::next(Workers::iterator self) {
  std::unique_lock lock(mutex);
  ++idle;
  const auto ready = [this] { return home == nullptr || !questions.empty(); };
  const bool woken = changed.wait_for(lock, idle_for, ready);
  --idle;
  if (home == nullptr) return {};
  if (!woken) {
    self->thread.detach();
    workers.erase(self);
    return {};
  }
  auto question = std::move(questions.front());
  questions.pop_front();
  self->asks = true;
  return question;
}

void Resolver::Pool::work(Workers::iterator self) {
  while (const auto question = next(self)) {
    const bool too_late = question->deadline <= std::chrono::steady_clock::now();
    deliver(self, question->id, too_late ? Resolved{} : ask(question->host));
  }
}

void Resolver::Pool::deliver(Workers::iterator self, std::uint64_t id, Resolved answer) {
  const std::lock_guard lock(mutex);
  if (home == nullptr) return;
  self->asks = false;
  asio::post(*home, [pool = shared_from_this(), id, answer = std::move(answer)]() mutable {
    const auto waiter = pool->waiters.find(id);
    if (waiter == pool->waiters.end()) return;
    waiter->second->answer = std::move(answer);
    waiter->second->bell.cancel();
  });
}

/// A thread that still ends while the program does can bring it down.
void Resolver::Pool::end() {
  std::vector<std::thread> ending;
  {
    const std::lock_guard lock(mutex);
    home = nullptr;
    questions.clear();
    for (auto& worker : workers) {
      if (worker.asks)
        worker.thread.detach();
      else
        ending.push_back(std::move(worker.thread));
    }
  }
  changed.notify_all();
  for (auto& thread : ending)
    thread.join();
}

Resolver::Resolver(asio::io_context& context, std::function<Resolved(const std::string&)> ask)
    : context_(context), pool_(std::make_shared<Pool>(context, std::move(ask))) {}

Resolver::~Resolver() {
  pool_->end();
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
