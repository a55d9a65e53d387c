// What lies between a look and what is told of it: what the user's client will warn of, and where
// this computer is.

#include "monitor/engine/reasoning.h"

#include "monitor/model/finding_codes.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/laptop.h"
#include "tests/fakes/watched_checks.h"

#include <gmock/gmock.h>

namespace {

using monitor::Check;
using monitor::Finding;
using monitor::TargetId;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;
using tests::pc;

constexpr auto code = "cache.certificate_outdated";

Finding warning(const std::string& sha256) {
  auto finding = monitor::make_finding(code);
  finding.subject = sha256;
  finding.level = 1;
  return finding;
}

Check look_at(const std::string& sha256) {
  auto check = tests::good_look(pc(1));
  check.certificate.emplace();
  check.certificate->sha256 = sha256;
  return check;
}

/// One target, looked at every five minutes.
class ClientWarning : public testing::Test {
 protected:
  void watch() { reasoning_.set_targets({pc(1)}); }

  /// What is told after that look.
  std::vector<std::string> see(Check check) {
    clock_.advance(minutes{5});
    check.at = clock_.now();
    reasoning_.understand(check, reasoning_.moves());
    last_ = check;
    return tests::told_of(reasoning_.take(check, clock_.steady_now()));
  }

  bool is_found() const { return find_finding(last_, code) != nullptr; }

  tests::FakeClock clock_;
  monitor::Reasoning reasoning_;
  Check last_;
};

TEST_F(ClientWarning, IsToldOnceAndOverOnceTheClientNoLongerWarns) {
  watch();
  EXPECT_THAT(see(look_at("bb")), IsEmpty());

  EXPECT_TRUE(reasoning_.note_warning(TargetId{1}, warning("bb")));
  EXPECT_THAT(see(look_at("bb")), ElementsAre("opened cache.certificate_outdated"));
  EXPECT_FALSE(reasoning_.note_warning(TargetId{1}, warning("bb")));
  EXPECT_THAT(see(look_at("bb")), IsEmpty());
  EXPECT_EQ(verdict_of(last_), monitor::Verdict::at_risk);

  EXPECT_TRUE(reasoning_.note_warning(TargetId{1}, {}));
  see(look_at("bb"));
  EXPECT_FALSE(is_found());
  EXPECT_THAT(see(look_at("bb")), ElementsAre("closed cache.certificate_outdated"));
}

TEST_F(ClientWarning, IsOfTheCertificateThatItIsAboutAlone) {
  watch();
  reasoning_.note_warning(TargetId{1}, warning("bb"));

  EXPECT_THAT(see(look_at("cc")), IsEmpty());

  EXPECT_FALSE(is_found());
}

TEST_F(ClientWarning, LastsWhileTheComputerIsSwitchedOff) {
  watch();
  reasoning_.note_warning(TargetId{1}, warning("bb"));
  see(look_at("bb"));

  for (int i = 0; i < 10; ++i) {
    EXPECT_THAT(see(tests::broken_at(pc(1), "connect", "tcp.timeout")),
                testing::Not(testing::Contains("closed cache.certificate_outdated")));
  }
}

TEST_F(ClientWarning, IsNeitherRepeatedNorForgottenOverARestart) {
  monitor::FindingChange open;
  open.targets = {TargetId{1}};
  open.finding = warning("bb");
  reasoning_.restore({open});
  watch();

  for (int i = 0; i < 4; ++i)
    EXPECT_THAT(see(look_at("bb")), IsEmpty());
  EXPECT_TRUE(is_found());

  reasoning_.note_warning(TargetId{1}, {});
  see(look_at("bb"));
  EXPECT_THAT(see(look_at("bb")), ElementsAre("closed cache.certificate_outdated"));
}

/// What is told of a computer that shows a certificate which renews itself, 25 days before its end.
class OnTheWay : public testing::Test {
 protected:
  explicit OnTheWay(monitor::Target target = pc(1)) : target_(std::move(target)) {
    reasoning_.set_targets({target_});
    move(true);
  }

  void move(bool online, std::optional<std::string> vpn = {}) {
    monitor::Situation situation;
    situation.online = online;
    situation.network = "home";
    situation.vpn = std::move(vpn);
    reasoning_.set_situation(situation, clock_.now(), clock_.steady_now());
  }

  std::vector<std::string> see(Check check, int moves) {
    clock_.advance(minutes{5});
    check.at = clock_.now();
    check.target = target_;
    reasoning_.understand(check, moves);
    return tests::told_of(reasoning_.take(check, clock_.steady_now()));
  }

  Check well() const {
    auto check = tests::good_look(target_);
    check.certificate.emplace();
    check.certificate->sha256 = "aa";
    check.certificate->self_signed = true;
    check.certificate->not_after = clock_.now() + std::chrono::days{25};
    check.certificate->not_before = check.certificate->not_after - std::chrono::days{183};
    check.findings = {monitor::make_finding("certificate.expires_soon")};
    return check;
  }

  monitor::Target target_;
  tests::FakeClock clock_;
  monitor::Reasoning reasoning_;
};

TEST_F(OnTheWay, ALookThatOutlivesAMoveTellsNoMoreThanOthers) {
  EXPECT_THAT(see(well(), reasoning_.moves()), IsEmpty());
  const auto began = reasoning_.moves();
  move(true, "office");

  EXPECT_THAT(see(well(), began), IsEmpty());
  EXPECT_THAT(see(well(), reasoning_.moves()), IsEmpty());
}

class OnThisComputer : public OnTheWay {
 protected:
  OnThisComputer() : OnTheWay(local()) {}

  static monitor::Target local() {
    auto target = pc(1);
    target.endpoint = {"localhost", 3390};
    return target;
  }
};

TEST_F(OnThisComputer, OfflineTellsNoMoreThanOnline) {
  EXPECT_THAT(see(well(), reasoning_.moves()), IsEmpty());
  move(false);

  EXPECT_THAT(see(well(), reasoning_.moves()), IsEmpty());
}

TEST_F(OnThisComputer, AFailureIsNotLookedAtWithoutPauseWhileOffline) {
  see(well(), reasoning_.moves());
  for (int look = 0; look < 6; ++look)
    see(tests::failed_at(target_, "connect", "tcp.refused", "refused"), reasoning_.moves());
  move(false);
  for (int look = 0; look < 3; ++look)
    see(tests::failed_at(target_, "connect", "tcp.refused", "refused"), reasoning_.moves());

  const auto next = reasoning_.next_look(TargetId{1});

  EXPECT_TRUE(!next || *next >= clock_.steady_now() + std::chrono::seconds{30});
}

}  // namespace
