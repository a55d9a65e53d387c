#pragma once

#include "store/database.h"

#include <functional>
#include <future>
#include <memory>
#include <type_traits>

namespace store {

/// The thread that owns the database. Work is done in the order in which it was posted.
/// Every function may be called on any thread.
class Store {
 public:
  using Work = std::function<void(Database&)>;

  explicit Store(std::unique_ptr<Database> database);
  /// Closes.
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// Returns at once; `work` runs on the store thread and must not wait for anything else.
  void post(Work work);
  /// Keeps a look; looks that wait together are written in one transaction. Returns at once.
  void record(monitor::Check check, std::string check_json);

  /// Runs `work` on the store thread and waits for what it gives. Never on the GUI thread.
  template <class F>
  auto ask(F work) -> std::invoke_result_t<F, Database&> {
    std::promise<std::invoke_result_t<F, Database&>> answer;
    auto future = answer.get_future();
    post([&](Database& database) { answer.set_value(work(database)); });
    return future.get();
  }

  /// Writes what is queued, then ends; may be called twice. Work posted later is dropped.
  void close();

 private:
  struct Thread;
  std::unique_ptr<Thread> thread_;
};

}  // namespace store
