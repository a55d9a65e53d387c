// What is read from real certificates, over real TLS, and what the client would think of them.

#include "tests/fakes/one_look.h"
#include "tests/fakes/own_root.h"
#include "tests/fakes/scripted_server.h"

#include <gmock/gmock.h>

namespace {

using monitor::AuthenticationLevel;
using monitor::Check;
using monitor::find_finding;
using monitor::Severity;
using monitor::Trust;
using testing::ElementsAre;
using testing::HasSubstr;
using tests::CertificateRecipe;
using tests::OwnRoot;
using tests::ScriptedServer;
using tests::TestCertificate;
using namespace std::chrono_literals;

constexpr auto any_level = AuthenticationLevel::not_specified;

Check look_at(const TestCertificate& certificate, AuthenticationLevel level = any_level,
              const tests::TlsScript& how = {}) {
  const ScriptedServer server(tests::healthy(certificate, 2, how));
  auto target = server.named_target();
  target.authentication_level = level;
  return tests::look_at(target);
}

Severity severity_of(const Check& check, std::string_view code) {
  const auto* finding = find_finding(check, code);
  EXPECT_NE(finding, nullptr) << code;
  return finding == nullptr ? Severity::information : finding->severity;
}

TEST(ServerCertificate, IsReadInFull) {
  const TestCertificate certificate({.common_name = "pc.example.com",
                                     .alternative_names = "DNS:pc.example.com,IP:192.0.2.7",
                                     .key = "RSA"});

  const auto check = look_at(certificate);

  ASSERT_TRUE(check.certificate);
  const auto& facts = *check.certificate;
  EXPECT_EQ(facts.subject, "CN=pc.example.com");
  EXPECT_EQ(facts.issuer, "CN=pc.example.com");
  EXPECT_EQ(facts.serial.substr(0, 2), "5a");
  EXPECT_EQ(facts.sha1.size(), 40u);
  EXPECT_EQ(facts.sha256.size(), 64u);
  EXPECT_EQ(facts.key, "RSA 2048");
  EXPECT_EQ(facts.key_bits, 2048);
  EXPECT_EQ(facts.signature, "sha256WithRSAEncryption");
  EXPECT_THAT(facts.names, ElementsAre("pc.example.com", "192.0.2.7"));
  EXPECT_TRUE(facts.self_signed);
  EXPECT_EQ(facts.trust, Trust::self_signed);
  EXPECT_NEAR(std::chrono::duration<double>(facts.not_after - check.at).count(), 300 * 86400, 60);
}

TEST(ServerCertificate, NamesItsKind) {
  EXPECT_EQ(look_at(TestCertificate({})).certificate->key, "EC P-256");
  EXPECT_EQ(look_at(TestCertificate({.key = "ED25519"})).certificate->key, "Ed25519");
}

TEST(ServerCertificate, OfAHealthyWindowsHostDisturbsNobody) {
  // What Windows makes by itself: self-signed, for the computer's own short name.
  const TestCertificate certificate({.common_name = "OFFICE-PC", .extended_usage = "serverAuth"});

  const auto check = look_at(certificate);

  EXPECT_EQ(severity_of(check, "certificate.name_mismatch"), Severity::information);
  EXPECT_EQ(severity_of(check, "certificate.untrusted"), Severity::information);
  EXPECT_EQ(verdict_of(check), monitor::Verdict::ready);
}

TEST(ServerCertificate, MustSuitAStrictTarget) {
  const TestCertificate certificate({.common_name = "other"});

  const auto strict = look_at(certificate, AuthenticationLevel::refuse);
  const auto lax = look_at(certificate, AuthenticationLevel::connect_anyway);

  EXPECT_EQ(severity_of(strict, "certificate.name_mismatch"), Severity::failure);
  EXPECT_EQ(severity_of(strict, "certificate.untrusted"), Severity::failure);
  EXPECT_EQ(severity_of(lax, "certificate.name_mismatch"), Severity::information);
}

TEST(ServerCertificate, MatchesNamesAsClientsDo) {
  const auto matches = [](const CertificateRecipe& recipe) {
    return look_at(TestCertificate(recipe)).certificate->name_matches;
  };

  EXPECT_TRUE(matches({.common_name = "LOCALHOST"}));
  EXPECT_TRUE(matches({.common_name = "x", .alternative_names = "DNS:LocalHost"}));
  // The common name counts only where there is no other.
  EXPECT_FALSE(matches({.common_name = "localhost", .alternative_names = "DNS:other"}));
}

TEST(ServerCertificate, IsTrustedIfItsRootIs) {
  const TestCertificate root({.common_name = "Test Root", .is_authority = true});
  const TestCertificate leaf({.alternative_names = "DNS:localhost"}, &root);
  const OwnRoot trusted(root);

  const auto check = look_at(leaf);

  EXPECT_EQ(check.certificate->trust, Trust::trusted);
  EXPECT_FALSE(check.certificate->self_signed);
  EXPECT_EQ(verdict_of(check), monitor::Verdict::ready);
}

TEST(ServerCertificate, IsTrustedThroughTheChainThatTheServerSends) {
  const TestCertificate root({.common_name = "Test Root", .is_authority = true});
  const TestCertificate middle({.common_name = "Test Issuer", .is_authority = true}, &root);
  const TestCertificate leaf({.alternative_names = "DNS:localhost"}, &middle);
  const OwnRoot trusted(root);

  EXPECT_EQ(look_at(leaf, any_level, {.chain = {&middle}}).certificate->trust, Trust::trusted);
  EXPECT_EQ(look_at(leaf).certificate->trust, Trust::incomplete_chain);
}

TEST(ServerCertificate, IsTrustedIfItIsARootItself) {
  const TestCertificate certificate({.common_name = "localhost"});
  const OwnRoot trusted(certificate);

  EXPECT_EQ(look_at(certificate).certificate->trust, Trust::trusted);
}

TEST(ServerCertificate, OfAnUnknownIssuerIsARisk) {
  const TestCertificate root({.common_name = "Nobody's Root", .is_authority = true});
  const TestCertificate leaf({.alternative_names = "DNS:localhost"}, &root);

  const auto with_root = look_at(leaf, any_level, {.chain = {&root}});
  const auto leaf_only = look_at(leaf);

  EXPECT_EQ(with_root.certificate->trust, Trust::untrusted_issuer);
  EXPECT_EQ(leaf_only.certificate->trust, Trust::incomplete_chain);
  EXPECT_EQ(severity_of(with_root, "certificate.untrusted"), Severity::risk);
}

TEST(ServerCertificate, ThatHasEndedKeepsItsTrust) {
  const TestCertificate root({.common_name = "Test Root", .is_authority = true});
  const TestCertificate leaf({.alternative_names = "DNS:localhost", .begins = -48h, .ends = -24h},
                             &root);
  const OwnRoot trusted(root);

  const auto check = look_at(leaf);

  EXPECT_EQ(check.certificate->trust, Trust::trusted);
  EXPECT_EQ(severity_of(check, "certificate.expired"), Severity::failure);
}

TEST(ServerCertificate, WithAWeakKeyOrSignatureIsARisk) {
  const auto weak_key = look_at(TestCertificate({.key = "RSA-1024"}));
  const auto weak_signature = look_at(TestCertificate({.digest = "SHA1"}));
  const auto strong = look_at(TestCertificate({}));

  EXPECT_EQ(severity_of(weak_key, "certificate.weak_key"), Severity::risk);
  EXPECT_EQ(severity_of(weak_signature, "certificate.weak_signature"), Severity::risk);
  EXPECT_EQ(find_finding(strong, "certificate.weak_key"), nullptr);
  EXPECT_EQ(find_finding(strong, "certificate.weak_signature"), nullptr);
}

TEST(ServerCertificate, ForAnotherPurposeIsARisk) {
  const auto wrong = look_at(TestCertificate({.extended_usage = "clientAuth"}));
  const auto desktop = look_at(TestCertificate({.extended_usage = "1.3.6.1.4.1.311.54.1.2"}));
  const auto open = look_at(TestCertificate({}));

  EXPECT_EQ(severity_of(wrong, "certificate.wrong_purpose"), Severity::risk);
  EXPECT_EQ(find_finding(desktop, "certificate.wrong_purpose"), nullptr);
  EXPECT_EQ(find_finding(open, "certificate.wrong_purpose"), nullptr);
}

TEST(ServerCertificate, TellsWhenItEnds) {
  const auto check = look_at(TestCertificate({.ends = 24h * 9}));

  const auto* finding = find_finding(check, "certificate.expires_soon");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->fails_at, check.certificate->not_after);
  EXPECT_EQ(finding->subject, check.certificate->sha256);
  EXPECT_EQ(verdict_of(check), monitor::Verdict::at_risk);
}

TEST(ServerCertificate, OfTheHostItselfIsOverdueInItsLastWeek) {
  const auto own = look_at(TestCertificate({.begins = -24h * 179, .ends = 24h * 4}));
  const auto nine_days = look_at(TestCertificate({.begins = -24h * 174, .ends = 24h * 9}));
  const auto yearly = look_at(TestCertificate({.begins = -24h * 361, .ends = 24h * 4}));

  EXPECT_EQ(severity_of(own, "certificate.renewal_overdue"), Severity::risk);
  EXPECT_NE(find_finding(own, "certificate.expires_soon"), nullptr);
  EXPECT_EQ(find_finding(nine_days, "certificate.renewal_overdue"), nullptr);
  EXPECT_EQ(find_finding(yearly, "certificate.renewal_overdue"), nullptr);
}

}  // namespace
