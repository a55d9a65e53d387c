#include "monitor/net/credssp.h"
#include "monitor/net/ntlm_challenge.h"
#include "tests/fakes/ntlm_message.h"

#include <gmock/gmock.h>

#include <random>

namespace {

using monitor::Bytes;
using monitor::parse_ntlm_challenge;
using monitor::SysTime;
using monitor::ts_request_size;
using testing::IsEmpty;

constexpr SysTime noon{std::chrono::seconds(1'795'348'800)};

Bytes bytes_of(const std::string& text) {
  return Bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

TEST(NtlmChallenge, TellsWhoTheServerIs) {
  const auto message = tests::challenge({});

  const auto facts = parse_ntlm_challenge(bytes_of(message), noon);

  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->computer, "PC");
  EXPECT_EQ(facts->dns_computer, "pc.example.com");
  EXPECT_EQ(facts->domain, "EXAMPLE");
  EXPECT_EQ(facts->os_version, "10.0.20348");
  EXPECT_TRUE(facts->joined);
  EXPECT_FALSE(facts->clock_skew_s);
}

TEST(NtlmChallenge, MeasuresTheServersClockAgainstOurs) {
  const auto ahead = tests::challenge({.ticks = tests::filetime(1'795'348'800 + 420.5)});
  const auto behind = tests::challenge({.ticks = tests::filetime(1'795'348'800 - 90)});

  EXPECT_NEAR(*parse_ntlm_challenge(bytes_of(ahead), noon)->clock_skew_s, 420.5, 0.01);
  EXPECT_NEAR(*parse_ntlm_challenge(bytes_of(behind), noon)->clock_skew_s, -90, 0.01);
}

TEST(NtlmChallenge, KnowsAWorkgroupFromADomain) {
  const auto message = tests::challenge({.joined = false});

  EXPECT_FALSE(parse_ntlm_challenge(bytes_of(message), noon)->joined);
}

TEST(NtlmChallenge, RefusesWhatIsNoChallenge) {
  auto negotiate = tests::challenge({});
  negotiate[8] = 1;
  auto outside = tests::challenge({});
  outside[44] = '\xF0';

  EXPECT_FALSE(parse_ntlm_challenge(bytes_of(negotiate), noon));
  EXPECT_FALSE(parse_ntlm_challenge(bytes_of(outside), noon));
  EXPECT_FALSE(parse_ntlm_challenge(bytes_of("NTLMSSP"), noon));
}

TEST(NtlmChallenge, KeepsNamesPrintable) {
  const auto message = tests::challenge({.computer = "A\x07" + std::string(400, 'B')});

  const auto facts = parse_ntlm_challenge(bytes_of(message), noon);

  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->computer.substr(0, 3), "A?B");
  EXPECT_EQ(facts->computer.size(), 255u);
}

TEST(NtlmChallenge, SurvivesNoise) {
  std::mt19937 random(11);
  for (int round = 0; round < 20'000; ++round) {
    auto message = tests::challenge({.ticks = 1});
    for (int i = 0; i < 3; ++i)
      message[random() % message.size()] = static_cast<char>(random());
    message.resize(random() % (message.size() + 1));
    parse_ntlm_challenge(bytes_of(message), noon);
  }
}

TEST(CredSsp, FindsTheTokenInsideTheReply) {
  const auto reply = tests::challenge_reply({});

  const auto message = monitor::find_ntlm_message(bytes_of(reply));

  EXPECT_TRUE(parse_ntlm_challenge(message, noon));
  EXPECT_THAT(monitor::find_ntlm_message(bytes_of("0\x03no NTLM")), IsEmpty());
}

TEST(CredSsp, KnowsWhenAReplyIsWhole) {
  const auto small = tests::challenge_reply({});
  const auto large = tests::challenge_reply({.padding = 60'000});

  EXPECT_EQ(ts_request_size({}), 0u);
  EXPECT_EQ(ts_request_size(bytes_of(small).first(1)), 0u);
  EXPECT_EQ(ts_request_size(bytes_of(small)), small.size());
  EXPECT_EQ(ts_request_size(bytes_of(large).first(5)), large.size());
}

TEST(CredSsp, RefusesRepliesWithoutAnEnd) {
  EXPECT_FALSE(ts_request_size(bytes_of("HTTP/1.1")));
  EXPECT_FALSE(ts_request_size(bytes_of("0\x80xx")));
  EXPECT_FALSE(ts_request_size(bytes_of("0\x84\x7f\xff\xff\xff")));
  EXPECT_FALSE(ts_request_size(bytes_of("0\x83\x7f\xff\xff")));
}

}  // namespace
