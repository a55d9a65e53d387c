#include "store/trouble.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <system_error>

namespace store {

namespace {

namespace fs = std::filesystem;
using monitor::Failure;

// Less than this left: SQLite reports a full disk in several ways, not only as one.
constexpr std::uintmax_t next_to_nothing = 65'536;

bool disk_is_full(const fs::path& file) {
  std::error_code error;
  const auto space = fs::space(file.parent_path(), error);
  return !error && space.available < next_to_nothing;
}

std::string full_sentence(const std::string& name) {
  return "The disk is full: " + name + " could not be written. Make room, then try again.";
}

std::string read_only_sentence(const std::string& name) {
  return name + " cannot be written. Allow writing to its folder, or choose another folder.";
}

/// By SQLite's primary result codes (https://www.sqlite.org/rescode.html).
std::string sentence(int code, const fs::path& file) {
  const auto name = shown(file);
  const bool may_be_full = code == SQLITE_IOERR || code == SQLITE_CANTOPEN;
  if (code == SQLITE_FULL || (may_be_full && disk_is_full(file))) return full_sentence(name);
  switch (code) {
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
      return read_only_sentence(name);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return name + " was in use by another program for too long. Try again in a moment.";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return name + " is damaged. Quit RDP Ready and start it again: it restores the last copy.";
    case SQLITE_IOERR:
      return "The disk gave an error when " + name + " was used. Look at the disk, then try again.";
    default:
      return name + " could not be used because of a defect in RDP Ready. The log says more.";
  }
}

bool is_defect(int code) {
  return code == SQLITE_ERROR || code == SQLITE_CONSTRAINT || code == SQLITE_MISMATCH ||
         code == SQLITE_MISUSE || code == SQLITE_RANGE;
}

Failure failure_of(const SQLite::Exception& error, const fs::path& file) {
  const int code = error.getErrorCode() & 0xff;  // the primary code; the rest says where
  return {
      is_defect(code) ? Failure::Kind::internal : Failure::Kind::storage, sentence(code, file),
      std::string(error.what()) + " (SQLite " + std::to_string(error.getExtendedErrorCode()) + ")"};
}

Failure failure_of(const fs::filesystem_error& error, const fs::path& file) {
  const auto& at = error.path1().empty() ? file : error.path1();
  const bool full = error.code() == std::errc::no_space_on_device || disk_is_full(at);
  return {Failure::Kind::storage, full ? full_sentence(shown(at)) : read_only_sentence(shown(at)),
          error.what()};
}

}  // namespace

std::string shown(const fs::path& path) {
  const auto text = path.u8string();
  return {text.begin(), text.end()};
}

Failure current_failure(const fs::path& file) {
  try {
    throw;
  } catch (const Trouble& trouble) {
    return trouble.failure();
  } catch (const SQLite::Exception& error) {
    return failure_of(error, file);
  } catch (const fs::filesystem_error& error) {
    return failure_of(error, file);
  } catch (const std::exception& error) {
    return {Failure::Kind::internal, sentence(SQLITE_ERROR, file), error.what()};
  }
}

Trouble newer_schema(const fs::path& file) {
  return Trouble({Failure::Kind::storage,
                  shown(file) +
                      " was written by a newer version of RDP Ready. Install that version, or "
                      "choose another folder.",
                  {}});
}

bool says_damaged(const std::exception& error) {
  const auto* from_sqlite = dynamic_cast<const SQLite::Exception*>(&error);
  if (from_sqlite == nullptr) return false;
  const int code = from_sqlite->getErrorCode() & 0xff;
  return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

}  // namespace store
