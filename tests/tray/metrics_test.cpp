#include "tray/app/metrics.h"

#include "monitor/model/finding_codes.h"
#include "tests/fakes/sample_checks.h"
#include "tray/app/version.h"

#include <gmock/gmock.h>

#include <set>
#include <sstream>

namespace tests {
namespace {

using namespace std::chrono_literals;
using monitor::Verdict;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using tray::TargetStatus;

TargetStatus named(std::string name, Verdict verdict = Verdict::ready) {
  TargetStatus status;
  status.target.name = std::move(name);
  status.target.endpoint = {"pc.example.com", 3389};
  status.verdict = verdict;
  return status;
}

TargetStatus looked_at(std::chrono::days certificate_left) {
  auto status = named("PC at work");
  status.last = healthy_check(sample_now() + certificate_left);
  status.certificate = status.last->certificate;
  status.since = sample_now() - 24h;
  return status;
}

std::string text_of(const std::vector<TargetStatus>& statuses) {
  return tray::metrics_text({.statuses = statuses, .now = sample_now()});
}

/// The lines that begin so.
std::vector<std::string> lines(const std::string& text, const std::string& beginning) {
  std::vector<std::string> found;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(beginning)) found.push_back(line);
  }
  return found;
}

TEST(Metrics, TellWhoHasWrittenThemAndWhen) {
  const auto text = text_of({});

  EXPECT_THAT(lines(text, "rdpready_build_info"),
              ElementsAre(std::string("rdpready_build_info{version=\"") + tray::version + "\"} 1"));
  EXPECT_THAT(lines(text, "rdpready_metrics_written"),
              ElementsAre("rdpready_metrics_written_timestamp_seconds 1795370400"));
  EXPECT_THAT(text, EndsWith("\n# EOF\n"));
}

TEST(Metrics, GiveTheVerdictAsOneOfFourStates) {
  EXPECT_THAT(lines(text_of({named("pc", Verdict::at_risk)}), "rdpready_target_verdict{"),
              ElementsAre("rdpready_target_verdict{target=\"pc\",verdict=\"ready\"} 0",
                          "rdpready_target_verdict{target=\"pc\",verdict=\"at_risk\"} 1",
                          "rdpready_target_verdict{target=\"pc\",verdict=\"would_fail\"} 0",
                          "rdpready_target_verdict{target=\"pc\",verdict=\"unknown\"} 0"));
}

TEST(Metrics, SayWhenAFailureIsExpectedAndWhy) {
  auto status = looked_at(std::chrono::days(6));
  auto ends = monitor::make_finding("certificate.expires_soon");
  ends.fails_at = status.certificate->not_after;
  status.last->findings = {ends};
  status.verdict = Verdict::at_risk;

  const auto text = text_of({status});

  EXPECT_THAT(lines(text, "rdpready_failure_expected"),
              ElementsAre("rdpready_failure_expected_timestamp_seconds{target=\"PC at work\","
                          "code=\"certificate.expires_soon\"} 1795888800"));
  EXPECT_THAT(lines(text, "rdpready_certificate_not_after"),
              ElementsAre("rdpready_certificate_not_after_timestamp_seconds{"
                          "target=\"PC at work\"} 1795888800"));
  EXPECT_THAT(lines(text, "rdpready_finding{"),
              ElementsAre("rdpready_finding{target=\"PC at work\","
                          "code=\"certificate.expires_soon\",severity=\"risk\"} 1"));
}

TEST(Metrics, AUsualOutageHidesNoFailureToCome) {
  auto status = looked_at(std::chrono::days(6));
  auto ends = monitor::make_finding("certificate.expires_soon");
  ends.fails_at = status.certificate->not_after;
  auto usual = monitor::make_finding("trend.usual_outage");
  usual.fails_at = sample_now() + 20min;
  status.last->findings = {usual, ends};
  status.verdict = Verdict::at_risk;

  EXPECT_THAT(lines(text_of({status}), "rdpready_failure_expected"),
              ElementsAre(HasSubstr("code=\"certificate.expires_soon\"")));
}

TEST(Metrics, TellTheServersClockInSeconds) {
  auto status = looked_at(std::chrono::days(100));
  status.last->identity.emplace();
  status.last->identity->clock_skew_s = -12.5;

  EXPECT_THAT(lines(text_of({status}), "rdpready_clock_skew"),
              ElementsAre("rdpready_clock_skew_seconds{target=\"PC at work\"} -12.5"));
}

TEST(Metrics, CountWhatWasToldAndIsNotOver) {
  store::ToldRow one{"1", {}, "tcp.refused", "", 0, sample_now(), true};
  store::ToldRow other{"2", {}, "tcp.refused", "", 0, sample_now(), true};
  store::ToldRow over{"3", {}, "tcp.timeout", "", 0, sample_now(), false};

  const auto text =
      tray::metrics_text({.statuses = {}, .alerts = tray::open_alerts({one, other, over})});

  EXPECT_THAT(lines(text, "rdpready_open_alerts"),
              ElementsAre("rdpready_open_alerts{code=\"tcp.refused\"} 2"));
}

TEST(Metrics, SayThatNothingCanBeKept) {
  const auto text = tray::metrics_text({.statuses = {}, .alerts = {}, .store_trouble = true});

  EXPECT_THAT(lines(text, "rdpready_store_trouble"), ElementsAre("rdpready_store_trouble 1"));
}

TEST(Metrics, SayWhenDataWasLostIfItEverWas) {
  const auto restored = tray::metrics_text({.data_restored = sample_now()});

  EXPECT_THAT(lines(restored, "rdpready_data_restored"),
              ElementsAre("rdpready_data_restored_timestamp_seconds 1795370400"));
  EXPECT_THAT(lines(text_of({}), "rdpready_data_restored"), IsEmpty());
}

TEST(Metrics, NeverHaveOneSeriesTwice) {
  auto first = looked_at(std::chrono::days(100));
  auto finding = monitor::make_finding("tcp.slow");
  first.last->findings = {finding, finding};
  const std::vector<TargetStatus> statuses = {first, first, named("PC at work (2)"),
                                              named(std::string(400, 'x') + "1"),
                                              named(std::string(400, 'x') + "2")};

  const auto text = text_of(statuses);

  std::set<std::string> series;
  for (const auto& line : lines(text, "rdpready_")) {
    EXPECT_TRUE(series.insert(line.substr(0, line.rfind(' '))).second) << line;
  }
  EXPECT_EQ(lines(text, "rdpready_target_info{").size(), statuses.size());
}

TEST(Metrics, CallAHostTheSameHoweverItIsWritten) {
  auto status = named("pc");
  status.target.endpoint.host = "PC.Example.com.";

  EXPECT_THAT(text_of({status}), HasSubstr("{target=\"pc\",host=\"pc.example.com\",port="));
}

TEST(Metrics, SayWhatIsSilencedAndByWhat) {
  auto snoozed = named("snoozed", Verdict::would_fail);
  snoozed.snoozed_until = sample_now() + 1h;
  auto over = named("over", Verdict::would_fail);
  over.snoozed_until = sample_now() - 1h;
  auto worse = named("worse", Verdict::would_fail);
  worse.snoozed_until = notify::until_fixed;
  worse.snoozed_risks = {"certificate.expires_soon"};
  auto maintained = named("maintained", Verdict::would_fail);
  maintained.maintenance.until = sample_now() + 1h;

  const auto text = text_of({snoozed, over, worse, maintained});

  std::vector<std::string> silenced;
  for (const auto& line : lines(text, "rdpready_target_silenced{")) {
    if (line.ends_with(" 1")) silenced.push_back(line);
  }
  EXPECT_THAT(silenced, testing::UnorderedElementsAre(
                            "rdpready_target_silenced{target=\"maintained\",by=\"maintenance\"} 1",
                            "rdpready_target_silenced{target=\"snoozed\",by=\"snooze\"} 1"));
}

TEST(Metrics, SayThatATargetIsOffAsUsual) {
  auto usual = monitor::make_finding("trend.usual_outage");
  auto off = looked_at(std::chrono::days(100));
  off.verdict = Verdict::would_fail;
  off.last->findings = {monitor::make_finding("tcp.timeout"), usual};
  auto missed = off;
  missed.last->findings.pop_back();
  auto near = looked_at(std::chrono::days(100));
  near.verdict = Verdict::at_risk;
  usual.fails_at = sample_now() + 20min;
  near.last->findings = {usual};
  const auto silenced = [](const TargetStatus& status) {
    return lines(text_of({status}), "rdpready_target_silenced{target=\"PC at work\",by=\"usual");
  };

  EXPECT_THAT(silenced(off), ElementsAre(EndsWith("by=\"usual_outage\"} 1")));
  EXPECT_THAT(silenced(missed), ElementsAre(EndsWith("by=\"usual_outage\"} 0")));
  EXPECT_THAT(silenced(near), ElementsAre(EndsWith("by=\"usual_outage\"} 0")));
}

TEST(Metrics, KeepHostileNamesInsideTheirLabel) {
  const auto text = text_of({named("a\"} 1\n# EOF\nx\\"), named("B\xFCro")});

  EXPECT_THAT(text, HasSubstr("target=\"a\\\"} 1\\n# EOF\\nx\\\\\""));
  EXPECT_THAT(text, HasSubstr("target=\"Büro\""));
  EXPECT_THAT(lines(text, "# EOF"), ElementsAre("# EOF"));
}

TEST(Metrics, CutALongNameBetweenCharacters) {
  std::string umlauts = "x";
  for (int i = 0; i < 200; ++i)
    umlauts += "ü";

  const auto text = text_of({named(umlauts)});

  EXPECT_THAT(text, HasSubstr("ü\",host="));
  EXPECT_THAT(text, Not(HasSubstr(umlauts)));
}

TEST(Metrics, CountTheTargetsThatAreTooMany) {
  std::vector<TargetStatus> statuses;
  for (std::size_t i = 0; i < tray::most_measured_targets + 7; ++i)
    statuses.push_back(named("pc " + std::to_string(i), Verdict::would_fail));

  const auto text = text_of(statuses);

  EXPECT_EQ(lines(text, "rdpready_target_info{").size(), tray::most_measured_targets);
  EXPECT_THAT(lines(text, "rdpready_targets_left_out"), ElementsAre("rdpready_targets_left_out 7"));
  EXPECT_THAT(text, HasSubstr("rdpready_targets{verdict=\"would_fail\"} 207\n"));
}

TEST(Metrics, DescribeEachFamilyOnceBeforeItsFigures) {
  std::set<std::string> described;
  std::string family;
  std::istringstream in(text_of({looked_at(std::chrono::days(100)), named("new")}));
  for (std::string line; std::getline(in, line) && line != "# EOF";) {
    if (line.starts_with("# TYPE ")) {
      family = line.substr(7, line.find(' ', 7) - 7);
      EXPECT_TRUE(described.insert(family).second) << line;
      EXPECT_THAT(line, EndsWith(" gauge"));
    } else if (line.starts_with("# UNIT ")) {
      EXPECT_EQ(line, "# UNIT " + family + " seconds");
      EXPECT_THAT(family, EndsWith("_seconds"));
    } else if (line.starts_with("# HELP ")) {
      EXPECT_THAT(line, testing::StartsWith("# HELP " + family + ' '));
    } else {
      EXPECT_EQ(line.substr(0, line.find_first_of("{ ")), family);
    }
  }
}

TEST(Metrics, SayNothingOfALookThatNeverWas) {
  EXPECT_THAT(lines(text_of({named("new")}), "rdpready_last_look"), IsEmpty());
}

}  // namespace
}  // namespace tests
