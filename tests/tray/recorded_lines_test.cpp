#include "tray/app/recorded_lines.h"

#include "tests/fakes/sample_checks.h"
#include "tray/app/check_json.h"

#include <gtest/gtest.h>

namespace {

using monitor::Check;
using std::chrono::days;
using std::chrono::minutes;
using tray::RecordedLines;

class RecordedLinesTest : public testing::Test {
 protected:
  /// Whether the look was as the one before; what was read must be what was written.
  bool read(Check check) {
    check.at = at += minutes{5};
    check.findings.clear();
    const auto line = tray::check_to_json(check);
    const auto written = tray::check_from_json(line);
    const auto padded = line + std::string(RecordedLines::padding, ' ');
    const auto found = lines.read(std::string_view(padded).substr(0, line.size()));
    if (!written || !found || found->check == nullptr) {
      ADD_FAILURE() << "cannot be read: " << line;
      return false;
    }
    const auto& seen = *found->check;
    EXPECT_EQ(seen.at, written->at);
    EXPECT_EQ(seen.steps, written->steps) << line;
    EXPECT_EQ(seen.certificate, written->certificate) << line;
    EXPECT_EQ(seen.identity, written->identity) << line;
    return found->as_before;
  }

  RecordedLines lines{[](monitor::Target target) {
    target.id = monitor::TargetId{1};
    return target;
  }};
  monitor::SysTime at = tests::sample_now();
};

Check well() {
  return tests::healthy_check(tests::sample_now() + days{90});
}

TEST_F(RecordedLinesTest, ReadsWhatComesBackByTurns) {
  const auto refused = tests::failed_check("connect", "refused", "tcp.refused");
  const auto silent = tests::failed_check("connect", "timeout", "tcp.timeout");
  const auto nameless = tests::failed_check("resolve", "not_found", "name.not_found");
  auto renewed = well();
  renewed.certificate->sha256 = std::string(64, 'a');
  const std::vector<Check> all = {well(), refused, silent, nameless, renewed};

  for (const std::size_t which : {0, 1, 0, 1, 2, 0, 3, 1, 4, 2, 4, 0, 4, 3, 3, 1})
    read(all[which]);
}

TEST_F(RecordedLinesTest, TellsWhetherOnlyNumbersDiffer) {
  const auto refused = tests::failed_check("connect", "refused", "tcp.refused");
  auto slower = well();
  slower.steps.front().took = monitor::Millis{77.5};

  read(well());

  EXPECT_TRUE(read(slower));
  EXPECT_FALSE(read(refused));
  EXPECT_TRUE(read(refused));
  EXPECT_FALSE(read(well())) << "it differs from the last look, though an earlier one was alike";
  EXPECT_TRUE(read(slower));
}

}  // namespace
