#include "monitor/platform/name_lookup.h"

#include "monitor/net/certificate_reader.h"
#include "tests/fakes/test_certificate.h"

#include <gmock/gmock.h>

namespace monitor {
namespace {

using testing::Contains;
using testing::ElementsAre;

TEST(NameLookup, FindsThisComputer) {
  const auto answer = look_up("localhost");

  EXPECT_EQ(answer.status, NameAnswer::Status::ok);
  EXPECT_THAT(answer.addresses, Contains("127.0.0.1"));
}

TEST(NameLookup, TakesAnAddress) {
  EXPECT_THAT(look_up("127.0.0.9").addresses, ElementsAre("127.0.0.9"));
}

TEST(NameLookup, SpellsNamesAsDnsDoes) {
  EXPECT_EQ(ascii_name("пример.example.com"), "xn--e1afmkfd.example.com");
  EXPECT_EQ(ascii_name("BÜRO-pc"), "xn--bro-pc-3ya");
  EXPECT_EQ(ascii_name("PC_1.example.com"), "PC_1.example.com");
  EXPECT_EQ(ascii_name(""), "");
  EXPECT_EQ(ascii_name("\xff\xfe"), ascii_name("\xff\xfe")) << "no text at all is no crash";
}

TEST(NameLookup, KnowsACertificateByEitherSpelling) {
  const tests::TestCertificate spelt(
      {.common_name = "pc", .alternative_names = "DNS:xn--e1afmkfd.example.com"});

  EXPECT_TRUE(read_certificate(spelt.certificate(), "пример.example.com")->name_matches);
  EXPECT_TRUE(read_certificate(spelt.certificate(), "xn--e1afmkfd.example.com")->name_matches);
  EXPECT_FALSE(read_certificate(spelt.certificate(), "другой.example.com")->name_matches);
}

}  // namespace
}  // namespace monitor
