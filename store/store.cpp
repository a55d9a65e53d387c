#include "store/store.h"

#include <spdlog/spdlog.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <variant>

namespace store {

namespace {

using monitor::Failure;

// About 50 targets for an hour and a half, while the disk is full.
constexpr std::size_t most_waiting_looks = 1000;

}  // namespace

/// What the two sides of the queue share, and what only the store thread touches.
struct Store::Thread {
  using Look = std::pair<monitor::Check, std::string>;
  using Item = std::variant<Work, Look>;

  mutable std::mutex mutex;
  std::condition_variable wake;
  std::deque<Item> queue;          // guarded by mutex
  bool closing = false;            // guarded by mutex
  std::optional<Failure> trouble;  // guarded by mutex

  std::unique_ptr<Database> database;  // store thread
  std::vector<Look> looks;             // store thread: those to be written next
  std::thread thread;

  bool add(Item item);
  void run();
  std::deque<Item> wait_for_items();
  void do_all(std::deque<Item> items);
  void do_work(const Work& work);
  void write_looks();
  void note(const Failure& failure);
  void note_success();
};

/// False: closed.
bool Store::Thread::add(Item item) {
  {
    const std::lock_guard lock(mutex);
    if (closing) return false;
    queue.push_back(std::move(item));
  }
  wake.notify_one();
  return true;
}

/// Everything that is queued; empty once closing.
std::deque<Store::Thread::Item> Store::Thread::wait_for_items() {
  std::unique_lock lock(mutex);
  wake.wait(lock, [&] { return closing || !queue.empty(); });
  return std::exchange(queue, {});
}

void Store::Thread::run() {
  for (auto items = wait_for_items(); !items.empty(); items = wait_for_items())
    do_all(std::move(items));
  write_looks();
  database.reset();
}

void Store::Thread::do_all(std::deque<Item> items) {
  for (auto& item : items) {
    if (auto* look = std::get_if<Look>(&item)) {
      looks.push_back(std::move(*look));
    } else {
      write_looks();
      do_work(std::get<Work>(item));
    }
  }
  write_looks();
}

void Store::Thread::do_work(const Work& work) {
  try {
    if (const auto done = work(*database); !done) note(done.error());
  } catch (const std::exception& error) {
    note({Failure::Kind::internal, "RDP Ready could not keep something because of a defect.",
          error.what()});
  }
}

/// Looks that meet trouble with the disk are kept for the next time.
void Store::Thread::write_looks() {
  if (looks.empty()) return;
  const auto written = database->record_all(looks);
  if (written) {
    note_success();
  } else {
    note(written.error());
  }
  if (written || written.error().kind != Failure::Kind::storage) {
    looks.clear();
  } else if (looks.size() > most_waiting_looks) {
    looks.erase(looks.begin(), looks.end() - most_waiting_looks);
  }
}

/// Logged once, not again for as long as it lasts.
void Store::Thread::note(const Failure& failure) {
  const std::lock_guard lock(mutex);
  if (!trouble || trouble->what != failure.what)
    spdlog::error("store: {} {}", failure.what, failure.detail);
  trouble = failure;
}

void Store::Thread::note_success() {
  const std::lock_guard lock(mutex);
  if (trouble) spdlog::info("store: looks are kept again");
  trouble.reset();
}

Store::Store(std::unique_ptr<Database> database) : thread_(std::make_unique<Thread>()) {
  thread_->database = std::move(database);
  thread_->thread = std::thread([thread = thread_.get()] { thread->run(); });
}

Store::~Store() {
  close();
}

bool Store::post_work(Work work) {
  return thread_->add(std::move(work));
}

bool Store::record(monitor::Check check, std::string check_json) {
  return thread_->add(Thread::Look(std::move(check), std::move(check_json)));
}

bool Store::tidy(SysTime now, std::chrono::days repairs_kept) {
  return post([now, repairs_kept](Database& database) {
    auto done = database.roll_up(now);
    if (done) done = database.drop_repairs(now - repairs_kept);
    return done ? database.back_up(now) : done;
  });
}

std::optional<Failure> Store::last_trouble() const {
  const std::lock_guard lock(thread_->mutex);
  return thread_->trouble;
}

void Store::close() {
  {
    const std::lock_guard lock(thread_->mutex);
    thread_->closing = true;
  }
  thread_->wake.notify_one();
  if (thread_->thread.joinable()) thread_->thread.join();
}

Failure Store::closed() {
  return {Failure::Kind::storage, "RDP Ready is closing; nothing more can be read or kept.", {}};
}

}  // namespace store
