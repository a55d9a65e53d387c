#pragma once

#include "store/connection.h"
#include "store/data_lock.h"
#include "store/database.h"
#include "store/trouble.h"

#include <functional>
#include <memory>
#include <type_traits>

namespace store {

/// What the functions of Database share. Each of them is one read() or one write().
struct Database::Parts {
  explicit Parts(const std::string& name, int flags) : connection(name, flags) {}

  DataFolder folder;               ///< empty paths: in memory
  std::unique_ptr<DataLock> lock;  ///< null: in memory
  Connection connection;
  OpeningReport report;
  std::int64_t seen_version = 0;
  std::int64_t foreign_changes = 0;

  /// Runs work(connection) in one short write transaction, which is kept if the work succeeds.
  template <class F>
  auto write(F work) -> std::invoke_result_t<F, Connection&> {
    return in_transaction(SQLite::TransactionBehavior::IMMEDIATE, std::move(work));
  }

  /// Runs work(connection) on one consistent state.
  template <class F>
  auto read(F work) -> std::invoke_result_t<F, Connection&> {
    return in_transaction(SQLite::TransactionBehavior::DEFERRED, std::move(work));
  }

 private:
  template <class F>
  auto in_transaction(SQLite::TransactionBehavior behavior, F work)
      -> std::invoke_result_t<F, Connection&> {
    try {
      SQLite::Transaction transaction(connection.database(), behavior);
      auto result = work(connection);
      if (result) transaction.commit();
      return result;
    } catch (...) {
      return tl::unexpected(current_failure(folder.database));
    }
  }
};

// The subjects, each within the transaction of the caller. They throw.

/// True if the target is saved.
bool is_saved(Connection& connection, TargetId id);
/// Adds to the certificates what the look saw.
void keep_certificates(Connection& connection, const monitor::Check& check);
/// Opens, updates and closes findings so that those of the look are the open ones.
void keep_findings(Connection& connection, const monitor::Check& check);
/// Removes certificates that nobody shows any more.
void drop_unseen_certificates(Connection& connection);

}  // namespace store
