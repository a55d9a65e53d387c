#include "monitor/net/x224.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>

namespace {

using monitor::answer_size;
using monitor::Bytes;
using monitor::NegotiationAnswer;
using monitor::parse_answer;
using monitor::SecurityProtocol;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Kind = NegotiationAnswer::Kind;

std::vector<std::uint8_t> confirm(std::uint8_t type, std::uint8_t flags, std::uint32_t value) {
  return {3,
          0,
          0,
          19,
          14,
          0xD0,
          0,
          0,
          0x12,
          0x34,
          0,
          type,
          flags,
          8,
          0,
          static_cast<std::uint8_t>(value),
          static_cast<std::uint8_t>(value >> 8),
          static_cast<std::uint8_t>(value >> 16),
          static_cast<std::uint8_t>(value >> 24)};
}

NegotiationAnswer parse_text(const std::string& text) {
  return parse_answer(Bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

TEST(X224, AsksLikeACurrentClientAndForNothingMore) {
  const auto request = monitor::connection_request(monitor::SignIn::before_session);

  EXPECT_THAT(request,
              ElementsAre(3, 0, 0, 19, 14, 0xE0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 0x0B, 0, 0, 0));
}

TEST(X224, AsksForWhatTheUsersClientAsksFor) {
  const auto asked_for = [](monitor::SignIn sign_in) {
    const auto request = monitor::connection_request(sign_in);
    EXPECT_EQ(request.size(), request[3]);
    return request[15];
  };

  EXPECT_EQ(asked_for(monitor::SignIn::in_session), 0x01);
  EXPECT_EQ(asked_for(monitor::SignIn::entra), 0x1B);
}

TEST(X224, KnowsEveryProtocolAServerCanSelect) {
  const std::vector<std::pair<std::uint32_t, std::string>> known = {
      {0, "rdp"}, {1, "tls"}, {2, "hybrid"}, {4, "rdstls"}, {8, "hybrid_ex"}, {16, "rdsaad"}};
  for (const auto& [value, name] : known) {
    const auto answer = parse_answer(confirm(2, 0, value));

    EXPECT_EQ(answer.kind, Kind::selected) << name;
    EXPECT_EQ(to_text(answer.protocol), name);
  }
}

TEST(X224, NamesTheServersFlags) {
  EXPECT_THAT(parse_answer(confirm(2, 0x1F, 8)).flags,
              ElementsAre("extended_client_data", "dynvc_gfx", "restricted_admin",
                          "redirected_authentication"));
  EXPECT_THAT(parse_answer(confirm(2, 0x04, 8)).flags, IsEmpty());
}

TEST(X224, TakesABareConfirmForStandardSecurity) {
  const std::vector<std::uint8_t> bare = {3, 0, 0, 11, 6, 0xD0, 0, 0, 0x12, 0x34, 0};

  const auto answer = parse_answer(bare);

  EXPECT_EQ(answer.kind, Kind::selected);
  EXPECT_EQ(answer.protocol, SecurityProtocol::rdp);
}

TEST(X224, ReadsTheFailureCode) {
  const auto answer = parse_answer(confirm(3, 0, 3));

  EXPECT_EQ(answer.kind, Kind::failure);
  EXPECT_EQ(answer.failure_code, 3u);
  EXPECT_THAT(answer.message, HasSubstr("SSL_CERT_NOT_ON_SERVER"));
}

TEST(X224, SeesDisconnects) {
  const std::vector<std::uint8_t> mcs = {3, 0, 0, 9, 2, 0xF0, 0x80, 0x21, 0x80};
  const std::vector<std::uint8_t> x224 = {3, 0, 0, 11, 6, 0x80, 0, 0, 0, 0, 0};

  EXPECT_EQ(parse_answer(mcs).kind, Kind::disconnected);
  EXPECT_EQ(parse_answer(x224).kind, Kind::disconnected);
}

TEST(X224, TellsOtherProtocolsFromBrokenRdp) {
  EXPECT_EQ(parse_text("SSH-2.0-OpenSSH_9.2\r\n").kind, Kind::not_rdp);
  EXPECT_EQ(parse_text("HTTP/1.1 400 Bad Request\r\n").kind, Kind::not_rdp);
  EXPECT_EQ(parse_text("\x15\x03\x01").kind, Kind::not_rdp);
  EXPECT_EQ(parse_text("\x03").kind, Kind::malformed);
}

TEST(X224, RefusesWrongLengthsAndProtocolsThatDoNotExist) {
  auto too_long = confirm(2, 0, 1);
  too_long[2] = 0xEA;
  auto inner = confirm(2, 0, 1);
  inner[4] = 200;
  auto negotiation = confirm(2, 0, 1);
  negotiation[13] = 9;
  auto wrong_tpdu = confirm(2, 0, 1);
  wrong_tpdu[5] = 0xE0;

  for (const auto& bytes :
       {too_long, inner, negotiation, wrong_tpdu, confirm(9, 0, 1), confirm(2, 0, 3)}) {
    EXPECT_EQ(parse_answer(bytes).kind, Kind::malformed);
  }
}

TEST(X224, NeverAsksForMoreThanAPacketMayHave) {
  const std::vector<std::uint8_t> huge = {3, 0, 0xEA, 0x60};
  const std::vector<std::uint8_t> tiny = {3, 0, 0, 2};
  const auto whole = confirm(2, 0, 1);

  EXPECT_EQ(answer_size({}), 19u);
  EXPECT_EQ(answer_size(Bytes(whole).first(2)), 4u);
  EXPECT_EQ(answer_size(Bytes(whole).first(4)), 19u);
  EXPECT_EQ(answer_size(huge), huge.size());
  EXPECT_EQ(answer_size(tiny), tiny.size());
}

TEST(X224, SurvivesEveryCutAndAnyNoise) {
  const auto whole = confirm(2, 0x1F, 8);
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_NE(parse_answer(Bytes(whole).first(size)).kind, Kind::selected) << size;

  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    auto bytes =
        confirm(static_cast<std::uint8_t>(random() % 4), 0, static_cast<std::uint32_t>(random()));
    bytes[random() % bytes.size()] = static_cast<std::uint8_t>(random());
    bytes.resize(random() % (bytes.size() + 1));
    EXPECT_LE(answer_size(bytes), 512u);
    parse_answer(bytes);
  }
}

}  // namespace
