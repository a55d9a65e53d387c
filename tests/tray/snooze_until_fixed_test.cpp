#include "tests/fakes/program_run.h"
#include "tests/store/sample.h"
#include "tray/app/loading.h"
#include "tray/app/snoozes.h"

#include <gmock/gmock.h>

// What "until this is fixed" means.

namespace {

using monitor::Check;
using monitor::Severity;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;
using tray::TargetStatus;

const auto noon = sample::at("2026-11-22T12:00:00Z");

/// A target as looks have left it, and its archive.
class SnoozeUntilFixed : public testing::Test {
 protected:
  /// What a look found: a failure, or these risks.
  void see(bool fails, const std::vector<std::string>& risks) {
    auto check = fails ? sample::failed_look(target_, at_) : sample::look(target_, at_);
    at_ += minutes{5};
    for (const auto& code : risks)
      check.findings.push_back(sample::finding(code, Severity::risk));
    const auto before = std::exchange(status_.last, check);
    if (end_snooze_of_what_is_fixed(status_, before)) keep();
  }

  void snooze() {
    set_snooze(status_, notify::until_fixed);
    keep();
  }

  void keep() {
    sample::must(database_->save_setting(tray::snooze_key(target_.id), snooze_as_kept(status_)));
  }

  bool is_snoozed() const { return status_.snoozed_until.has_value(); }

  /// What the next start knows.
  void restart() {
    const auto last = status_.last;
    status_ = sample::must(tray::load(*database_)).statuses.at(0);
    status_.last = last;
  }

  std::unique_ptr<store::Database> database_ = sample::in_memory();
  monitor::Target target_ = database_->add_target(sample::target("pc")).value();
  TargetStatus status_ = sample::must(tray::load(*database_)).statuses.at(0);
  monitor::SysTime at_ = noon;
};

TEST_F(SnoozeUntilFixed, EndsWithTheOutageThoughARiskStays) {
  see(true, {});
  snooze();
  see(false, {"certificate.wrong_purpose"});
  EXPECT_TRUE(is_snoozed()) << "One look may be luck.";

  see(false, {"certificate.wrong_purpose"});

  EXPECT_FALSE(is_snoozed());
}

TEST_F(SnoozeUntilFixed, EndsWithTheOutageOfAHealthyHost) {
  see(true, {});
  snooze();
  see(false, {});
  see(true, {});
  see(false, {});
  EXPECT_TRUE(is_snoozed()) << "Not yet two in a row.";

  see(false, {});

  EXPECT_FALSE(is_snoozed());
}

TEST_F(SnoozeUntilFixed, OfARiskEndsWhenThatIsGone) {
  see(false, {"certificate.expires_soon"});
  snooze();
  see(true, {});
  see(true, {});
  see(false, {"certificate.expires_soon"});
  see(false, {"certificate.expires_soon"});
  EXPECT_TRUE(is_snoozed()) << "An outage is no renewal.";

  see(false, {});
  see(false, {});

  EXPECT_FALSE(is_snoozed());
}

TEST_F(SnoozeUntilFixed, OfTwoRisksLetsGoOfTheOneThatIsGone) {
  see(false, {"tls.old_version", "certificate.expires_soon"});
  snooze();
  see(false, {"tls.old_version"});
  see(false, {"tls.old_version"});

  EXPECT_TRUE(is_snoozed());
  EXPECT_THAT(status_.snoozed_risks, ElementsAre("tls.old_version"));
}

TEST_F(SnoozeUntilFixed, GoesOnAfterARestart) {
  see(false, {"tls.old_version", "certificate.expires_soon"});
  snooze();
  restart();
  see(false, {"tls.old_version"});
  restart();
  EXPECT_EQ(status_.snoozed_until, notify::until_fixed);

  see(false, {"tls.old_version"});
  restart();

  EXPECT_THAT(status_.snoozed_risks, ElementsAre("tls.old_version"));
  see(false, {});
  see(false, {});
  restart();
  EXPECT_FALSE(is_snoozed());
}

TEST_F(SnoozeUntilFixed, OfBeforeEndsAsOneOfAnOutage) {
  see(true, {"tls.old_version"});
  sample::must(database_->save_setting(tray::snooze_key(target_.id), "9999-12-31T00:00:00Z"));
  restart();
  EXPECT_EQ(status_.snoozed_until, notify::until_fixed);
  EXPECT_THAT(status_.snoozed_risks, IsEmpty());

  see(false, {"tls.old_version"});
  see(false, {"tls.old_version"});

  EXPECT_FALSE(is_snoozed());
}

TEST_F(SnoozeUntilFixed, EndsBySingleLooksToo) {
  see(true, {});
  snooze();
  auto good = sample::look(target_, noon);
  good.findings = {sample::finding("tls.old_version", Severity::risk)};
  const auto bad = std::make_shared<Check>(*status_.last);

  sample::must(tray::end_snooze_of_outage(*database_, bad, good));
  restart();
  EXPECT_TRUE(is_snoozed());
  sample::must(tray::end_snooze_of_outage(*database_, std::make_shared<Check>(good), good));
  restart();

  EXPECT_FALSE(is_snoozed());
}

}  // namespace
