#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>

namespace store {

/// Where the lock of that database lies.
std::filesystem::path lock_file(const std::filesystem::path& database);

/// Says which processes have the data open, so that nobody replaces a file that is in use.
/// An empty SQLite file beside the database does the locking: SQLite does it on every system, and
/// the system gives the lock back when a process ends, however it ends.
class DataLock {
 public:
  /// Throws SQLite::Exception.
  explicit DataLock(const std::filesystem::path& file);

  /// True: nobody else has the data open, nor can open it before share(). Does not wait.
  bool take_alone();
  /// True: of all who take turns, beside those who share, it is now this one's. Does not wait.
  bool take_turn();
  /// From now on, until destruction, the data is in use by this process too. Waits for one that is
  /// alone with it, at most half a minute.
  void share();

 private:
  bool begin_at_once(const char* begin, int wait_ms);
  void let_go();

  SQLite::Database database_;
  bool held_ = false;
};

}  // namespace store
