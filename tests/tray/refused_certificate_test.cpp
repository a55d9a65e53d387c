// A certificate that is refused, renewed, and refused again.

#include "tests/fakes/alerting_office.h"

#include <gmock/gmock.h>

namespace {

using monitor::CertificateFacts;
using monitor::Trust;
using std::chrono::days;
using testing::ElementsAre;
using testing::IsEmpty;

/// Connections are refused where the issuer is not trusted.
class RefusedCertificate : public tests::AlertingOffice {
 protected:
  RefusedCertificate() { level_ = monitor::AuthenticationLevel::refuse; }

  static CertificateFacts old_one(char which) {
    return issued(which, days{20}, Trust::untrusted_issuer);
  }

  static CertificateFacts renewed(char which) {
    return issued(which, days{365}, Trust::untrusted_issuer);
  }

  static CertificateFacts trusted(char which) {
    auto facts = renewed(which);
    facts.trust = Trust::trusted;
    return facts;
  }
};

TEST_F(RefusedCertificate, IsToldAnewAndNotAsMendedWhereTheNewOneIsRefusedToo) {
  rules_.at_least = monitor::Severity::failure;
  start(1);
  EXPECT_THAT(watch({old_one('a')}), ElementsAre("raised certificate.untrusted"));

  EXPECT_THAT(watch({renewed('b')}), ElementsAre("raised certificate.untrusted"));
  EXPECT_THAT(watch({trusted('b')}), ElementsAre("cleared certificate.untrusted"));
}

TEST_F(RefusedCertificate, IsToldAnewAndNotAsMendedWhereTheNewOneEndsAtAnotherTime) {
  rules_.at_least = monitor::Severity::failure;
  start(2);
  EXPECT_THAT(watch({issued('a', days{-5}), issued('d', days{300})}),
              ElementsAre("raised certificate.expired"));

  EXPECT_THAT(watch({issued('b', days{-1}), issued('d', days{300})}),
              ElementsAre("raised certificate.expired"));
}

TEST_F(RefusedCertificate, GoesOnForThoseThatShareItsIssuer) {
  rules_.at_least = monitor::Severity::failure;
  start(2);
  EXPECT_THAT(watch({old_one('a'), old_one('b')}), ElementsAre("raised certificate.untrusted x2"));

  EXPECT_THAT(watch({renewed('c'), old_one('b')}), IsEmpty());
  EXPECT_THAT(watch({renewed('c'), renewed('d')}), IsEmpty());
  EXPECT_THAT(watch({trusted('c'), renewed('d')}), IsEmpty());
  EXPECT_THAT(watch({trusted('c'), trusted('d')}), ElementsAre("cleared certificate.untrusted x2"));
}

TEST_F(RefusedCertificate, IsNotToldAsMendedWhereTheLastThatSharesItGetsAnotherEnd) {
  rules_.at_least = monitor::Severity::failure;
  start(2);
  EXPECT_THAT(watch({issued('a', days{-5}), issued('b', days{-5})}),
              ElementsAre("raised certificate.expired x2"));
  EXPECT_THAT(watch({issued('a', days{-5}), issued('d', days{365})}), IsEmpty());

  EXPECT_THAT(watch({issued('c', days{-1}), issued('d', days{365})}),
              ElementsAre("raised certificate.expired"));
}

}  // namespace
