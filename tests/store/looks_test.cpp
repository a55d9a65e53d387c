#include "tests/store/sample.h"

#include <gmock/gmock.h>

namespace {

using monitor::Severity;
using monitor::SysTime;
using monitor::Verdict;
using std::chrono::minutes;
using store::PastFinding;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const SysTime noon = sample::at("2026-11-22T12:00:00Z");

class Looks : public testing::Test {
 protected:
  std::unique_ptr<store::Database> database_ = sample::in_memory();
  monitor::Target target_ = database_->add_target(sample::target("pc")).value();

  void record(const monitor::Check& check, const std::string& json = "{}") {
    const auto done = database_->record(check, json);
    ASSERT_TRUE(done) << done.error().what << done.error().detail;
  }

  store::LastLook last() { return database_->last_looks()->at(0); }
};

TEST_F(Looks, TheLastOneIsKeptAsItWasGiven) {
  record(sample::look(target_, noon), R"({"schema": "rdpready.check/1"})");

  EXPECT_EQ(last().target, target_.id);
  EXPECT_EQ(last().check_json, R"({"schema": "rdpready.check/1"})");
  EXPECT_EQ(last().verdict, Verdict::ready);
  EXPECT_EQ(last().at, noon);
  EXPECT_EQ(last().since, noon);
}

TEST_F(Looks, TheVerdictIsKnownSinceItLastChanged) {
  record(sample::look(target_, noon));
  record(sample::failed_look(target_, noon + minutes{5}));
  record(sample::failed_look(target_, noon + minutes{10}));

  EXPECT_EQ(last().verdict, Verdict::would_fail);
  EXPECT_EQ(last().at, noon + minutes{10});
  EXPECT_EQ(last().since, noon + minutes{5});
}

TEST_F(Looks, OneThatWasOvertakenOnlyAddsToTheHistory) {
  record(sample::failed_look(target_, noon), "late");
  record(sample::look(target_, noon - minutes{1}), "early");

  EXPECT_EQ(last().check_json, "late");
  EXPECT_EQ(last().verdict, Verdict::would_fail);
  EXPECT_THAT(*database_->open_findings(target_.id), SizeIs(1));
  EXPECT_THAT(*database_->history(target_.id, {}), SizeIs(2));
}

TEST_F(Looks, AClockThatWasSetBackLeavesNothingInTheFuture) {
  record(sample::failed_look(target_, noon));
  record(sample::failed_look(target_, noon - minutes{60}), "now");

  EXPECT_EQ(last().check_json, "now");
  EXPECT_EQ(last().since, noon - minutes{60});
  EXPECT_EQ(database_->open_findings(target_.id)->at(0).since, noon - minutes{60});

  record(sample::look(target_, noon - minutes{90}));
  EXPECT_THAT(*database_->past_findings(target_.id, {}),
              ElementsAre(PastFinding{"tcp.refused", Severity::failure, "", noon - minutes{60},
                                      noon - minutes{60}}));
  EXPECT_EQ(last().since, noon - minutes{90});
}

TEST_F(Looks, TwoAtTheSameMomentAreBothKept) {
  record(sample::look(target_, noon));
  record(sample::look(target_, noon));

  EXPECT_THAT(*database_->history(target_.id, {}), SizeIs(2));
}

TEST_F(Looks, OneAtATargetThatIsNotSavedIsPassedOver) {
  auto gone = target_;
  gone.id = monitor::TargetId{99};

  const auto done = database_->record_all({{sample::look(gone, noon), "{}"},
                                           {sample::look(sample::target(""), noon), "{}"},
                                           {sample::look(target_, noon), "{}"}});

  EXPECT_TRUE(done);
  EXPECT_THAT(*database_->last_looks(), SizeIs(1));
}

TEST_F(Looks, AFindingIsOpenFromTheFirstLookThatHasItToTheFirstThatHasNot) {
  record(sample::failed_look(target_, noon));
  record(sample::failed_look(target_, noon + minutes{5}));

  const auto open = database_->open_findings(target_.id).value();
  ASSERT_THAT(open, SizeIs(1));
  EXPECT_EQ(open[0].finding.code, "tcp.refused");
  EXPECT_EQ(open[0].since, noon);

  record(sample::look(target_, noon + minutes{10}));
  EXPECT_THAT(*database_->open_findings(target_.id), IsEmpty());
  EXPECT_THAT(
      *database_->past_findings(target_.id, noon),
      ElementsAre(PastFinding{"tcp.refused", Severity::failure, "", noon, noon + minutes{10}}));
  EXPECT_THAT(*database_->past_findings(target_.id, noon + minutes{11}), IsEmpty());
}

TEST_F(Looks, AnOpenFindingIsKeptWhole) {
  monitor::Finding finding;
  finding.code = "certificate.expires_soon";
  finding.severity = Severity::risk;
  finding.title = "The certificate ends soon";
  finding.explanation = "Ask for a new one.";
  finding.evidence = {{"not_after", noon},
                      {"days_left", 8.6},
                      {"count", std::int64_t{-3}},
                      {"self_signed", true},
                      {"names", std::vector<std::string>{"pc", "pc.x"}},
                      {"none", std::monostate()},
                      {"empty", std::vector<std::string>()},
                      {"key", std::string("RSA 2048")}};
  finding.remedies = {"host.renew_certificate", "host.other"};
  finding.fails_at = noon + minutes{1};
  finding.subject = "aa";
  finding.level = 3;
  auto check = sample::look(target_, noon);
  check.findings = {finding, sample::finding("tcp.slow", Severity::risk)};

  record(check);
  record(check);

  const auto open = database_->open_findings(target_.id).value();
  ASSERT_THAT(open, SizeIs(2));
  EXPECT_EQ(open[0].finding, finding);
  EXPECT_EQ(open[1].finding, check.findings[1]);
}

TEST_F(Looks, ANewSubjectIsANewMatter) {
  auto check = sample::look(target_, noon);
  check.findings = {sample::finding("certificate.expires_soon", Severity::risk, "old")};
  record(check);
  check.at = noon + minutes{5};
  check.findings.front().subject = "new";
  record(check);

  const auto open = database_->open_findings(target_.id).value();
  ASSERT_THAT(open, SizeIs(1));
  EXPECT_EQ(open[0].since, noon + minutes{5});
  EXPECT_EQ(database_->past_findings(target_.id, {})->at(0).subject, "old");
}

TEST_F(Looks, ACertificateIsKeptOnceWithItsFirstAndLastLook) {
  auto check = sample::look(target_, noon);
  check.certificate = sample::certificate("aa");
  record(check);
  check.at = noon + minutes{5};
  check.certificate->trust = monitor::Trust::trusted;
  check.certificate->name_matches = true;
  check.gateway_certificate = sample::certificate("bb");
  record(check);

  const auto seen = database_->certificates(target_.id).value();
  ASSERT_THAT(seen, SizeIs(2));
  EXPECT_TRUE(seen[0].gateway);
  EXPECT_EQ(seen[0].facts, *check.gateway_certificate);
  EXPECT_FALSE(seen[1].gateway);
  EXPECT_EQ(seen[1].facts, *check.certificate);
  EXPECT_EQ(seen[1].first_seen, noon);
  EXPECT_EQ(seen[1].last_seen, noon + minutes{5});
}

TEST_F(Looks, ACertificateThatWasNoRenewalStaysDoubted) {
  auto check = sample::look(target_, noon);
  check.certificate = sample::certificate("aa");
  record(check);
  check.at += minutes{5};
  check.certificate = sample::certificate("bb");
  monitor::Finding changed;
  changed.code = "certificate.changed";
  changed.subject = "bb";
  check.findings = {changed};
  record(check);
  check.at += std::chrono::days{100};
  check.findings.clear();
  record(check);
  ASSERT_TRUE(database_->roll_up(check.at));

  const auto seen = database_->certificates(target_.id).value();

  ASSERT_THAT(seen, SizeIs(2));
  EXPECT_TRUE(seen[0].doubted);
  EXPECT_FALSE(seen[1].doubted);
}

TEST_F(Looks, AServerWithANewCertificateEachTimeDoesNotFillTheDisk) {
  auto check = sample::look(target_, noon);
  for (int i = 0; i < 60; ++i) {
    check.at += minutes{5};
    check.certificate = sample::certificate("c" + std::to_string(i));
    record(check);
  }

  const auto seen = database_->certificates(target_.id).value();
  ASSERT_THAT(seen, SizeIs(50));
  EXPECT_EQ(seen.front().facts.sha256, "c59");
  EXPECT_EQ(seen.back().facts.sha256, "c10");
}

}  // namespace
