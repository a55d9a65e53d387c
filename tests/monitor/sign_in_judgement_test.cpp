#include "monitor/inspections/judging/sign_in_judgement.h"

#include "monitor/inspections/inspection.h"
#include "monitor/repair/causes.h"
#include "monitor/repair/remedy.h"

#include <gmock/gmock.h>

namespace {

using monitor::Certainty;
using monitor::IdentityFacts;
using monitor::SavedItem;
using monitor::Severity;
using monitor::Surroundings;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

SavedItem entry(const std::string& user_name, monitor::Undo undo = monitor::Undo::whole) {
  SavedItem item;
  item.kind = monitor::ItemKind::sign_in;
  item.host = "pc.example.com";
  item.user_name = user_name;
  item.undo = undo;
  item.facts = {{"target", std::string("TERMSRV/pc.example.com")},
                {"type", std::string("generic")},
                {"password", std::string("fine")}};
  return item;
}

IdentityFacts identity(const char* domain, bool joined) {
  IdentityFacts facts;
  facts.computer = "PC";
  facts.domain = domain;
  facts.joined = joined;
  return facts;
}

const IdentityFacts of_domain = identity("EXAMPLE", true);
const IdentityFacts of_workgroup = identity("PC", false);

monitor::Check look(const std::optional<IdentityFacts>& identity) {
  monitor::Check check;
  check.target.endpoint.host = "pc.example.com";
  check.identity = identity;
  return check;
}

std::vector<monitor::LocalFinding> found(const SavedItem& item, const monitor::Check& check) {
  Surroundings around;
  around.credentials.items = {item};
  return monitor::examine_all({check.target, &check}, around);
}

TEST(WithoutDomain, DoubtsAPlainNameOnADomainsComputer) {
  const auto trouble = monitor::without_domain(entry("me"), &of_domain, {});

  ASSERT_TRUE(trouble);
  EXPECT_EQ(trouble->code, "credential.malformed");
  EXPECT_EQ(trouble->certainty, Certainty::likely);
  EXPECT_THAT(trouble->why, HasSubstr("names no domain"));
  EXPECT_THAT(trouble->why, HasSubstr("probably"));
  EXPECT_THAT(trouble->why, HasSubstr("Save it again as EXAMPLE\\me, or as PC\\me"));
}

TEST(WithoutDomain, DoubtsANameThatStandsForOneComputerOnADomainsComputer) {
  const auto trouble = monitor::without_domain(entry(".\\me"), &of_domain, {});

  ASSERT_TRUE(trouble);
  EXPECT_EQ(trouble->certainty, Certainty::likely);
  EXPECT_THAT(trouble->why, HasSubstr("stands for one computer"));
  EXPECT_THAT(trouble->why, HasSubstr("Save it again as EXAMPLE\\me"));
}

TEST(WithoutDomain, IsNotSureOfANameForOneComputerWhereTheHostWasNotAsked) {
  const auto trouble = monitor::without_domain(entry(".\\me"), nullptr, {});

  ASSERT_TRUE(trouble);
  EXPECT_EQ(trouble->certainty, Certainty::unsure);
  EXPECT_THAT(trouble->why, HasSubstr("not sure"));
}

TEST(WithoutDomain, IsNotSureOfAPlainNameOnAComputerOfADomainThatDidNotAskTheHost) {
  Surroundings around;
  EXPECT_FALSE(monitor::without_domain(entry("me"), nullptr, around));

  around.policy.joined_to_domain = true;
  const auto trouble = monitor::without_domain(entry("me"), nullptr, around);

  ASSERT_TRUE(trouble);
  EXPECT_EQ(trouble->certainty, Certainty::unsure);
}

TEST(WithoutDomain, AcceptsEveryNameThatSaysWhereItBelongs) {
  for (const auto* name : {"EXAMPLE\\me", "me@example.com", "AzureAD\\me@example.com",
                           "MicrosoftAccount\\me@example.com", "PC\\me", "@@BsKbqnaHFsmUp"}) {
    EXPECT_FALSE(monitor::without_domain(entry(name), &of_domain, {})) << name;
    EXPECT_FALSE(monitor::without_domain(entry(name), nullptr, {})) << name;
  }
}

TEST(WithoutDomain, AcceptsPlainNamesInAWorkgroup) {
  Surroundings around;
  around.policy.joined_to_domain = true;

  EXPECT_FALSE(monitor::without_domain(entry("me"), &of_workgroup, around));
  EXPECT_FALSE(monitor::without_domain(entry(".\\me"), &of_workgroup, around));
}

TEST(WithoutDomain, LeavesAnEntryWithoutAnyNameToTheOtherJudgement) {
  EXPECT_FALSE(monitor::without_domain(entry(""), &of_domain, {}));
  EXPECT_THAT(monitor::malformed(entry(""))->why, HasSubstr("no user name"));
}

TEST(Malformed, TakesACertificatesNameForNoSlip) {
  auto card = entry("@@BsKbqnaHFsmUp");
  card.facts[1].value = std::string("domain_certificate");

  EXPECT_FALSE(monitor::malformed(card));
}

TEST(SavedUserName, IsARiskThatNobodyRemovesUnasked) {
  for (const auto undo : {monitor::Undo::whole, monitor::Undo::needs_password_again}) {
    const auto findings = found(entry("me", undo), look(of_domain));

    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].finding.severity, Severity::risk);
    EXPECT_THAT(findings[0].finding.explanation, HasSubstr("probably"));
    EXPECT_THAT(findings[0].finding.title, Not(HasSubstr("damaged")));
    const auto plan = monitor::plan_repair("pc", findings);
    ASSERT_EQ(plan.steps.size(), 1U);
    EXPECT_EQ(plan.steps[0].remedy, "this_computer.remove_credential");
    EXPECT_THAT(monitor::default_choice(plan), IsEmpty());
  }
}

TEST(SavedUserName, IsMentionedOnlyWhereItIsNotSure) {
  const auto check = look({});
  const auto findings = found(entry(".\\me"), check);

  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].finding.severity, Severity::information);
  monitor::Clues clues;
  clues.check = check;
  clues.local = findings;
  const auto causes = monitor::rank_causes(clues);
  ASSERT_EQ(causes.size(), 1U);
  EXPECT_EQ(causes[0].confidence, monitor::Confidence::possible);
}

TEST(SavedUserName, OfADamagedEntryIsTheLesserTrouble) {
  auto damaged = entry("me");
  damaged.facts[2].value = std::string("empty");

  const auto findings = found(damaged, look(of_domain));

  ASSERT_EQ(findings.size(), 1U);
  EXPECT_THAT(findings[0].finding.title, HasSubstr("damaged"));
  EXPECT_TRUE(findings[0].suspects[0].by_default);
}

TEST(SavedUserName, IsJudgedByWhatTheHostSaidAtTheLastLook) {
  const std::vector<monitor::Check> looks{look({}), look(of_domain)};

  const auto trouble = monitor::trouble_of(entry("me"), {}, looks);

  ASSERT_TRUE(trouble);
  EXPECT_EQ(trouble->certainty, Certainty::likely);
  EXPECT_FALSE(monitor::trouble_of(entry("me"), {}, {}));
}

}  // namespace
