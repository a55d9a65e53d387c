#include "store/trouble.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <sqlite3.h>

namespace {

using monitor::Failure;
using testing::HasSubstr;

/// What is said of that error of SQLite.
Failure failure_for(int code) {
  try {
    throw SQLite::Exception("detail", code);
  } catch (...) {
    return store::current_failure("/data/rdpready.db");
  }
}

struct Case {
  std::string name;
  int code;
  std::string sentence;
};

std::ostream& operator<<(std::ostream& out, const Case& one) {
  return out << one.name;
}

class Sentence : public testing::TestWithParam<Case> {};

TEST_P(Sentence, NamesTheFileAndWhatToDo) {
  const auto failure = failure_for(GetParam().code);

  EXPECT_EQ(failure.kind, Failure::Kind::storage);
  EXPECT_EQ(failure.what, GetParam().sentence);
  EXPECT_THAT(failure.detail, HasSubstr("detail"));
}

INSTANTIATE_TEST_SUITE_P(
    Trouble, Sentence,
    testing::Values(
        Case{
            "FullDisk", SQLITE_FULL,
            "The disk is full: /data/rdpready.db could not be written. Make room, then try again."},
        Case{"ReadOnly", SQLITE_READONLY,
             "/data/rdpready.db cannot be written. Allow writing to its folder, or choose another "
             "folder."},
        Case{
            "Busy", SQLITE_BUSY,
            "/data/rdpready.db was in use by another program for too long. Try again in a moment."},
        Case{"Damaged", SQLITE_CORRUPT,
             "/data/rdpready.db is damaged. Quit RDP Ready and start it again: it restores the "
             "last copy."},
        Case{"DiskError", SQLITE_IOERR_READ,
             "The disk gave an error when /data/rdpready.db was used. Look at the disk, then try "
             "again."}),
    [](const auto& each) { return each.param.name; });

TEST(Trouble, ADefectIsNotBlamedOnTheDisk) {
  const auto failure = failure_for(SQLITE_CONSTRAINT);

  EXPECT_EQ(failure.kind, Failure::Kind::internal);
  EXPECT_THAT(failure.what, HasSubstr("a defect in RDP Ready"));
}

}  // namespace
