#include "tray/app/history_export.h"

#include "monitor/engine/judge.h"
#include "monitor/model/time_text.h"
#include "tests/fakes/program_run.h"
#include "tests/fakes/sample_checks.h"
#include "tests/store/sample.h"
#include "tray/app/check_json.h"
#include "tray/app/past_look.h"
#include "tray/app/replay.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <sstream>

namespace {

namespace fs = std::filesystem;
using monitor::Check;
using monitor::SysTime;
using monitor::Target;
using nlohmann::json;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

const SysTime begin = tests::sample_now();

std::vector<json> lines_of(const std::string& text) {
  std::vector<json> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    lines.push_back(json::parse(line));
  return lines;
}

/// "2026-11-25T18:00:00Z raised tcp.refused Büro" for each alert of a replay.
std::vector<std::string> told_by(const std::string& recording, std::vector<Target> saved) {
  std::vector<std::string> told;
  std::istringstream in(recording);
  const auto read = tray::replay(in, "the test", {std::move(saved), {}}, [&](const auto& alert) {
    told.push_back(monitor::iso_seconds(alert.at) + ' ' +
                   std::to_string(static_cast<int>(alert.kind)) + ' ' + alert.code);
  });
  EXPECT_TRUE(read) << read.error().what;
  return told;
}

class HistoryExport : public testing::Test {
 protected:
  Target add(const std::string& name, const std::string& host) {
    auto target = database_->add_target(sample::target(name, host)).value();
    targets_.push_back(target);
    return target;
  }

  /// Keeps a look as the live program does, and as a line of the recording that it would have made.
  void keep(const Target& target, Check check, SysTime at) {
    check.target = target;
    check.at = at;
    const Check* before = last_.contains(target.id) ? &last_.at(target.id) : nullptr;
    check.findings = judge_.judge(check, before);
    const auto line = tray::check_to_json(check);
    ASSERT_TRUE(database_->record(check, line));
    recorded_ += line + '\n';
    last_[target.id] = check;
  }

  void keep_well(const Target& target, SysTime from, SysTime until, SysTime not_after) {
    for (auto at = from; at < until; at += minutes{10})
      keep(target, tests::healthy_check(not_after), at);
  }

  std::string exported(std::vector<Target> targets) {
    std::string text;
    const auto count = tray::export_history(*database_, targets, {}, [&](std::string_view lines) {
      text += lines;
      return monitor::Result<void>();
    });
    EXPECT_TRUE(count) << count.error().what;
    count_ = *count;
    return text;
  }

  std::unique_ptr<store::Database> database_ = sample::in_memory();
  std::vector<Target> targets_;
  std::map<monitor::TargetId, Check> last_;
  monitor::Judge judge_;
  std::string recorded_;
  tray::ExportCount count_;
};

TEST_F(HistoryExport, IsToldOfAsWhatWasRecorded) {
  const auto pc = add("Büro-PC", "pc.example.com");
  keep_well(pc, begin, begin + days{1}, begin + days{7});
  const auto refused = tests::failed_check("connect", "refused", "tcp.refused");
  for (auto at = begin + days{1}; at < begin + days{1} + hours{5}; at += minutes{10})
    keep(pc, refused, at);
  keep_well(pc, begin + days{1} + hours{5}, begin + days{3}, begin + days{7});

  const auto text = exported(targets_);

  const auto told = told_by(text, targets_);
  EXPECT_THAT(told, SizeIs(testing::Ge(3U)));
  EXPECT_EQ(told, told_by(recorded_, targets_));
  EXPECT_THAT(text, HasSubstr("Büro-PC"));
}

TEST_F(HistoryExport, GivesEachLookItsVerdictAndItsBrokenStep) {
  const auto pc = add("pc", "pc.example.com");
  keep(pc, tests::healthy_check(begin + days{100}), begin);
  keep(pc, tests::failed_check("tls", "closed_in_handshake", "tls.closed_in_handshake"),
       begin + minutes{10});
  auto refused = tests::failed_check("negotiate", "negotiation_failure", "rdp.entra_required");
  refused.steps[2].facts = {{"failure_code", std::int64_t{7}}};
  keep(pc, refused, begin + minutes{20});
  auto renewed = tests::healthy_check(begin + days{20});
  renewed.certificate->sha256 = std::string(64, 'c');
  keep(pc, renewed, begin + minutes{30});

  std::vector<std::string> seen;
  for (const auto& line : lines_of(exported(targets_))) {
    if (!line.contains("steps")) continue;
    auto check = tray::check_from_json(line.dump());
    ASSERT_TRUE(check);
    check->findings = judge_.judge(*check, nullptr);
    const auto verdict = std::string(monitor::to_text(monitor::verdict_of(*check)));
    EXPECT_EQ(line["verdict"], verdict);
    const auto* broken = monitor::failing_step(*check);
    seen.push_back(verdict + ' ' + (broken == nullptr ? "" : broken->step));
  }

  EXPECT_THAT(seen, ElementsAre("ready ", "would_fail tls", "would_fail negotiate", "at_risk "));
}

TEST_F(HistoryExport, MixesAllTargetsInOrderOfTime) {
  const auto one = add("one", "one.example.com");
  const auto two = add("zwei", "two.example.com");
  keep_well(one, begin, begin + hours{3}, begin + days{100});
  keep_well(two, begin + minutes{5}, begin + hours{3}, begin + days{100});

  const auto lines = lines_of(exported(targets_));

  std::string before;
  for (const auto& line : lines) {
    const std::string at = line.contains("at") ? line["at"] : line["checked_at"];
    EXPECT_LE(before, at);
    before = at;
  }
  EXPECT_EQ(count_.looks, 36);
  EXPECT_THAT(exported({two}), Not(HasSubstr("one.example.com")));
  EXPECT_EQ(count_.looks, 18);
}

TEST_F(HistoryExport, WritesOneLookForAnHourThatIsKeptAsOne) {
  const auto pc = add("pc", "pc.example.com");
  keep_well(pc, begin, begin + hours{24}, begin + days{100});
  for (auto at = begin + hours{24}; at < begin + hours{48}; at += minutes{10})
    keep(pc, tests::failed_check("connect", "timeout", "tcp.timeout"), at);
  ASSERT_TRUE(database_->roll_up(begin + days{30}));

  const auto text = exported(targets_);

  EXPECT_EQ(count_.looks, 48);
  EXPECT_EQ(count_.summed_up, 48);
  const auto told = told_by(text, targets_);
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_THAT(told[0], HasSubstr("tcp.timeout"));
}

/// "resolve 1.1" for each step that a look of the recording has the time of.
std::vector<std::string> times_of(const json& look) {
  std::vector<std::string> times;
  for (const auto& step : look.at("steps")) {
    if (!step["ms"].is_null())
      times.push_back(step["step"].get<std::string>() + ' ' + step["ms"].dump());
  }
  return times;
}

TEST_F(HistoryExport, GivesEachStepTheTimeThatItTook) {
  const auto pc = add("pc", "pc.example.com");
  keep(pc, tests::healthy_check(begin + days{100}), begin);
  keep(pc, tests::failed_check("negotiate", "closed", "rdp.closed"), begin + minutes{10});

  const auto lines = lines_of(exported(targets_));

  ASSERT_THAT(lines, SizeIs(3));
  EXPECT_THAT(times_of(lines[1]),
              ElementsAre("resolve 1.1", "connect 9.8", "negotiate 10.2", "tls 20.1"));
  EXPECT_THAT(times_of(lines[2]), ElementsAre("resolve 1.1", "connect 9.8", "negotiate 30.8"));
}

TEST_F(HistoryExport, GivesAnHourTheMedianOfEachStep) {
  const auto pc = add("pc", "pc.example.com");
  for (const auto slower : {0, 1, 50}) {
    auto check = tests::healthy_check(begin + days{100});
    check.steps[3].took += monitor::Millis(slower);
    keep(pc, check, begin + minutes{slower});
  }
  ASSERT_TRUE(database_->roll_up(begin + days{8}));

  const auto lines = lines_of(exported(targets_));

  ASSERT_THAT(lines, SizeIs(2));
  EXPECT_THAT(times_of(lines[1]),
              ElementsAre("resolve 1.1", "connect 9.8", "negotiate 10.2", "tls 21.1"));
}

TEST(PastLook, OfWhichOnlyTheConnectionIsTimedGivesTheRestToItsLastStep) {
  tray::PastTarget known;
  known.certificates.push_back(
      {tests::healthy_check(begin).certificate.value(), false, begin, begin});
  store::HistoryPoint point;
  point.at = begin;
  point.looks = point.ready = 1;
  point.connect_ms = 9.8;
  point.total_ms = 41.7;

  const auto look = tray::past_look(known, point);

  ASSERT_TRUE(look);
  EXPECT_THAT(times_of(json::parse(tray::check_to_json(*look))),
              ElementsAre("resolve 0.0", "connect 9.8", "negotiate 0.0", "tls 31.9"));
}

TEST_F(HistoryExport, StopsWhereItCannotWrite) {
  const auto pc = add("pc", "pc.example.com");
  keep(pc, tests::healthy_check(begin + days{100}), begin);

  const auto count = tray::export_history(*database_, targets_, {}, [](std::string_view) {
    return monitor::Result<void>(monitor::fail(monitor::Failure::Kind::storage, "Full."));
  });

  ASSERT_FALSE(count);
  EXPECT_EQ(count.error().what, "Full.");
}

TEST(HistoryExportCommand, WritesAFileThatReplayReads) {
  const tests::TemporaryFolder folder;
  ASSERT_EQ(tests::run_rdpready(folder, "targets add 127.0.0.1:9 --name 'Büro'").exit_code, 0);
  tests::run_rdpready(folder, "check --saved");
  const auto file = folder.path() / "past.jsonl";

  const auto run = tests::run_rdpready(folder, "history --export '" + file.string() + "'");

  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.err, HasSubstr("with 1 looks"));
  for (const auto& one : fs::directory_iterator(folder.path()))
    EXPECT_NE(one.path().extension(), ".new");
  EXPECT_EQ(tests::run_rdpready(folder, "replay '" + file.string() + "'").exit_code, 0);
  const auto printed = tests::run_rdpready(folder, "history 'Büro' --export -");
  EXPECT_THAT(printed.out, HasSubstr("\"kind\":\"refused\""));
}

TEST(HistoryExportCommand, SaysWhatIsWrong) {
  const tests::TemporaryFolder folder;

  EXPECT_EQ(tests::run_rdpready(folder, "history").exit_code, 64);
  EXPECT_EQ(tests::run_rdpready(folder, "history nobody --export -").exit_code, 64);
  EXPECT_EQ(tests::run_rdpready(folder, "history --export /nowhere/past.jsonl").exit_code, 74);
}

}  // namespace
