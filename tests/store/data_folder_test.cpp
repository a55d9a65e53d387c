#include "store/data_folder.h"

#include "tests/fakes/spawned.h"
#include "tests/store/sample.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>

namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

/// The variables that decide, all unset, and as they were afterwards.
class DataFolderTest : public testing::Test {
 protected:
  DataFolderTest() {
    for (const auto* name :
         {"RDPREADY_DATA_DIR", "LOCALAPPDATA", "XDG_DATA_HOME", "XDG_STATE_HOME", "HOME"}) {
      const char* value = std::getenv(name);
      before_[name] = value == nullptr ? std::nullopt : std::optional<std::string>(value);
      tests::unset_variable(name);
    }
  }

  ~DataFolderTest() override {
    for (const auto& [name, value] : before_) {
      if (value) {
        tests::set_variable(name, *value);
      } else {
        tests::unset_variable(name);
      }
    }
  }

  void set(const char* name, const fs::path& value) { tests::set_variable(name, value.string()); }

  fs::path place(const fs::path& chosen = {}) {
    const auto folder = store::open_data_folder(chosen, program_);
    return folder ? folder->database : fs::path(folder.error().what);
  }

  sample::Folder root_;
  fs::path program_ = root_.path() / "bin" / "rdpready";

 private:
  std::map<std::string, std::optional<std::string>> before_;
};

using Data = DataFolderTest;

TEST_F(Data, LiesBelowHomeWhereNothingElseIsSaid) {
  set("HOME", root_.path());

  const auto folder = store::open_data_folder({}, program_).value();

  EXPECT_EQ(folder.database, root_.path() / ".local/share/rdpready/rdpready.db");
  EXPECT_EQ(folder.backups, root_.path() / ".local/share/rdpready/backups");
  EXPECT_EQ(folder.logs, root_.path() / ".local/state/rdpready/logs");
  EXPECT_TRUE(fs::is_directory(folder.logs));
}

TEST_F(Data, FollowsTheXdgVariablesButNoRelativeOnes) {
  set("HOME", root_.path());
  set("XDG_DATA_HOME", root_.path() / "data");
  set("XDG_STATE_HOME", "relative");

  const auto folder = store::open_data_folder({}, program_).value();

  EXPECT_EQ(folder.database, root_.path() / "data/rdpready/rdpready.db");
  EXPECT_EQ(folder.logs, root_.path() / ".local/state/rdpready/logs");
}

TEST_F(Data, LiesInTheLocalApplicationDataOfWindows) {
  set("LOCALAPPDATA", root_.path());

  const auto folder = store::open_data_folder({}, program_).value();

  EXPECT_EQ(folder.database, root_.path() / "RDP Ready/rdpready.db");
  EXPECT_EQ(folder.logs, root_.path() / "RDP Ready/logs");
}

TEST_F(Data, MovesWithEverythingToWhatWasChosen) {
  set("HOME", root_.path());
  fs::create_directories(program_.parent_path());
  std::ofstream(program_.parent_path() / "portable").flush();
  EXPECT_EQ(place(), root_.path() / "bin/data/rdpready.db");

  set("RDPREADY_DATA_DIR", root_.path() / "named");
  EXPECT_EQ(place(), root_.path() / "named/rdpready.db");

  EXPECT_EQ(place(root_.path() / "chosen"), root_.path() / "chosen/rdpready.db");
  EXPECT_TRUE(fs::is_directory(root_.path() / "chosen/logs"));
}

TEST_F(Data, IsForThisUserAloneButChangesNoFolderThatWasThere) {
  fs::permissions(root_.path(), fs::perms::all);

  EXPECT_EQ(place(root_.path()), root_.path() / "rdpready.db");
  EXPECT_EQ(fs::status(root_.path()).permissions(), fs::perms::all);

  place(root_.path() / "new");
  EXPECT_EQ(fs::status(root_.path() / "new").permissions(), fs::perms::owner_all);
  EXPECT_EQ(fs::status(root_.path() / "new/logs").permissions(), fs::perms::owner_all);
}

TEST_F(Data, NamesTheFolderThatCannotBeMade) {
  std::ofstream(root_.path() / "file").flush();

  EXPECT_EQ(place(root_.path() / "file"),
            "The folder " + (root_.path() / "file").string() +
                " cannot be created or written. Choose another folder.");
  EXPECT_THAT(place("/proc/rdpready").string(), HasSubstr("/proc/rdpready cannot be created"));
}

TEST_F(Data, SaysThatThereIsNoHome) {
  EXPECT_EQ(place(), "There is no home folder to keep data in. Choose a folder for it.");
}

TEST_F(Data, MayLieInAFolderOfAnyName) {
  const auto folder = store::open_data_folder(root_.path() / u8"Дом ü %41?#", program_).value();

  auto database = store::Database::open(folder);

  ASSERT_TRUE(database) << database.error().what << database.error().detail;
  EXPECT_TRUE(fs::exists(root_.path() / u8"Дом ü %41?#" / "rdpready.db"));
}

}  // namespace
