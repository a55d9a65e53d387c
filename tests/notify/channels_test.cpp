#include "monitor/model/time_text.h"
#include "notify/channel.h"
#include "notify/process.h"
#include "tests/fakes/program_run.h"
#include "tests/fakes/role.h"
#include "tests/fakes/sample_files.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

namespace {

namespace fs = std::filesystem;
using monitor::Failure;
using notify::Alert;
using notify::ChannelSettings;
using ::testing::HasSubstr;

class Channels : public testing::Test {
 protected:
  static notify::Channel& channel(std::string_view name) {
    static const auto all = notify::all_channels();
    for (const auto& one : all) {
      if (one->name() == name) return *one;
    }
    throw std::invalid_argument("There is no such channel.");
  }

  std::string content(const std::string& name) const {
    std::ifstream in(folder_ / tests::path_of(name), std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
  }

  const tests::TemporaryFolder own_;
  const fs::path& folder_ = own_.path();
};

Alert sample() {
  Alert alert;
  alert.episode = "tcp.refused/1/2026-11-22T12:00:00Z";
  alert.targets = {monitor::TargetId{1}};
  alert.target_names = {"PC \"at\" work"};
  alert.code = "tcp.refused";
  alert.severity = monitor::Severity::failure;
  alert.at = *monitor::parse_iso("2026-11-22T12:00:00Z");
  alert.title = "Büro: a\tb\\c";
  alert.text = "One $HOME `id` 'quote'.";
  return alert;
}

TEST_F(Channels, WriteOneJsonLineForEachAlert) {
  ChannelSettings settings;
  settings.journal_file = tests::utf8_of(folder_ / u8"Büro.jsonl");
  auto& journal = channel("journal_file");

  ASSERT_TRUE(journal.deliver(sample(), settings));
  ASSERT_TRUE(journal.deliver(sample(), settings));

  const std::string line =
      R"({"at": "2026-11-22T12:00:00.000Z", "alert": "raised", )"
      R"("episode": "tcp.refused/1/2026-11-22T12:00:00Z", "target": "PC \"at\" work", )"
      R"("targets": ["PC \"at\" work"], "code": "tcp.refused", "severity": "failure", )"
      R"("fails_at": null, "title": "Büro: a\u0009b\\c", "text": "One $HOME `id` 'quote'.", )"
      R"("delivery": "screen"})";
  EXPECT_EQ(content("Büro.jsonl"), line + '\n' + line + '\n');
}

TEST_F(Channels, SayWhereTheJournalCannotBeWritten) {
  ChannelSettings settings;
  settings.journal_file = tests::utf8_of(folder_ / "missing" / "alerts.jsonl");

  const auto told = channel("journal_file").deliver(sample(), settings);

  ASSERT_FALSE(told);
  EXPECT_EQ(told.error().kind, Failure::Kind::storage);
  EXPECT_THAT(told.error().what, HasSubstr("alerts.jsonl"));
}

TEST_F(Channels, AreOffWhereNothingIsSet) {
  for (const auto& one : notify::all_channels())
    EXPECT_FALSE(one->accepts(sample(), ChannelSettings{})) << one->name();
}

/// What the command of a test writes down: its surroundings and its own words.
const tests::Role secretary("secretary", [](const tests::Role::Words& words, const auto&) {
  std::ofstream(tests::path_of(words.at(0)), std::ios::binary)
      << std::getenv("RDPREADY_ALERT") << '|' << std::getenv("RDPREADY_TEXT") << '|' << words.at(1);
});

TEST_F(Channels, HandTheAlertToTheCommandWithoutAShell) {
  ChannelSettings settings;
  settings.command = '"' + tests::utf8_of(tests::this_test_program()) +
                     "\" --play-role secretary \"" + tests::utf8_of(folder_ / "out") +
                     "\" \"$HOME;id %PATH%\"";

  const auto told = channel("run_command").deliver(sample(), settings);

  ASSERT_TRUE(told) << told.error().what;
  EXPECT_EQ(content("out"), "raised|One $HOME `id` 'quote'.|$HOME;id %PATH%");
}

TEST_F(Channels, RefuseACommandWithAnOpenQuote) {
  ChannelSettings settings;
  settings.command = "/bin/echo \"open";

  const auto told = channel("run_command").deliver(sample(), settings);

  ASSERT_FALSE(told);
  EXPECT_EQ(told.error().kind, Failure::Kind::invalid_input);
}

TEST_F(Channels, SayThatACommandIsMissing) {
  ChannelSettings settings;
  settings.command = tests::utf8_of(folder_ / "no-such-program");

  const auto told = channel("run_command").deliver(sample(), settings);

  ASSERT_FALSE(told);
  EXPECT_EQ(told.error().kind, Failure::Kind::not_found);
}

TEST_F(Channels, ReportACommandThatFails) {
  ChannelSettings settings;
  // The test program refuses to play what it does not know.
  settings.command = '"' + tests::utf8_of(tests::this_test_program()) + "\" --play-role nobody";

  EXPECT_FALSE(channel("run_command").deliver(sample(), settings));
}

const tests::Role sleeper("sleeper", [](const auto&, const auto&) {
  std::this_thread::sleep_for(std::chrono::minutes(1));
});
const tests::Role parent("parent",
                         [](const auto&, const auto&) { tests::Child(sleeper).wait_for_end(); });

TEST(Process, EndsAProgramThatTakesTooLongWithItsChildren) {
  const auto begin = std::chrono::steady_clock::now();

  const auto ran =
      notify::run_process({tests::utf8_of(tests::this_test_program()), "--play-role", "parent"}, {},
                          std::chrono::milliseconds(500));

  ASSERT_FALSE(ran);
  EXPECT_EQ(ran.error().kind, Failure::Kind::timed_out);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

}  // namespace
