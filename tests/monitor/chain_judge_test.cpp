#include "monitor/platform/chain_judge.h"

#include "tests/fakes/own_root.h"
#include "tests/fakes/test_certificate.h"

#include <gtest/gtest.h>

namespace monitor {
namespace {

using std::chrono::hours;
using tests::OwnRoot;
using tests::TestCertificate;

TestCertificate authority(const std::string& name, const TestCertificate* issuer = nullptr) {
  return TestCertificate({.common_name = name, .is_authority = true}, issuer);
}

/// A root, an issuer below it, and a server's certificate below that. Each test's own, so that no
/// system confuses them with another's.
class ChainJudgement : public testing::Test {
 protected:
  static std::string named(const char* role) {
    return std::string(role) + " of " +
           testing::UnitTest::GetInstance()->current_test_info()->name();
  }

  /// The server's own first.
  static Trust trust(const std::vector<TestCertificate>& sent) {
    const std::unique_ptr<STACK_OF(X509), void (*)(STACK_OF(X509)*)> stack(
        sk_X509_new_null(), [](STACK_OF(X509) * all) { sk_X509_free(all); });
    for (const auto& one : sent)
      sk_X509_push(stack.get(), one.certificate());
    return open_chain_judge()->judge({sent.front().certificate(), stack.get()});
  }

  const TestCertificate root_ = authority(named("Root"));
  const TestCertificate issuer_ = authority(named("Issuer"), &root_);
  const TestCertificate leaf_{{.common_name = "pc.example.com"}, &issuer_};
};

TEST_F(ChainJudgement, TrustsWhatARootOfTheSystemStandsFor) {
  const OwnRoot trusted(root_);

  EXPECT_EQ(trust({leaf_, issuer_}), Trust::trusted);
}

TEST_F(ChainJudgement, TrustsWhateverTheOrderAndWhateverElseWasSent) {
  const OwnRoot trusted(root_);

  EXPECT_EQ(trust({leaf_, root_, leaf_, issuer_}), Trust::trusted);
}

TEST_F(ChainJudgement, FindsARootThatBecomesTrusted) {
  {
    const OwnRoot other(authority("Another root"));
    EXPECT_NE(trust({leaf_, issuer_}), Trust::trusted);
  }
  const OwnRoot trusted(root_);

  EXPECT_EQ(trust({leaf_, issuer_}), Trust::trusted);
}

TEST_F(ChainJudgement, TrustsASelfSignedCertificateThatTheSystemTrusts) {
  const TestCertificate own({.common_name = named("Server")});
  const OwnRoot trusted(own);

  EXPECT_EQ(trust({own}), Trust::trusted);
}

TEST_F(ChainJudgement, KnowsASelfSignedCertificate) {
  EXPECT_EQ(trust({TestCertificate({.common_name = named("Server")})}), Trust::self_signed);
}

TEST_F(ChainJudgement, KnowsAnIssuerThatNobodyTrusts) {
  EXPECT_EQ(trust({leaf_, issuer_, root_}), Trust::untrusted_issuer);
}

TEST_F(ChainJudgement, KnowsThatAnIssuerIsMissing) {
  const OwnRoot trusted(root_);

  EXPECT_EQ(trust({leaf_}), Trust::incomplete_chain);
}

TEST_F(ChainJudgement, KnowsThatTheRootIsMissing) {
  EXPECT_EQ(trust({leaf_, issuer_}), Trust::incomplete_chain);
}

TEST_F(ChainJudgement, OverlooksTheServersOwnDates) {
  const OwnRoot trusted(root_);
  const TestCertificate ended(
      {.common_name = "pc", .begins = hours(-24) * 20, .ends = hours(-24) * 10}, &issuer_);
  const TestCertificate to_come(
      {.common_name = "pc", .begins = hours(24) * 10, .ends = hours(24) * 20}, &issuer_);

  EXPECT_EQ(trust({ended, issuer_}), Trust::trusted);
  EXPECT_EQ(trust({to_come, issuer_}), Trust::trusted);
}

TEST_F(ChainJudgement, DoesNotOverlookAnIssuersDates) {
  const OwnRoot trusted(root_);
  const TestCertificate ended({.common_name = named("Ended issuer"),
                               .begins = hours(-24) * 20,
                               .ends = hours(-24) * 10,
                               .is_authority = true},
                              &root_);
  const TestCertificate leaf({.common_name = "pc"}, &ended);

  EXPECT_EQ(trust({leaf, ended}), Trust::untrusted_issuer);
}

TEST_F(ChainJudgement, DoesNotTakeAnyCertificateForAnIssuer) {
  const OwnRoot trusted(root_);
  const TestCertificate forged({.common_name = "pc"}, &leaf_);

  EXPECT_EQ(trust({forged, leaf_, issuer_}), Trust::untrusted_issuer);
}

TEST_F(ChainJudgement, SaysThatItCannotTellForNothing) {
  EXPECT_EQ(open_chain_judge()->judge({}), Trust::unchecked);
}

}  // namespace
}  // namespace monitor
