#include "store/data_place.h"
#include "tests/store/data_folder_fixture.h"

#include <gmock/gmock.h>

#include <fstream>

namespace {

namespace fs = std::filesystem;

using Data = sample::DataFolderFixture;

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

TEST_F(Data, IsNotMadeByWhoeverOnlyAsksForItsPlace) {
  set("HOME", root_.path());
  const auto chosen = root_.path() / "nowhere";

  const auto found = store::find_data_folder(chosen, program_).value();

  EXPECT_EQ(found.database, chosen / "rdpready.db");
  EXPECT_FALSE(fs::exists(chosen));
  EXPECT_EQ(place(chosen), found.database);
}

TEST_F(Data, NamesTheFolderThatCannotBeMade) {
  std::ofstream(root_.path() / "file").flush();

  EXPECT_EQ(place(root_.path() / "file"),
            "The folder " + (root_.path() / "file").string() +
                " cannot be created or written. Choose another folder.");
}

TEST_F(Data, SaysThatThereIsNoHome) {
  EXPECT_EQ(place(), "There is no home folder to keep data in. Choose a folder for it.");
}

TEST_F(Data, MayLieInAFolderOfAnyName) {
  const auto folder = store::open_data_folder(root_.path() / u8"Дом ü %41#😀", program_).value();

  auto database = store::Database::open(folder);

  ASSERT_TRUE(database) << database.error().what << database.error().detail;
  EXPECT_TRUE(fs::exists(root_.path() / u8"Дом ü %41#😀" / "rdpready.db"));
}

}  // namespace
