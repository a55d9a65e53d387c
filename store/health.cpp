#include "store/health.h"

#include "monitor/model/time_text.h"
#include "store/connection.h"
#include "store/data_lock.h"
#include "store/schema.h"
#include "store/trouble.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <vector>

namespace store {

namespace {

namespace fs = std::filesystem;
using monitor::SysTime;

constexpr std::size_t copies_kept = 3;
constexpr std::string_view copy_prefix = "rdpready-";
constexpr std::string_view copy_suffix = ".db";

// The logs before the file itself, for whoever is interrupted between them.
constexpr std::array file_suffixes = {"-journal", "-wal", "-shm", ""};

enum class Condition { sound, absent, empty, damaged };

/// A verified copy is named after its day: "rdpready-2026-11-23.db".
struct Copy {
  fs::path file;
  SysTime day{};
};

std::string dated_name(std::string_view prefix, SysTime at) {
  return std::string(prefix) + monitor::iso_seconds(at).substr(0, 10) + std::string(copy_suffix);
}

std::optional<SysTime> day_of(const fs::path& file) {
  const auto name = shown(file.filename());
  if (!name.starts_with(copy_prefix) || !name.ends_with(copy_suffix)) return {};
  const auto length = name.size() - copy_prefix.size() - copy_suffix.size();
  return monitor::parse_iso(name.substr(copy_prefix.size(), length) + "T00:00:00Z");
}

/// Newest first; empty where there is no folder.
std::vector<Copy> copies_in(const fs::path& folder) {
  std::vector<Copy> copies;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (const auto day = day_of(entry.path())) copies.push_back({entry.path(), *day});
  }
  std::sort(copies.begin(), copies.end(),
            [](const Copy& a, const Copy& b) { return a.day > b.day; });
  return copies;
}

/// `check`: "quick_check" reads every page; "integrity_check" compares the indexes as well.
bool passes(SQLite::Database& database, const std::string& check) {
  return database.execAndGet("PRAGMA " + check + "(1)").getString() == "ok";
}

/// Throws Trouble for a newer schema; opened for reading, so that such a file stays untouched.
Condition examine(const fs::path& file) {
  if (!fs::exists(file)) return Condition::absent;
  if (fs::file_size(file) == 0) return Condition::empty;
  try {
    SQLite::Database database(sqlite_name(file), SQLite::OPEN_READONLY, busy_timeout_ms);
    if (schema_version(database) > newest_schema()) throw newer_schema(file);
    return passes(database, "quick_check") ? Condition::sound : Condition::damaged;
  } catch (const SQLite::Exception& error) {
    if (!says_damaged(error)) throw;
    return Condition::damaged;
  }
}

/// True for a whole copy that this program can read.
bool is_sound_copy(const fs::path& file) {
  try {
    SQLite::Database database(sqlite_name(file), SQLite::OPEN_READONLY, busy_timeout_ms);
    const int version = schema_version(database);
    return version > 0 && version <= newest_schema() && passes(database, "integrity_check");
  } catch (const SQLite::Exception&) {
    return false;
  }
}

fs::path with_suffix(fs::path file, const char* suffix) {
  file += suffix;
  return file;
}

/// Creates an empty file that is private from its first byte.
void create_private_file(const fs::path& file) {
  // A log that an interrupted write left must not be taken for one of the new file.
  for (const auto* suffix : file_suffixes)
    fs::remove(with_suffix(file, suffix));
  std::ofstream(file).flush();
  make_private(file);
}

/// Creates the schema in the empty file, or brings the copy in it up to date. Done before the file
/// gets its name: from then on it is in WAL mode and has no other log than that. Not before the
/// rest is done: a log that cannot be written back on closing would be left behind.
void settle(const fs::path& file) {
  SQLite::Database database(sqlite_name(file), SQLite::OPEN_READWRITE, busy_timeout_ms);
  migrate(database);
  database.execAndGet("PRAGMA journal_mode = WAL");
}

/// Puts the newest sound copy into `place`; gives its day, or nothing where there is none.
std::optional<SysTime> fetch_copy(const fs::path& backups, const fs::path& place) {
  for (const auto& copy : copies_in(backups)) {
    if (!is_sound_copy(copy.file)) continue;
    // Windows' copy_file() of libstdc++ 12 knows no overwriting.
    fs::remove(place);
    fs::copy_file(copy.file, place);
    if (is_sound_copy(place)) return copy.day;
  }
  create_private_file(place);
  return {};
}

/// A name in the same folder under which nothing lies yet.
fs::path free_name_for_damaged(const fs::path& file, SysTime now) {
  const auto first = file.parent_path() / dated_name("rdpready-damaged-", now);
  auto name = first;
  for (int count = 2; fs::exists(name); ++count)
    name = first.parent_path() / fs::path(first.stem()).concat("-" + std::to_string(count) + ".db");
  return name;
}

/// Renames the file with its write-ahead log, which may hold what can still be saved.
void move_aside(const fs::path& file, const fs::path& aside) {
  for (const auto* suffix : file_suffixes) {
    const auto part = with_suffix(file, suffix);
    if (fs::exists(part)) fs::rename(part, with_suffix(aside, suffix));
  }
}

/// Throws for a copy that does not pass the check.
void copy_into(const fs::path& file, const fs::path& empty_file) {
  SQLite::Database database(sqlite_name(file), SQLite::OPEN_READWRITE, busy_timeout_ms);
  SQLite::Statement copy(database, "VACUUM INTO ?");
  copy.bind(1, sqlite_name(empty_file));
  copy.exec();
  if (is_sound_copy(empty_file)) return;
  throw Trouble({monitor::Failure::Kind::storage,
                 "A copy of " + shown(file) + " did not pass its check and was thrown away.",
                 {}});
}

void remove_older_copies(const fs::path& backups, SysTime now) {
  std::size_t kept = 0;
  for (const auto& copy : copies_in(backups)) {
    if (copy.day > now || kept == copies_kept) {
      fs::remove(copy.file);
    } else {
      ++kept;
    }
  }
}

std::string what_happened(Condition condition) {
  switch (condition) {
    case Condition::sound:
      break;
    case Condition::absent:
      return "The data file was missing.";
    case Condition::empty:
      return "The data file was empty.";
    case Condition::damaged:
      return "The data file was damaged.";
  }
  return {};
}

std::string what_was_done(const std::optional<SysTime>& day) {
  if (!day) return " There was no copy of it, so RDP Ready starts afresh with an empty list.";
  return " The copy of " + monitor::day_text(*day) +
         " was restored; what was kept after it is lost.";
}

}  // namespace

OpeningReport make_sound(const DataFolder& folder, SysTime now) {
  const auto& file = folder.database;
  const auto condition = examine(file);
  if (condition == Condition::sound) return {};

  const auto fresh = with_suffix(file, ".new");
  create_private_file(fresh);
  const auto day = fetch_copy(folder.backups, fresh);
  settle(fresh);
  const auto aside = free_name_for_damaged(file, now);
  move_aside(file, aside);
  fs::rename(fresh, file);

  if (condition == Condition::absent && !day) return {};
  OpeningReport report{what_happened(condition) + what_was_done(day), !day};
  if (condition == Condition::damaged)
    report.notice += " The damaged file is kept as " + shown(aside) + ".";
  return report;
}

void back_up_file(const DataFolder& folder, SysTime now) {
  const auto today = folder.backups / dated_name(copy_prefix, now);
  DataLock turn(lock_file(folder.database));
  if (fs::exists(today) || !turn.take_turn()) return;
  fs::create_directories(folder.backups);
  const auto unfinished = folder.backups / "unfinished.db";
  create_private_file(unfinished);
  try {
    copy_into(folder.database, unfinished);
  } catch (...) {
    std::error_code ignored;  // the first trouble is the one to tell
    for (const auto* suffix : file_suffixes)
      fs::remove(with_suffix(unfinished, suffix), ignored);
    throw;
  }
  fs::rename(unfinished, today);
  remove_older_copies(folder.backups, now);
}

void make_private(const fs::path& file) {
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
}

}  // namespace store
