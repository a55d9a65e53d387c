// What was told before the program ended, and what it tells after its next start.

#include "tests/fakes/alerting_office.h"
#include "tests/fakes/sample_checks.h"

#include <gmock/gmock.h>

namespace {

using monitor::Trust;
using std::chrono::days;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;

class AlertsAfterARestart : public tests::AlertingOffice {
 protected:
  void expect_silence_after_restarts(const std::vector<monitor::CertificateFacts>& shown) {
    for (int again = 0; again < 3; ++again) {
      start(static_cast<int>(shown.size()));
      EXPECT_THAT(watch(shown), IsEmpty());
    }
  }
};

TEST_F(AlertsAfterARestart, DoesNotRepeatThatSeveralCertificatesEndWithTheirIssuer) {
  const std::vector shown{issued('a', days{20}), issued('b', days{20}), issued('c', days{20})};
  start(3);
  EXPECT_THAT(watch(shown), ElementsAre("raised certificate.expires_soon x3"));

  expect_silence_after_restarts(shown);
  EXPECT_THAT(watch({issued('d', days{365}), issued('e', days{365}), issued('f', days{365})}),
              ElementsAre("cleared certificate.expires_soon x3"));
}

TEST_F(AlertsAfterARestart, DoesNotRepeatThatSeveralCertificatesHaveEndedWithTheirIssuer) {
  const std::vector shown{issued('a', days{-1}), issued('b', days{-1}), issued('c', days{-1})};
  start(3);
  EXPECT_THAT(watch(shown), ElementsAre("raised certificate.expired x3"));
  expect_silence_after_restarts(shown);
}

TEST_F(AlertsAfterARestart, DoesNotRepeatThatAnAuthorityIsNotTrusted) {
  const auto untrusted = Trust::untrusted_issuer;
  const std::vector shown{issued('a', days{300}, untrusted), issued('b', days{300}, untrusted),
                          issued('c', days{300}, untrusted)};
  start(3);
  watch({issued('a', days{300}), issued('b', days{300}), issued('c', days{300})});
  EXPECT_THAT(watch(shown), ElementsAre("raised certificate.untrusted x3"));
  expect_silence_after_restarts(shown);
}

TEST_F(AlertsAfterARestart, TakesBackWhatAWrongClockGaveBeforeOfSeveral) {
  const std::vector shown{issued('a', days{-1}), issued('b', days{-1}), issued('c', days{-1})};
  start(3);
  ASSERT_THAT(watch(shown), ElementsAre("raised certificate.expired x3"));

  set_clock_back(days{100});
  start(3);
  EXPECT_THAT(watch(shown), ElementsAre("cleared certificate.expired x3, taken back"));
}

TEST_F(AlertsAfterARestart, TakesOneMoreOfThatIssuerForThatMatterAlsoWhereItIsSeenFirst) {
  start(3);
  watch({issued('a', days{20}), issued('b', days{20}), issued('c', days{20})});

  start(4);
  see(4, issued('d', days{20}));
  see(3, issued('c', days{20}));
  see(2, issued('b', days{20}));
  see(1, issued('a', days{20}));
  pass(minutes{2});

  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(AlertsAfterARestart, TellsWhatEndsAtAnotherTimeAsAnotherMatter) {
  start(3);
  watch({issued('a', days{20}), issued('b', days{20}), issued('c', days{20})});

  start(4);
  EXPECT_THAT(watch({issued('a', days{20}), issued('b', days{20}), issued('c', days{20}),
                     issued('d', days{10})}),
              ElementsAre("raised certificate.expires_soon"));
}

TEST_F(AlertsAfterARestart, TellsOfAnOutageAlsoWhereThisComputerWasOfflineBefore) {
  rules_.at_least = monitor::Severity::information;
  const std::vector well{issued('a', days{300}), issued('b', days{300}), issued('c', days{300})};
  start(3);
  watch(well);
  move(false);
  pass(minutes{5});
  ASSERT_THAT(told(), ElementsAre("raised network.offline x3"));

  start(3);
  EXPECT_THAT(watch(well), ElementsAre("cleared network.offline x3"));
  for (int look = 0; look < 12; ++look) {
    see(1, tests::failed_check("connect", "timeout", "tcp.timeout"));
    see(2, well[1]);
    see(3, well[2]);
    pass(minutes{5});
  }
  EXPECT_THAT(told(), ElementsAre("raised tcp.timeout"));
}

TEST_F(AlertsAfterARestart, TellsOnceThatThisComputerIsOfflineAndOnceThatItIsNot) {
  rules_.at_least = monitor::Severity::information;
  const std::vector well{issued('a', days{300}), issued('b', days{300}), issued('c', days{300})};
  start(3);
  watch(well);
  move(false);
  pass(minutes{5});
  told();

  start(3, false);
  pass(minutes{10});
  EXPECT_THAT(told(), IsEmpty());
  move(true);
  EXPECT_THAT(watch(well), ElementsAre("cleared network.offline x3"));
}

}  // namespace
