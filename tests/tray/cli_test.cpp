#include "tests/fakes/program_run.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <regex>

namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using tests::run_rdpready;
using tests::TemporaryFolder;

// Nothing listens on the discard port of the loopback; a connection is refused at once.
constexpr const char* refused = "127.0.0.1:9";

const std::regex one_sentence("rdpready: [^\n]+\\.[^\n]*\r?\n");

TEST(CommandLine, HelpsWithExamplesForEveryCommand) {
  const TemporaryFolder folder;
  EXPECT_THAT(run_rdpready(folder, "--help").out, HasSubstr("check"));
  for (const std::string command :
       {"check", "status", "targets", "history", "watch", "explain", "metrics", "credentials",
        "cache", "fix", "undo", "autostart", "snooze"}) {
    const auto run = run_rdpready(folder, command + " --help");

    EXPECT_EQ(run.exit_code, 0);
    EXPECT_THAT(run.out, HasSubstr("Examples:\n  rdpready " + command)) << command;
  }
}

TEST(CommandLine, SaysWrongUseInOneSentence) {
  const TemporaryFolder folder;
  for (const std::string words : {"",
                                  "frobnicate",
                                  "check",
                                  "check --frobnicate",
                                  "check 'not a host'",
                                  "check pc --timeout 0",
                                  "check pc --timeout no",
                                  "check pc --gateway :0",
                                  "explain",
                                  "explain frobnicate",
                                  "explain 0x904 zz",
                                  "fix",
                                  "fix 'a b'",
                                  "fix 127.0.0.1:9 --only 9 --plan",
                                  "history",
                                  "history nobody",
                                  "host-kit",
                                  "host-kit 'not a host'",
                                  "status nobody",
                                  "targets",
                                  "targets import",
                                  "targets remove nobody",
                                  "targets add 'a b'",
                                  "autostart maybe",
                                  "history pc --since yesterday",
                                  "status --data-dir ''"}) {
    const auto run = run_rdpready(folder, words);

    EXPECT_EQ(run.exit_code, 64) << words;
    EXPECT_THAT(run.out, IsEmpty()) << words;
    EXPECT_TRUE(std::regex_match(run.err, one_sentence)) << words << "\n" << run.err;
  }
}

TEST(CommandLine, NamesTheWordThatIsNoCommandOrOption) {
  const TemporaryFolder folder;
  for (const std::string words : {"frobnicate", "targets frobnicate", "--frobnicate"}) {
    const auto what = std::string(words.starts_with('-') ? "option" : "command");

    EXPECT_THAT(run_rdpready(folder, words).err,
                HasSubstr("There is no " + what + " \"" + words + "\"."));
  }
}

TEST(CommandLine, NamesTheUnreadableFileAndLine) {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "list") << "127.0.0.1\n# remark\n\nnot a host\n";

  const auto bad_line = run_rdpready(folder, "check --file " + (folder.path() / "list").string());
  const auto no_file = run_rdpready(folder, "check --file /nonexistent/list");

  EXPECT_EQ(bad_line.exit_code, 65);
  EXPECT_THAT(bad_line.err, AllOf(HasSubstr("list, line 4"), HasSubstr("not a host")));
  EXPECT_EQ(no_file.exit_code, 65);
  EXPECT_THAT(no_file.err, HasSubstr("/nonexistent/list"));
}

TEST(CommandLine, ChecksAndExitsAsThePluginConventionSays) {
  const TemporaryFolder folder;

  const auto run = run_rdpready(folder, std::string("check --json ") + refused);

  EXPECT_EQ(run.exit_code, 2);
  const auto document = json::parse(run.out);
  EXPECT_EQ(document["verdict"], "would_fail");
  EXPECT_EQ(document["failing_step"], "connect");
  EXPECT_EQ(document["steps"][1]["error"]["kind"], "refused");
  EXPECT_EQ(document["findings"][0]["code"], "tcp.refused");
}

TEST(CommandLine, TellsAPersonWhatToDo) {
  const TemporaryFolder folder;

  const auto run = run_rdpready(folder, std::string("check ") + refused);

  EXPECT_THAT(run.out, HasSubstr("127.0.0.1:9: would fail"));
  EXPECT_THAT(run.out, HasSubstr("tcp.refused"));
  EXPECT_TRUE(std::regex_search(run.out, std::regex("connect +FAILED"))) << run.out;
  EXPECT_THAT(run.out, testing::Not(HasSubstr("\x1b"))) << "no colours in a pipe";
}

TEST(CommandLine, PrintsALineForEachOfManyTargets) {
  const TemporaryFolder folder;

  const auto run = run_rdpready(folder, "check --json --file - 127.0.0.3:9",
                                "127.0.0.1:9\n\n# remark\n127.0.0.2:9\r\n");

  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(std::count(run.out.begin(), run.out.end(), '\n'), 3);
  std::istringstream lines(run.out);
  for (std::string line; std::getline(lines, line);)
    EXPECT_EQ(json::parse(line)["schema"], "rdpready.check/1");
  EXPECT_THAT(run.err, IsEmpty()) << "no progress in a pipe";
}

TEST(CommandLine, ReadsAListWhateverProgramWroteIt) {
  const TemporaryFolder folder;
  const std::string marked =
      "\xef\xbb\xbf"
      "127.0.0.1:9\r\n";
  std::string wide = "\xff\xfe";
  for (const char c : std::string_view("127.0.0.1:9\r\n"))
    wide += {c, '\0'};

  for (const auto& input : {marked, wide}) {
    const auto run = run_rdpready(folder, "check --json --file -", input);

    EXPECT_EQ(json::parse(run.out)["target"]["host"], "127.0.0.1");
  }
}

TEST(CommandLine, KeepsTargetsAndTheirLooks) {
  const TemporaryFolder folder;
  EXPECT_EQ(run_rdpready(folder, "targets add 127.0.0.1:9 'PC at work'").exit_code, 0);

  const auto before = json::parse(run_rdpready(folder, "status --json").out);
  const auto check = run_rdpready(folder, "check --saved 'pc at WORK' --json");
  const auto status = run_rdpready(folder, "status 'PC at work' --json");
  const auto history = json::parse(run_rdpready(folder, "history 'PC at work' --json").out);

  EXPECT_EQ(before["targets"][0]["verdict"], "unknown");
  EXPECT_EQ(check.exit_code, 2);
  EXPECT_EQ(json::parse(check.out)["target"]["name"], "PC at work");
  EXPECT_EQ(status.exit_code, 2);
  const auto kept = json::parse(status.out)["targets"][0];
  EXPECT_EQ(kept["verdict"], "would_fail");
  EXPECT_EQ(kept["last_check"], json::parse(check.out));
  EXPECT_EQ(history["looks"], 1);
  EXPECT_EQ(history["points"][0]["failing_code"], "tcp.refused");
  EXPECT_EQ(history["availability"], 0.0);
}

TEST(CommandLine, RefusesASecondTargetOfTheSameName) {
  const TemporaryFolder folder;
  run_rdpready(folder, "targets add pc1 Work");

  const auto second = run_rdpready(folder, "targets add pc2 work");

  EXPECT_EQ(second.exit_code, 64);
  EXPECT_THAT(second.err, HasSubstr("work"));
}

TEST(CommandLine, EditsShowsAndRemovesTargets) {
  const TemporaryFolder folder;
  run_rdpready(folder, "targets add pc1 'Zoë Ωmega' --user zoe");

  run_rdpready(folder,
               "targets edit 'Zoë Ωmega' --host pc2:3390 --gateway rdgw.example.com "
               "--authentication-level 1 --sign-in session --every 15 --identity on");
  const auto shown = json::parse(run_rdpready(folder, "targets show 'Zoë Ωmega' --json").out);
  const auto removed = run_rdpready(folder, "targets remove 'Zoë Ωmega'");
  const auto left = run_rdpready(folder, "targets list --names");

  EXPECT_EQ(shown["target"], json::parse(R"({"name": "Zoë Ωmega", "host": "pc2", "port": 3390,
      "gateway": "rdgw.example.com:443", "user_name": "zoe", "group": null,
      "authentication_level": 1, "sign_in": "session", "identity_allowed": true,
      "every_s": 900, "maintenance": null})"));
  EXPECT_EQ(removed.exit_code, 0);
  EXPECT_THAT(left.out, IsEmpty());
}

TEST(CommandLine, ImportsPreviewsAndExports) {
  const TemporaryFolder folder;
  const auto csv = (folder.path() / "list.csv").string();
  std::ofstream(csv) << "Name,Host,Port\r\n\"Büro, 1\",pc1.example.com,3389\r\nTwo,pc2,3390\r\n";

  const auto preview = run_rdpready(folder, "targets import --dry-run --json " + csv);
  const auto none = run_rdpready(folder, "targets list --names");
  const auto first = json::parse(run_rdpready(folder, "targets import --json " + csv).out);
  const auto again = json::parse(run_rdpready(folder, "targets import --json " + csv).out);
  const auto exported = run_rdpready(folder, "targets export -");

  EXPECT_EQ(json::parse(preview.out)["found"], 2);
  EXPECT_THAT(none.out, IsEmpty());
  EXPECT_EQ(first["targets"].size(), 2U);
  EXPECT_EQ(again["targets"].size(), 0U);
  EXPECT_THAT(exported.out, HasSubstr("\"Büro, 1\",pc1.example.com,3389,,,,3,nla\r\n"));
}

TEST(CommandLine, ImportsAllOrNothing) {
  const TemporaryFolder folder;
  const auto good = (folder.path() / "good.csv").string();
  const auto bad = (folder.path() / "bad.rdg").string();
  std::ofstream(good) << "Name,Host\npc,pc1\n";
  std::ofstream(bad) << "<RDCMan";

  const auto run = run_rdpready(folder, "targets import " + good + " " + bad);

  EXPECT_EQ(run.exit_code, 65);
  EXPECT_THAT(run.err, HasSubstr("bad.rdg"));
  EXPECT_THAT(run_rdpready(folder, "targets list --names").out, IsEmpty());
}

TEST(CommandLine, ExplainsCodesAndNumbers) {
  const TemporaryFolder folder;

  const auto finding = run_rdpready(folder, "explain certificate.expired");
  const auto pair = run_rdpready(folder, "explain 0x904 0x7");
  const auto decimal = run_rdpready(folder, "explain 2308 7");
  const auto unknown = json::parse(run_rdpready(folder, "explain 0x9907 --json").out);

  EXPECT_THAT(finding.out, HasSubstr("What to do"));
  EXPECT_THAT(pair.out, HasSubstr("0x904 (2308)"));
  EXPECT_EQ(pair.out, decimal.out);
  EXPECT_EQ(unknown["explanations"][0]["known"], false);
}

TEST(CommandLine, WritesMetricsAsOpenMetrics) {
  const TemporaryFolder folder;
  run_rdpready(folder, "targets add 127.0.0.1:9 'A \"quoted\" PC'");
  run_rdpready(folder, "check --saved");

  const auto run = run_rdpready(folder, "metrics");

  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, HasSubstr("rdpready_target_verdict{target=\"A \\\"quoted\\\" PC\","
                                 "verdict=\"would_fail\"} 1\n"));
  EXPECT_THAT(run.out, HasSubstr("rdpready_finding{target=\"A \\\"quoted\\\" PC\","
                                 "code=\"tcp.refused\",severity=\"failure\"} 1\n"));
  EXPECT_THAT(run.out, testing::EndsWith("# EOF\n"));
}

TEST(CommandLine, SaysThatTheDataCannotBeKept) {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "file") << "in the way";

  const auto run =
      run_rdpready(folder, "status --data-dir '" + (folder.path() / "file/data").string() + "'");

  EXPECT_EQ(run.exit_code, 74);
  EXPECT_THAT(run.err, HasSubstr("file"));
}

}  // namespace
