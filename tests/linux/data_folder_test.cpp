#include "tests/store/data_folder_fixture.h"

#include <gmock/gmock.h>

namespace {

namespace fs = std::filesystem;
using Data = sample::DataFolderFixture;
using testing::HasSubstr;

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

TEST_F(Data, IsForThisUserAloneButChangesNoFolderThatWasThere) {
  fs::permissions(root_.path(), fs::perms::all);

  EXPECT_EQ(place(root_.path()), root_.path() / "rdpready.db");
  EXPECT_EQ(fs::status(root_.path()).permissions(), fs::perms::all);

  place(root_.path() / "new");
  EXPECT_EQ(fs::status(root_.path() / "new").permissions(), fs::perms::owner_all);
  EXPECT_EQ(fs::status(root_.path() / "new/logs").permissions(), fs::perms::owner_all);
}

TEST_F(Data, NamesAFolderThatTheSystemKeepsForItself) {
  EXPECT_THAT(place("/proc/rdpready").string(), HasSubstr("/proc/rdpready cannot be created"));
}

TEST_F(Data, MayLieInAFolderThatLooksLikeAnAddress) {
  const auto folder = store::open_data_folder(root_.path() / "a?mode=ro", program_).value();

  ASSERT_TRUE(store::Database::open(folder));
  EXPECT_TRUE(fs::exists(root_.path() / "a?mode=ro" / "rdpready.db"));
}

}  // namespace
