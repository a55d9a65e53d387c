#pragma once

#include "store/database.h"

#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>

namespace store {

/// The thread that owns the database. Work is done in the order in which it was posted.
/// Every function may be called on any thread but the store thread itself.
class Store {
 public:
  explicit Store(std::unique_ptr<Database> database);
  /// Closes.
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// Returns at once; work(Database&) runs on the store thread and must not wait for anything else.
  /// If it gives a Result that failed, or throws, that is logged and kept as last_trouble().
  /// False: the store is closed and the work is dropped.
  template <class F>
  bool post(F work) {
    using Given = std::invoke_result_t<F&, Database&>;
    return post_work([work = std::move(work)](Database& database) mutable -> Result<void> {
      if constexpr (std::is_constructible_v<Given, Refusal>) {
        if (auto given = work(database); !given) return tl::unexpected(std::move(given.error()));
      } else {
        work(database);
      }
      return {};
    });
  }

  /// Keeps a look; looks that wait together are written in one transaction. Returns at once.
  /// Looks that could not be written wait for the next one or the close, the newest 1,000.
  bool record(monitor::Check check, std::string check_json);
  /// Rolls up and backs up what is due, and wipes the copies of repairs older than
  /// `repairs_kept`; meant for the start and every hour. Returns at once.
  bool tidy(SysTime now, std::chrono::days repairs_kept = std::chrono::days{30});

  /// Runs `work` on the store thread and waits for what it gives. Never on the GUI thread.
  /// Once the store is closed a Result fails with storage, and anything else throws
  /// std::runtime_error. What `work` throws is thrown here.
  template <class F>
  auto ask(F work) -> std::invoke_result_t<F&, Database&> {
    using Given = std::invoke_result_t<F&, Database&>;
    std::promise<Given> answer;
    auto future = answer.get_future();
    const bool accepted = post_work([&](Database& database) -> Result<void> {
      try {
        answer.set_value(work(database));
      } catch (...) {
        answer.set_exception(std::current_exception());
      }
      return {};
    });
    if (accepted) return future.get();
    if constexpr (std::is_constructible_v<Given, Refusal>) {
      return Refusal(closed());
    } else {
      throw std::runtime_error(closed().what);
    }
  }

  /// Why the last write failed, for a face to show; empty once a look was written again.
  std::optional<monitor::Failure> last_trouble() const;

  /// Writes what is queued, then ends; may be called twice. Work posted later is dropped.
  void close();

 private:
  using Work = std::function<Result<void>(Database&)>;
  using Refusal = tl::unexpected<monitor::Failure>;
  struct Thread;

  bool post_work(Work work);
  static monitor::Failure closed();

  std::unique_ptr<Thread> thread_;
};

}  // namespace store
