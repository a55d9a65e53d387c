// Whether the user's Remote Desktop program will stumble over a certificate that was renewed.

#include "monitor/inspections/judging/coming_warning.h"

#include "monitor/model/finding_codes.h"
#include "monitor/model/sentences.h"
#include "monitor/model/time_text.h"
#include "notify/alert_words.h"

#include <gmock/gmock.h>

namespace {

using monitor::AuthenticationLevel;
using monitor::Finding;
using monitor::SavedItem;
using testing::Eq;
using testing::HasSubstr;
using testing::Optional;

monitor::SysTime at(const char* text) {
  return *monitor::parse_iso(text);
}

/// "BUILD-07" has shown the certificate "aa" until shortly before its end, and now shows "bb".
class ComingWarning : public testing::Test {
 protected:
  ComingWarning() {
    check_.target.endpoint.host = "build-07.example.com";
    check_.at = at("2026-10-25T12:00:00Z");
    check_.certificate = certificate("bb", "2026-10-20T00:00:00Z", "2027-04-20T00:00:00Z");
    const auto before = certificate("aa", "2026-05-01T00:00:00Z", "2026-11-01T00:00:00Z");
    past_ = {{before, before.not_before}, {*check_.certificate, at("2026-10-20T08:00:00Z")}};
  }

  static monitor::CertificateFacts certificate(const char* sha256, const char* from,
                                               const char* until) {
    monitor::CertificateFacts facts;
    facts.sha256 = sha256;
    facts.subject = facts.issuer = "CN=BUILD-07";
    facts.not_before = at(from);
    facts.not_after = at(until);
    facts.self_signed = true;
    facts.trust = monitor::Trust::self_signed;
    return facts;
  }

  /// A client keeps that certificate of the host.
  SavedItem& remember(const std::string& sha256, const std::string& client = "freerdp") {
    SavedItem item;
    item.id = "item " + std::to_string(around_.cache.items.size());
    item.kind = monitor::ItemKind::certificate;
    item.host = "build-07.example.com";
    item.facts = {{"client", client}, {"sha256", sha256}};
    return around_.cache.items.emplace_back(std::move(item));
  }

  std::optional<Finding> warning(std::chrono::seconds utc_offset = {}) const {
    return monitor::coming_warning({check_.target, &check_, past_}, around_, utc_offset);
  }

  monitor::Check check_;
  std::vector<monitor::PastCertificate> past_;
  monitor::Surroundings around_;
};

TEST_F(ComingWarning, IsToldOfARenewalThatTheClientHasNotSeen) {
  remember("aa");

  const auto told = warning();

  ASSERT_TRUE(told.has_value());
  EXPECT_EQ(told->code, "cache.certificate_outdated");
  EXPECT_EQ(told->severity, monitor::Severity::risk);
  EXPECT_EQ(told->subject, "bb");
  EXPECT_THAT(told->explanation, HasSubstr("renewed as usual on 20 October 2026"));
  EXPECT_THAT(told->explanation, HasSubstr("will warn of a change, or refuse"));
  EXPECT_THAT(told->explanation, HasSubstr("Press Fix…"));
}

TEST_F(ComingWarning, NamesTheDayByTheClockOnTheWall) {
  remember("aa");

  EXPECT_THAT(warning(-std::chrono::hours(7))->explanation, HasSubstr("on 19 October 2026"));
}

TEST_F(ComingWarning, HasRoomForItsWordsInANotification) {
  check_.certificate->not_before = at("2026-09-30T00:00:00Z");
  remember("aa");

  const auto words = notify::trouble_words({"BUILD-07"}, *warning(), check_.at);

  EXPECT_EQ(words.title, "BUILD-07: an old certificate is kept");
  EXPECT_EQ(words.text, warning()->explanation);
}

TEST_F(ComingWarning, IsNoneWhereNothingIsRemembered) {
  EXPECT_EQ(warning(), std::nullopt);
}

TEST_F(ComingWarning, IsNoneOnceTheUserHasAcceptedTheNewOne) {
  remember("bb");

  EXPECT_EQ(warning(), std::nullopt);
}

TEST_F(ComingWarning, IsNoneWhereANewerVersionOfTheClientHasAcceptedIt) {
  remember("aa");
  remember("bb");
  EXPECT_EQ(warning(), std::nullopt);

  around_.cache.items.back().host = "build-07";

  EXPECT_TRUE(warning().has_value()) << "Under one name it is still the old one.";
}

TEST_F(ComingWarning, LeavesAnUnexpectedChangeToTheOneThatSpeaksOfIt) {
  remember("aa");
  past_[1].first_seen = at("2026-06-01T00:00:00Z");
  EXPECT_EQ(warning(), std::nullopt) << "It came long before the other's end.";

  past_[1].first_seen = check_.at;
  EXPECT_TRUE(warning().has_value());
  check_.findings = {monitor::make_finding("certificate.changed")};
  EXPECT_EQ(warning(), std::nullopt);
}

TEST_F(ComingWarning, IsNoneOfOneThatWasOnceNoRenewal) {
  remember("aa");
  past_[1].doubted = true;

  EXPECT_EQ(warning(), std::nullopt) << "That it stayed makes it no renewal.";
}

TEST_F(ComingWarning, IsNoneWhereTheSystemVouchesForTheNewOne) {
  remember("aa");
  check_.certificate->trust = monitor::Trust::trusted;
  EXPECT_TRUE(warning().has_value()) << "It is for another name.";

  check_.certificate->name_matches = true;

  EXPECT_EQ(warning(), std::nullopt);
}

TEST_F(ComingWarning, IsNoneOfMstscWhereItConnectsAnyway) {
  remember("aa", "mstsc");
  EXPECT_TRUE(warning().has_value());

  check_.target.authentication_level = AuthenticationLevel::connect_anyway;
  EXPECT_EQ(warning(), std::nullopt);

  check_.target.authentication_level = AuthenticationLevel::warn;
  around_.policy.authentication_level_override = 0;
  EXPECT_EQ(warning(), std::nullopt);
}

TEST_F(ComingWarning, ComesOfFreeRdpWhateverTheConnectionFileSays) {
  remember("aa");
  check_.target.authentication_level = AuthenticationLevel::connect_anyway;

  EXPECT_TRUE(warning().has_value());
}

TEST_F(ComingWarning, KnowsTheHostByItsShortNameAndNotByAnotherPort) {
  remember("aa").host = "BUILD-07";
  EXPECT_TRUE(warning().has_value());

  around_.cache.items[0].port = 3390;

  EXPECT_EQ(warning(), std::nullopt);
}

}  // namespace
