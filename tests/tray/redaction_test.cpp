#include "tray/app/redaction.h"

#include <gtest/gtest.h>

namespace {

using tray::Redaction;

TEST(Redaction, ReplacesANameByTheSameStandInEverywhere) {
  Redaction redaction;
  redaction.hide("host", "PC-07");
  redaction.hide("host", "pc-08");

  EXPECT_EQ(redaction.apply("pc-07 answers, PC-08 does not. Pc-07?"),
            "host-1 answers, host-2 does not. host-1?");
}

TEST(Redaction, ReplacesWholeWordsOnly) {
  Redaction redaction;
  redaction.hide("user", "anna");

  EXPECT_EQ(redaction.apply("Savannah annas anna_ anna."), "Savannah annas user-1_ user-1.");
}

TEST(Redaction, TakesTheLongerNameFirst) {
  Redaction redaction;
  redaction.hide("host", "pc");
  redaction.hide("target", "PC at work");

  EXPECT_EQ(redaction.apply("PC at work is pc"), "target-1 is host-1");
}

TEST(Redaction, ReplacesNamesBeyondAscii) {
  Redaction redaction;
  redaction.hide("user", "Zoë Ωmega");

  EXPECT_EQ(redaction.apply("of Zoë Ωmega"), "of user-1");
}

TEST(Redaction, KnowsAddressesThatItWasNotTold) {
  Redaction redaction;

  EXPECT_EQ(redaction.apply("192.0.2.7:3389, 192.0.2.7 and [2001:db8::7]:3389."),
            "address-1:3389, address-1 and [address-2]:3389.");
  EXPECT_EQ(redaction.apply("fe80::1%eth0"), "address-3");
}

TEST(Redaction, KnowsFullNamesAccountsAndFingerprints) {
  Redaction redaction;

  EXPECT_EQ(redaction.apply("pc.corp.example, pc.corp.example:3389"), "host-1, host-1:3389");
  EXPECT_EQ(redaction.apply("me@example.com or EXAMPLE\\me"), "account-1 or account-2");
  EXPECT_EQ(redaction.apply("sha1 0123456789abcdef0123456789ABCDEF01234567"), "sha1 fingerprint-1");
}

TEST(Redaction, LeavesWhatIsNoName) {
  Redaction redaction;
  const std::string text =
      "2026-11-25T03:32:13.296Z tls.timeout gateway.tls gateway.certificate.expired "
      "rdpready.check/1 rdpready.log host.renew_certificate TLSv1.3 10.0.20348 18:00:00 0x904";

  EXPECT_EQ(redaction.apply(text), text);
}

}  // namespace
