#include "tray/app/preference_places.h"

#include "tests/fakes/program_run.h"

#include <gmock/gmock.h>

#include <fstream>

namespace tests {
namespace {

using testing::HasSubstr;
using tray::Preferences;

class PreferencePlaces : public testing::Test {
 protected:
  /// What is said of it; empty where nothing is wrong.
  std::string complaint(const Preferences& before = {}) const {
    const auto checked = tray::check_places(wanted, before);
    return checked ? std::string() : checked.error().what;
  }

  std::string in_folder(const std::string& name) const { return (folder.path() / name).string(); }

  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(folder.path()), {}));
  }

  const TemporaryFolder folder;
  Preferences wanted;
};

TEST_F(PreferencePlaces, MayBeNewFilesOfWhichNoneIsLeft) {
  wanted.journal_file = in_folder("alerts.jsonl");
  wanted.metrics_file = in_folder("rdpready.prom");

  EXPECT_EQ(complaint(), "");
  EXPECT_EQ(files(), 0U);
}

TEST_F(PreferencePlaces, LeaveAJournalAsItIs) {
  wanted.journal_file = in_folder("alerts.jsonl");
  std::ofstream(wanted.journal_file, std::ios::binary) << "a line\n";

  EXPECT_EQ(complaint(), "");
  EXPECT_EQ(std::filesystem::file_size(wanted.journal_file), 7U);
}

TEST_F(PreferencePlaces, NeedAFolderThatIsThere) {
  wanted.journal_file = in_folder("missing/alerts.jsonl");

  EXPECT_THAT(complaint(), HasSubstr("There is no folder"));
  EXPECT_THAT(complaint(), HasSubstr("missing for the journal."));
}

TEST_F(PreferencePlaces, NeedAFileAndItsWholePath) {
  wanted.metrics_file = folder.path().string();
  EXPECT_THAT(complaint(), HasSubstr("is a folder: add the name of a file for the metrics."));

  wanted.metrics_file = "rdpready.prom";
  EXPECT_EQ(complaint(), "Write the whole path of the metrics, not only rdpready.prom.");
}

TEST_F(PreferencePlaces, NeedAProgramThatIsThere) {
  wanted.command = "no-such-program-here --now";
  EXPECT_EQ(complaint(), "There is no program no-such-program-here to run for each alert.");

  wanted.command = '"' + in_folder("missing") + "\" --now";
  EXPECT_THAT(complaint(), HasSubstr("There is no program"));

  wanted.command = "\"" + in_folder("missing");
  EXPECT_THAT(complaint(), HasSubstr("quotation mark"));
}

TEST_F(PreferencePlaces, AreNoNewsWhereNothingWasChanged) {
  wanted.journal_file = in_folder("missing/alerts.jsonl");

  EXPECT_EQ(complaint(wanted), "");
}

}  // namespace
}  // namespace tests
