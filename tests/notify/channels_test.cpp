#include "monitor/model/time_text.h"
#include "notify/channel.h"
#include "notify/process.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

namespace fs = std::filesystem;
using monitor::Failure;
using notify::Alert;
using notify::ChannelSettings;
using ::testing::HasSubstr;

class Channels : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(testing::TempDir()) / (std::string("rdpready-channels-") + test->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }

  void TearDown() override { fs::remove_all(folder_); }

  static notify::Channel& channel(std::string_view name) {
    static const auto all = notify::all_channels();
    for (const auto& one : all) {
      if (one->name() == name) return *one;
    }
    throw std::invalid_argument("There is no such channel.");
  }

  std::string content(const std::string& name) const {
    std::ifstream in(folder_ / name);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
  }

  fs::path folder_;
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
  settings.journal_file = (folder_ / "Büro.jsonl").string();
  auto& journal = channel("journal_file");

  ASSERT_TRUE(journal.deliver(sample(), settings));
  ASSERT_TRUE(journal.deliver(sample(), settings));

  const std::string line =
      R"({"at": "2026-11-22T12:00:00.000Z", "alert": "raised", )"
      R"("episode": "tcp.refused/1/2026-11-22T12:00:00Z", "target": "PC \"at\" work", )"
      R"("targets": ["PC \"at\" work"], "code": "tcp.refused", "severity": "failure", )"
      R"("fails_at": null, "title": "Büro: a\u0009b\\c", "text": "One $HOME `id` 'quote'."})";
  EXPECT_EQ(content("Büro.jsonl"), line + '\n' + line + '\n');
}

TEST_F(Channels, KeepTheJournalFromOthers) {
  ChannelSettings settings;
  settings.journal_file = (folder_ / "alerts.jsonl").string();

  ASSERT_TRUE(channel("journal_file").deliver(sample(), settings));

  EXPECT_EQ(fs::status(settings.journal_file).permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(Channels, SayWhereTheJournalCannotBeWritten) {
  ChannelSettings settings;
  settings.journal_file = (folder_ / "missing" / "alerts.jsonl").string();

  const auto told = channel("journal_file").deliver(sample(), settings);

  ASSERT_FALSE(told);
  EXPECT_EQ(told.error().kind, Failure::Kind::storage);
  EXPECT_THAT(told.error().what, HasSubstr("alerts.jsonl"));
}

TEST_F(Channels, AreOffWhereNothingIsSet) {
  for (const auto& one : notify::all_channels())
    EXPECT_FALSE(one->accepts(sample(), ChannelSettings{})) << one->name();
}

TEST_F(Channels, HandTheAlertToTheCommandWithoutAShell) {
  ChannelSettings settings;
  settings.command =
      R"(/bin/sh -c 'printf "%s|%s|%s" "$RDPREADY_ALERT" "$RDPREADY_TEXT" "$1" > "$2"')"
      R"( name "\$HOME;id" )" +
      (folder_ / "out").string();

  const auto told = channel("run_command").deliver(sample(), settings);

  ASSERT_TRUE(told) << told.error().what;
  EXPECT_EQ(content("out"), "raised|One $HOME `id` 'quote'.|$HOME;id");
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
  settings.command = (folder_ / "no-such-program").string();

  const auto told = channel("run_command").deliver(sample(), settings);

  ASSERT_FALSE(told);
  EXPECT_EQ(told.error().kind, Failure::Kind::not_found);
}

TEST_F(Channels, ReportACommandThatFails) {
  ChannelSettings settings;
  settings.command = "/bin/false";

  EXPECT_FALSE(channel("run_command").deliver(sample(), settings));
}

TEST(Process, EndsAProgramThatTakesTooLongWithItsChildren) {
  const auto begin = std::chrono::steady_clock::now();

  const auto ran = notify::run_process({"/bin/sh", "-c", "sleep 60 & sleep 60"}, {},
                                       std::chrono::milliseconds(50));

  ASSERT_FALSE(ran);
  EXPECT_EQ(ran.error().kind, Failure::Kind::timed_out);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

}  // namespace
