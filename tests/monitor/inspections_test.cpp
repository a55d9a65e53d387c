#include "monitor/inspections/inspection.h"
#include "monitor/model/finding_codes.h"
#include "monitor/model/time_text.h"
#include "monitor/repair/remedy.h"

#include <gmock/gmock.h>

namespace {

using monitor::Check;
using monitor::ItemKind;
using monitor::LocalFinding;
using monitor::SavedItem;
using monitor::Subject;
using monitor::Surroundings;
using monitor::Undo;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

monitor::SysTime at(const char* text) {
  return *monitor::parse_iso(text);
}

monitor::Target target(const std::string& host) {
  monitor::Target target;
  target.endpoint.host = host;
  return target;
}

/// An entry of Credential Manager, in order.
SavedItem entry(const std::string& host, const std::string& type = "generic") {
  SavedItem item;
  item.place = "saved_credentials";
  item.id = type + ":TERMSRV/" + host;
  item.kind = ItemKind::sign_in;
  item.host = host;
  item.user_name = "EXAMPLE\\me";
  item.shown_as = "Saved sign-in for " + host;
  item.secret = true;
  item.written = at("2026-11-01T12:00:00Z");
  item.undo = type == "generic" ? Undo::whole : Undo::needs_password_again;
  item.facts = {{"target", "TERMSRV/" + host},
                {"type", type},
                {"persistence", std::string("local_machine")},
                {"password", std::string(type == "generic" ? "fine" : "unreadable")}};
  return item;
}

SavedItem with(SavedItem item, const std::string& name, const std::string& value) {
  for (auto& fact : item.facts) {
    if (fact.name == name) fact.value = value;
  }
  return item;
}

SavedItem remembered(const std::string& host, const std::string& sha256) {
  SavedItem item;
  item.place = "connection_cache";
  item.id = "certificate:" + host;
  item.kind = ItemKind::certificate;
  item.host = host;
  item.shown_as = "Remembered certificate of " + host;
  item.facts = {{"client", std::string("freerdp")}, {"sha256", sha256}};
  return item;
}

Check look_with(const std::string& sha256, std::vector<std::string> codes = {}) {
  Check check;
  check.certificate.emplace();
  check.certificate->sha256 = sha256;
  for (const auto& code : codes)
    check.findings.push_back(monitor::make_finding(code));
  return check;
}

std::vector<std::string> codes(const std::vector<LocalFinding>& findings) {
  std::vector<std::string> all;
  for (const auto& one : findings)
    all.push_back(one.finding.code);
  return all;
}

class Inspections : public testing::Test {
 protected:
  std::vector<LocalFinding> found(const std::string& host, const Check* check = nullptr) const {
    return monitor::examine_all({target(host), check}, around_);
  }

  monitor::RepairPlan plan(const std::string& host, const Check* check = nullptr) const {
    return monitor::plan_repair(host, found(host, check));
  }

  void log(int number, const char* time, const std::string& text, std::uint32_t reason = 0) {
    monitor::ClientEvent event;
    event.number = number;
    event.at = at(time);
    event.process = 7;
    event.text = text;
    if (number == 1026) event.reason = reason;
    around_.log.events.push_back(event);
  }

  Surroundings around_ = [] {
    Surroundings around;
    around.now = at("2026-11-25T12:00:00Z");
    return around;
  }();
};

TEST_F(Inspections, FindNothingWrongWithOneGoodSignIn) {
  around_.credentials.items = {entry("pc.example.com")};

  EXPECT_THAT(found("pc.example.com"), IsEmpty());
}

TEST_F(Inspections, FindASecondSpellingOfTheSameComputer) {
  around_.credentials.items = {entry("pc.example.com"), entry("PC")};

  const auto findings = found("pc.example.com");

  ASSERT_THAT(codes(findings), ElementsAre("credential.duplicate"));
  ASSERT_EQ(findings[0].suspects.size(), 1U);
  EXPECT_EQ(findings[0].suspects[0].item.host, "PC");
  EXPECT_TRUE(findings[0].suspects[0].by_default);
}

TEST_F(Inspections, NeverProposeToRemoveWhatCannotBePutBack) {
  around_.credentials.items = {entry("pc"), entry("pc", "domain_password")};
  around_.credentials.items[1].written = at("2026-10-01T12:00:00Z");

  const auto steps = plan("pc").steps;

  ASSERT_EQ(steps.size(), 1U);
  EXPECT_EQ(steps[0].item.undo, Undo::needs_password_again);
  EXPECT_FALSE(steps[0].by_default);
  EXPECT_THAT(steps[0].why, HasSubstr("ask for the password"));
  EXPECT_THAT(monitor::default_choice(plan("pc")), IsEmpty());
}

TEST_F(Inspections, LeaveToTheUserWhichOfTwoTypesToKeep) {
  around_.credentials.items = {entry("pc"), entry("pc", "domain_password")};
  around_.credentials.items[1].written = at("2026-11-20T12:00:00Z");

  const auto findings = found("pc");

  ASSERT_THAT(codes(findings), ElementsAre("credential.duplicate"));
  EXPECT_EQ(text_fact(findings[0].suspects[0].item, "type"), "generic");
  EXPECT_FALSE(findings[0].suspects[0].by_default);
}

TEST_F(Inspections, LeaveAnEntryWithAPortToTheProgramThatWroteIt) {
  auto launcher = entry("pc");
  launcher.id += ":3389";
  launcher.port = 3389;
  around_.credentials.items = {entry("pc"), launcher};

  const auto findings = found("pc");

  ASSERT_THAT(codes(findings), ElementsAre("credential.duplicate"));
  EXPECT_FALSE(findings[0].suspects[0].by_default);
  EXPECT_THAT(findings[0].suspects[0].why, HasSubstr("another program"));
}

TEST_F(Inspections, FindDamagedEntries) {
  for (const auto& bad :
       {with(entry("pc"), "target", "TERMSRV/pc "), with(entry("pc"), "target", "TERMSRV/pc."),
        with(entry("pc"), "password", "empty"), with(entry("pc"), "password", "odd_length")}) {
    around_.credentials.items = {bad};

    const auto findings = found("pc");

    ASSERT_THAT(codes(findings), ElementsAre("credential.malformed"));
    EXPECT_TRUE(findings[0].suspects[0].by_default);
  }
}

TEST_F(Inspections, FindASignInThatWasRefusedSinceItWasSaved) {
  around_.credentials.items = {entry("pc.example.com")};
  log(1024, "2026-11-24T08:00:00Z", "pc.example.com");
  log(1026, "2026-11-24T08:00:05Z", "", 0x807);

  EXPECT_THAT(codes(found("pc.example.com")), ElementsAre("credential.rejected"));

  around_.credentials.items[0].written = at("2026-11-24T09:00:00Z");
  EXPECT_THAT(found("pc.example.com"), IsEmpty());
}

TEST_F(Inspections, BlameNoPasswordForAnotherTrouble) {
  around_.credentials.items = {entry("pc")};
  log(1024, "2026-11-24T08:00:00Z", "pc");
  log(1026, "2026-11-24T08:00:05Z", "", 0x904);

  EXPECT_THAT(found("pc"), IsEmpty());
}

TEST_F(Inspections, SayWhenARuleAndNotThePasswordIsToBlame) {
  around_.credentials.items = {entry("pc", "domain_password")};
  around_.policy.credential_guard_running = true;

  const auto findings = found("pc");

  EXPECT_THAT(codes(findings), ElementsAre("credential.blocked_by_policy"));
  EXPECT_THAT(plan("pc").steps, IsEmpty());
}

TEST_F(Inspections, SayThatNoSavedPasswordIsUsedWhereARuleForbidsIt) {
  around_.credentials.items = {entry("pc")};
  around_.policy.saved_allowed = false;
  EXPECT_THAT(codes(found("pc")), ElementsAre("credential.blocked_by_policy"));

  around_.credentials.items.clear();
  EXPECT_THAT(found("pc"), IsEmpty());
}

TEST_F(Inspections, SayThatADomainsComputerTellsNoSavedPasswordToAServerKnownByNtlmAlone) {
  around_.credentials.items = {entry("192.0.2.7")};
  around_.policy.joined_to_domain = true;
  auto check = look_with("aa");
  check.certificate->trust = monitor::Trust::self_signed;

  const auto findings = found("192.0.2.7", &check);

  ASSERT_THAT(codes(findings), ElementsAre("credential.blocked_by_policy"));
  EXPECT_THAT(*monitor::find_fact<std::string>(findings[0].finding.evidence, "rule"),
              HasSubstr("NTLM alone"));
  around_.policy.saved_allowed_ntlm_only = true;
  EXPECT_THAT(found("192.0.2.7", &check), IsEmpty());
  around_.policy.saved_allowed_ntlm_only.reset();
  check.certificate->trust = monitor::Trust::trusted;
  EXPECT_THAT(found("192.0.2.7", &check), IsEmpty());
}

TEST_F(Inspections, SayThatOnlyPatchedServersMayBeTalkedTo) {
  around_.policy.encryption_oracle = 0;
  EXPECT_THAT(found("pc"), IsEmpty());
  log(1024, "2026-11-25T08:00:00Z", "pc");
  log(1026, "2026-11-25T08:00:05Z", "", 0x1807);

  const auto findings = found("pc");

  ASSERT_THAT(codes(findings), ElementsAre("credential.blocked_by_policy"));
  EXPECT_THAT(*monitor::find_fact<std::string>(findings[0].finding.evidence, "rule"),
              HasSubstr("CredSSP update"));
}

TEST_F(Inspections, ReportThatWarningsAreOff) {
  around_.policy.authentication_level_override = 0;

  EXPECT_THAT(codes(found("pc")), ElementsAre("client.warnings_disabled"));
}

TEST_F(Inspections, CountDisconnectsOfThisComputerAlone) {
  for (const auto* host : {"pc", "pc", "other"}) {
    log(1024, "2026-11-25T08:00:00Z", host);
    log(1026, "2026-11-25T08:10:00Z", "", 2308);
  }
  EXPECT_THAT(found("pc"), IsEmpty());
  log(1024, "2026-11-25T09:00:00Z", "pc");
  log(1026, "2026-11-25T09:10:00Z", "", 2308);

  const auto findings = found("pc");

  ASSERT_THAT(codes(findings), ElementsAre("client.repeated_disconnects"));
  EXPECT_EQ(*monitor::find_fact<std::int64_t>(findings[0].finding.evidence, "count"), 3);
}

TEST_F(Inspections, ForgetACertificateThatWasRenewedAsExpected) {
  around_.cache.items = {remembered("pc", "aa")};
  const auto check = look_with("bb", {"certificate.renewed"});

  const auto steps = plan("pc", &check).steps;

  ASSERT_EQ(steps.size(), 1U);
  EXPECT_TRUE(steps[0].by_default);
  EXPECT_EQ(steps[0].remedy, "this_computer.forget_certificate");
}

TEST_F(Inspections, WarnOfACertificateThatChangedWithoutReason) {
  around_.cache.items = {remembered("pc", "aa")};
  const auto check = look_with("bb", {"certificate.changed"});

  const auto findings = found("pc", &check);

  ASSERT_THAT(codes(findings), ElementsAre("cache.certificate_outdated"));
  EXPECT_THAT(findings[0].finding.explanation, HasSubstr("attack"));
  EXPECT_FALSE(findings[0].suspects[0].by_default);
}

TEST_F(Inspections, RememberARenewalThatWasSeenLongAgo) {
  around_.cache.items = {remembered("pc", "aa")};
  auto check = look_with("bb");
  check.at = at("2026-11-25T12:00:00Z");
  monitor::CertificateFacts before;
  before.sha256 = "aa";
  before.not_before = at("2026-05-01T00:00:00Z");
  before.not_after = at("2026-11-01T00:00:00Z");
  const auto now = *check.certificate;

  const auto proposed = [&](const char* first_seen) {
    const auto findings = monitor::examine_all(
        {target("pc"), &check, {{before, before.not_before}, {now, at(first_seen)}}}, around_);
    return findings[0].suspects[0].by_default;
  };

  EXPECT_TRUE(proposed("2026-10-20T00:00:00Z"));
  EXPECT_FALSE(proposed("2026-06-01T00:00:00Z"));
}

TEST_F(Inspections, LeaveACertificateAloneThatIsStillShown) {
  around_.cache.items = {remembered("pc", "aa")};
  const auto check = look_with("aa");

  EXPECT_THAT(found("pc", &check), IsEmpty());
}

TEST_F(Inspections, RemoveADamagedCertificateFile) {
  auto item = remembered("pc", "");
  item.facts = {{"damage", std::string("The file is empty.")}};
  around_.cache.items = {item, remembered("other", "aa")};

  const auto steps = plan("pc").steps;

  ASSERT_EQ(steps.size(), 1U);
  EXPECT_TRUE(steps[0].by_default);
  EXPECT_EQ(steps[0].item.host, "pc");
}

TEST_F(Inspections, FindTheAddressBehindTheName) {
  Check check;
  check.steps.push_back({});
  check.steps[0].step = "resolve";
  check.steps[0].facts = {{"addresses", std::vector<std::string>{"192.0.2.7"}}};
  around_.credentials.items = {with(entry("192.0.2.7"), "password", "empty"), entry("192.0.2.8")};

  EXPECT_THAT(codes(found("pc.example.com", &check)), ElementsAre("credential.malformed"));
}

TEST(Planning, AsksTheAdministratorForWhatOnlyTheHostCanDo) {
  const std::vector<LocalFinding> findings = {{monitor::make_finding("certificate.expired"), {}}};

  const auto plan = monitor::plan_repair("pc", findings);

  ASSERT_EQ(plan.steps.size(), 1U);
  EXPECT_TRUE(monitor::is_for_the_host(plan.steps[0]));
  EXPECT_EQ(plan.steps[0].remedy, "host.renew_certificate");
  EXPECT_FALSE(plan.steps[0].by_default);
}

TEST(Planning, OffersAFullCleanThatNobodyProposes) {
  Surroundings around;
  auto launcher = entry("pc");
  launcher.id += ":3390";
  launcher.port = 3389;
  SavedItem history;
  history.kind = ItemKind::history;
  history.host = "pc";
  around.credentials.items = {entry("pc"), entry("other"), launcher};
  around.cache.items = {remembered("pc", "aa"), history};
  const Subject subject{target("pc"), nullptr};
  auto plan = monitor::plan_repair(
      "pc", std::vector<LocalFinding>{{monitor::make_finding("certificate.expired"), {}}});

  monitor::offer_full_clean(plan, monitor::traces_of(subject, around));

  ASSERT_EQ(plan.steps.size(), 3U);
  EXPECT_TRUE(monitor::is_full_clean(plan.steps[0]));
  EXPECT_EQ(plan.steps[0].item.kind, ItemKind::sign_in);
  EXPECT_EQ(plan.steps[1].item.kind, ItemKind::certificate);
  EXPECT_TRUE(monitor::is_for_the_host(plan.steps[2]));
  EXPECT_EQ(plan.steps[2].id, "3");
  EXPECT_THAT(monitor::default_choice(plan), IsEmpty());
}

TEST(Planning, LooksTheNameUpAnewWhereAnotherComputerAnswers) {
  const std::vector<LocalFinding> findings = {
      {monitor::make_finding("identity.other_computer"), {}},
      {monitor::make_finding("name.not_found"), {}}};

  const auto plan = monitor::plan_repair("pc", findings);

  ASSERT_EQ(plan.steps.size(), 1U);
  EXPECT_EQ(plan.steps[0].act, monitor::StepAct::empty_resolver_cache);
  EXPECT_THAT(monitor::default_choice(plan), ElementsAre("1"));
}

}  // namespace
