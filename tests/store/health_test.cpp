#include "tests/store/sample.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

namespace {

namespace fs = std::filesystem;
using std::chrono::days;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

const monitor::SysTime monday = sample::at("2026-11-23T08:00:00Z");

class StoppedClock final : public monitor::Clock {
 public:
  monitor::SysTime now() const override { return monday + days{1}; }

  monitor::SteadyTime steady_now() const override { return {}; }
};

/// The names in a folder, in order.
std::vector<std::string> listing(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string bytes_of(const fs::path& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}

void overwrite(const fs::path& file, std::streamoff from, const std::string& bytes) {
  std::fstream out(file, std::ios::binary | std::ios::in | std::ios::out);
  out.seekp(from);
  out << bytes;
}

class Health : public testing::Test {
 protected:
  sample::Folder folder_;
  fs::path file_ = folder_.data().database;

  /// Leaves a closed data file with one target, and a copy of that day with it.
  void keep_one_with_copy() {
    const auto database = sample::open(folder_);
    ASSERT_TRUE(database->add_target(sample::target("pc")));
    const auto done = database->back_up(monday);
    ASSERT_TRUE(done) << done.error().what << done.error().detail;
    ASSERT_TRUE(database->add_target(sample::target("later", "b")));
  }

  /// Opens, and gives the notice; the names of the targets are in names_.
  std::string reopen() {
    const auto database = store::Database::open(folder_.data(), StoppedClock());
    if (!database) return database.error().what;
    const auto targets = (*database)->targets().value();
    for (const auto& target : targets)
      names_.push_back(target.name);
    return (*database)->opening_report().notice;
  }

  std::vector<std::string> names_;
};

TEST_F(Health, SaysNothingWhereAllIsWell) {
  EXPECT_EQ(reopen(), "") << "the first start";
  keep_one_with_copy();

  EXPECT_EQ(reopen(), "");
  EXPECT_THAT(names_, ElementsAre("pc", "later"));
}

TEST_F(Health, ADamagedFileMakesRoomForTheNewestCopy) {
  keep_one_with_copy();
  overwrite(file_, 4096, std::string(8192, '\xff'));
  const auto damaged = bytes_of(file_);

  const auto notice = reopen();

  const auto aside = folder_.path() / "rdpready-damaged-2026-11-24.db";
  EXPECT_EQ(notice,
            "The data file was damaged. The copy of 23 November 2026 was restored; what was kept "
            "after it is lost. The damaged file is kept as " +
                aside.string() + ".");
  EXPECT_THAT(names_, ElementsAre("pc"));
  EXPECT_EQ(bytes_of(aside), damaged);
  EXPECT_EQ(reopen(), "") << "told once";
}

TEST_F(Health, TextInThePlaceOfTheFileIsDamageToo) {
  keep_one_with_copy();
  std::ofstream(file_) << "This is no database at all.\n";

  EXPECT_THAT(reopen(), StartsWith("The data file was damaged. The copy of 23 November 2026"));
  EXPECT_THAT(names_, ElementsAre("pc"));
}

TEST_F(Health, AFileThatWasCutOffIsDamageToo) {
  keep_one_with_copy();
  fs::resize_file(file_, fs::file_size(file_) / 2);

  EXPECT_THAT(reopen(), StartsWith("The data file was damaged."));
  EXPECT_THAT(names_, ElementsAre("pc"));
}

TEST_F(Health, ADamagedCopyIsPassedOverForAnOlderOne) {
  keep_one_with_copy();
  const auto newer = folder_.data().backups / "rdpready-2026-11-24.db";
  fs::copy_file(folder_.data().backups / "rdpready-2026-11-23.db", newer);
  overwrite(newer, 4096, std::string(8192, '\xff'));
  fs::remove(file_);

  EXPECT_THAT(reopen(), HasSubstr("The copy of 23 November 2026 was restored"));
}

TEST_F(Health, WithoutACopyItStartsAfreshAndSaysSo) {
  std::ofstream(file_) << "This is no database at all.\n";

  EXPECT_THAT(reopen(), StartsWith("The data file was damaged. There was no copy of it, so RDP "
                                   "Ready starts afresh with an empty list."));
  EXPECT_THAT(names_, IsEmpty());
}

TEST_F(Health, AnEmptyOrLostFileIsRestored) {
  keep_one_with_copy();
  fs::resize_file(file_, 0);
  EXPECT_THAT(reopen(), StartsWith("The data file was empty. The copy of 23 November 2026"));

  fs::remove(file_);
  EXPECT_THAT(reopen(), StartsWith("The data file was missing. The copy of 23 November 2026"));
  EXPECT_THAT(names_, ElementsAre("pc", "pc"));
}

TEST_F(Health, EachDamagedFileIsKept) {
  for (int i = 0; i < 2; ++i) {
    std::ofstream(file_) << "This is no database at all.\n";
    reopen();
  }

  EXPECT_TRUE(fs::exists(folder_.path() / "rdpready-damaged-2026-11-24.db"));
  EXPECT_TRUE(fs::exists(folder_.path() / "rdpready-damaged-2026-11-24-2.db"));
}

TEST_F(Health, ALeftoverOfAnInterruptedRestoreIsNoHarm) {
  keep_one_with_copy();
  fs::remove(file_);
  std::ofstream(folder_.path() / "rdpready.db.new") << "half";
  std::ofstream(folder_.path() / "rdpready.db.new-journal") << "half";

  EXPECT_THAT(reopen(), HasSubstr("The copy of 23 November 2026 was restored"));
}

TEST_F(Health, ANewerSchemaIsRefusedAndNotTouched) {
  keep_one_with_copy();
  SQLite::Database newer(file_.string(), SQLite::OPEN_READWRITE);
  newer.exec("PRAGMA user_version = 99");
  const auto file = bytes_of(file_);
  const auto log = bytes_of(file_.string() + "-wal");

  EXPECT_EQ(reopen(), file_.string() +
                          " was written by a newer version of RDP Ready. Install that version, or "
                          "choose another folder.");

  EXPECT_EQ(bytes_of(file_), file);
  EXPECT_EQ(bytes_of(file_.string() + "-wal"), log);
}

TEST_F(Health, AFileInUseIsNotReplaced) {
  keep_one_with_copy();
  const auto first = sample::open(folder_);
  overwrite(file_, 0, std::string(100, '\xff'));

  EXPECT_EQ(reopen(), file_.string() +
                          " is damaged. Quit RDP Ready and start it again: it restores the last "
                          "copy.");
  EXPECT_THAT(listing(folder_.path()), testing::Not(testing::Contains(HasSubstr("damaged"))));
}

TEST_F(Health, CopiesAreOfTheDayAndTheNewestThreeStay) {
  const auto database = sample::open(folder_);
  for (const int day : {9, 0, 1, 1, 2, 3})
    ASSERT_TRUE(database->back_up(monday + days{day}));

  EXPECT_THAT(
      listing(folder_.data().backups),
      ElementsAre("rdpready-2026-11-24.db", "rdpready-2026-11-25.db", "rdpready-2026-11-26.db"));
}

}  // namespace
