#include "monitor/platform/chain_judge.h"

#include "tests/fakes/own_root.h"
#include "tests/fakes/test_certificate.h"

#include <gtest/gtest.h>

namespace monitor {
namespace {

using std::chrono::hours;
using tests::OwnRoot;
using tests::TestCertificate;

std::string bytes_of(const TestCertificate& certificate) {
  std::string bytes(static_cast<std::size_t>(i2d_X509(certificate.certificate(), nullptr)), '\0');
  auto* out = reinterpret_cast<unsigned char*>(bytes.data());
  i2d_X509(certificate.certificate(), &out);
  return bytes;
}

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

  static Trust trust(const CertificateChain& chain) { return open_chain_judge()->judge(chain); }

  const TestCertificate root_ = authority(named("Root"));
  const TestCertificate issuer_ = authority(named("Issuer"), &root_);
  const TestCertificate leaf_{{.common_name = "pc.example.com"}, &issuer_};
};

TEST_F(ChainJudgement, TrustsWhatARootOfTheSystemStandsFor) {
  const OwnRoot trusted(root_);

  EXPECT_EQ(trust({bytes_of(leaf_), bytes_of(issuer_)}), Trust::trusted);
}

TEST_F(ChainJudgement, TrustsWhateverTheOrderAndWhateverElseWasSent) {
  const OwnRoot trusted(root_);

  EXPECT_EQ(trust({bytes_of(leaf_), bytes_of(root_), bytes_of(leaf_), bytes_of(issuer_)}),
            Trust::trusted);
}

TEST_F(ChainJudgement, FindsARootThatBecomesTrusted) {
  {
    const OwnRoot other(authority("Another root"));
    EXPECT_NE(trust({bytes_of(leaf_), bytes_of(issuer_)}), Trust::trusted);
  }
  const OwnRoot trusted(root_);

  EXPECT_EQ(trust({bytes_of(leaf_), bytes_of(issuer_)}), Trust::trusted);
}

TEST_F(ChainJudgement, TrustsASelfSignedCertificateThatTheSystemTrusts) {
  const TestCertificate own({.common_name = named("Server")});
  const OwnRoot trusted(own);

  EXPECT_EQ(trust({bytes_of(own)}), Trust::trusted);
}

TEST_F(ChainJudgement, KnowsASelfSignedCertificate) {
  EXPECT_EQ(trust({bytes_of(TestCertificate({.common_name = named("Server")}))}),
            Trust::self_signed);
}

TEST_F(ChainJudgement, KnowsAnIssuerThatNobodyTrusts) {
  EXPECT_EQ(trust({bytes_of(leaf_), bytes_of(issuer_), bytes_of(root_)}), Trust::untrusted_issuer);
}

TEST_F(ChainJudgement, KnowsThatAnIssuerIsMissing) {
  const OwnRoot trusted(root_);

  EXPECT_EQ(trust({bytes_of(leaf_)}), Trust::incomplete_chain);
}

TEST_F(ChainJudgement, KnowsThatTheRootIsMissing) {
  EXPECT_EQ(trust({bytes_of(leaf_), bytes_of(issuer_)}), Trust::incomplete_chain);
}

TEST_F(ChainJudgement, OverlooksTheServersOwnDates) {
  const OwnRoot trusted(root_);
  const TestCertificate ended(
      {.common_name = "pc", .begins = hours(-24) * 20, .ends = hours(-24) * 10}, &issuer_);
  const TestCertificate to_come(
      {.common_name = "pc", .begins = hours(24) * 10, .ends = hours(24) * 20}, &issuer_);

  EXPECT_EQ(trust({bytes_of(ended), bytes_of(issuer_)}), Trust::trusted);
  EXPECT_EQ(trust({bytes_of(to_come), bytes_of(issuer_)}), Trust::trusted);
}

TEST_F(ChainJudgement, DoesNotOverlookAnIssuersDates) {
  const OwnRoot trusted(root_);
  const TestCertificate ended({.common_name = named("Ended issuer"),
                               .begins = hours(-24) * 20,
                               .ends = hours(-24) * 10,
                               .is_authority = true},
                              &root_);
  const TestCertificate leaf({.common_name = "pc"}, &ended);

  EXPECT_EQ(trust({bytes_of(leaf), bytes_of(ended)}), Trust::untrusted_issuer);
}

TEST_F(ChainJudgement, DoesNotTakeAnyCertificateForAnIssuer) {
  const OwnRoot trusted(root_);
  const TestCertificate forged({.common_name = "pc"}, &leaf_);

  EXPECT_EQ(trust({bytes_of(forged), bytes_of(leaf_), bytes_of(issuer_)}), Trust::untrusted_issuer);
}

TEST_F(ChainJudgement, SaysThatItCannotTellForNothing) {
  EXPECT_EQ(trust({}), Trust::unchecked);
  EXPECT_EQ(trust({"no certificate"}), Trust::unchecked);
}

}  // namespace
}  // namespace monitor
