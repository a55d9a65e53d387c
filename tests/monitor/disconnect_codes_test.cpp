#include "monitor/repair/disconnect_codes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace monitor {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// Every number of Microsoft's OnDisconnected page.
constexpr std::uint32_t documented[] = {
    0,    1,    2,    3,    260,  262,  264,  516,  518,  520,  772,  774,  776,  1028, 1030, 1032,
    1286, 1288, 1540, 1542, 1544, 1796, 1798, 2052, 2055, 2056, 2308, 2310, 2312, 2566, 2567, 2822,
    2823, 3078, 3079, 3080, 3335, 3591, 3847, 4615, 5639, 5895, 6151, 6919, 7175, 8455, 8711};

/// Numbers that only users report.
constexpr std::uint32_t seen[] = {0x4,      0x107, 1800,       2824,       3334,
                                  4356,     8452,  0x80004005, 0x80080005, 0x800706BE,
                                  50331673, 0x507, 0x1F07,     0x2407};

TEST(DisconnectReasons, HaveEveryNumberOfMicrosoftsTable) {
  for (const auto code : documented) {
    const auto answer = explain_reason(code);

    EXPECT_TRUE(answer.known && answer.documented) << code;
    EXPECT_THAT(answer.symbol, Not(IsEmpty())) << code;
  }
}

TEST(DisconnectReasons, KnowWhatTheLogonScreenReports) {
  for (const auto code : {0xC000006DU, 0xC000006EU, 0xC0000224U}) {
    EXPECT_TRUE(explain_reason(code).known && explain_reason(code).documented) << code;
  }
  EXPECT_THAT(explain_reason(0xC000006D).says, HasSubstr("password"));
}

TEST(DisconnectReasons, SayThatANumberIsOnlyReported) {
  for (const auto code : seen) {
    const auto answer = explain_reason(code);

    EXPECT_TRUE(answer.known) << code;
    EXPECT_FALSE(answer.documented) << code;
    EXPECT_THAT(answer.means, HasSubstr("Microsoft does not document")) << code;
  }
}

TEST(DisconnectReasons, KnowANormalEndFromAnError) {
  for (const auto code : {0x1U, 0x2U, 0x3U, 0x107U, 0xB08U})
    EXPECT_FALSE(explain_reason(code).is_error) << code;

  EXPECT_TRUE(explain_reason(0x904).is_error);
  EXPECT_TRUE(explain_reason(0x708).is_error);
}

TEST(DisconnectReasons, ClassifyAnUnknownNumberByItsFamilyAndSaySo) {
  const std::pair<std::uint32_t, std::string> families[] = {
      {0x3304, "network"}, {0x3306, "security data"}, {0x3307, "sign-in"}, {0x3308, "client"}};
  for (const auto& [code, family] : families) {
    const auto answer = explain_reason(code);

    EXPECT_FALSE(answer.known);
    EXPECT_FALSE(answer.documented);
    EXPECT_THAT(answer.says, HasSubstr("in no table"));
    EXPECT_THAT(answer.says, HasSubstr(family));
  }
}

TEST(DisconnectReasons, ClaimNoFamilyWhereThereIsNone) {
  for (const auto code : {0x7U, 0x3305U, 0x990007U, 0xFFFFU})
    EXPECT_THAT(explain_reason(code).says, HasSubstr("no known family")) << code;
}

TEST(DisconnectReasons, RecogniseANumberOfWindows) {
  EXPECT_THAT(explain_reason(0x8009030D).says, HasSubstr("HRESULT"));
}

TEST(DisconnectReasons, AdviseToMoveATunnelOffTheDefaultPort) {
  const auto answer = explain_reason(1800);

  EXPECT_THAT(answer.says, HasSubstr("own computer"));
  EXPECT_THAT(answer.advice, HasSubstr("13389"));
}

TEST(ExtendedReasons, HaveEveryNumberOfMicrosoftsTable) {
  for (std::uint32_t code = 0; code <= 12; ++code)
    EXPECT_TRUE(explain_extended(code).known && explain_extended(code).documented) << code;
  for (std::uint32_t code = 256; code <= 267; ++code)
    EXPECT_THAT(explain_extended(code).symbol, HasSubstr("License")) << code;

  EXPECT_TRUE(explain_extended(768).documented);
}

TEST(ExtendedReasons, SayThatShutdownAndRestartAreOnlyReported) {
  EXPECT_FALSE(explain_extended(25).documented);
  EXPECT_FALSE(explain_extended(26).documented);
}

TEST(ExtendedReasons, KnowTheWholeProtocolRange) {
  for (const auto code : {4096U, 20000U, 32767U}) {
    EXPECT_TRUE(explain_extended(code).known) << code;
    EXPECT_THAT(explain_extended(code).says, HasSubstr("protocol error")) << code;
  }
  EXPECT_FALSE(explain_extended(4095).known);
  EXPECT_FALSE(explain_extended(32768).known);
}

TEST(ExtendedReasons, SayThatAnUnknownNumberIsInNoTable) {
  EXPECT_THAT(explain_extended(13).says, HasSubstr("in no table"));
}

TEST(ExtendedReasons, ExplainANumberOfWindowsThatClientsShowThere) {
  EXPECT_TRUE(explain_extended(0x80080005).known);
}

TEST(DisconnectTables, AreSortedWithoutRepetition) {
  for (const auto rows : {disconnect_reasons(), extended_reasons()})
    EXPECT_EQ(std::ranges::adjacent_find(
                  rows, [](const auto& a, const auto& b) { return a.code >= b.code; }),
              rows.end());
}

TEST(DisconnectTables, SpeakInWholeCalmSentences) {
  for (const auto rows : {disconnect_reasons(), extended_reasons()})
    for (const auto& row : rows)
      for (const auto text : {row.says, row.means, row.advice}) {
        EXPECT_TRUE(text.ends_with('.')) << row.code << ": " << text;
        EXPECT_EQ(text.find('!'), text.npos) << row.code;
      }
}

TEST(DisconnectPairs, CallTheFamousPairAStageAndNotACause) {
  const auto text = explain_pair(0x904, 0x7);

  EXPECT_THAT(text, HasSubstr("a stage, not a cause"));
  EXPECT_THAT(text, HasSubstr("was reached"));
  EXPECT_THAT(text, HasSubstr("hung up"));
  EXPECT_THAT(text, HasSubstr("no proof that a rule"));
  EXPECT_THAT(text, HasSubstr("certificate"));
}

TEST(DisconnectPairs, SayMoreOnlyWhereThePairDoes) {
  EXPECT_THAT(explain_pair(0x2107, 10), HasSubstr("typed every time"));
  EXPECT_THAT(explain_pair(0x808, 258), HasSubstr("licence server"));
  EXPECT_THAT(explain_pair(0x3, 5), HasSubstr("another place"));
  EXPECT_THAT(explain_pair(0x0, 0x80080005), HasSubstr("sign-in part"));
  EXPECT_THAT(explain_pair(0x807, 0), IsEmpty());
  EXPECT_THAT(explain_pair(0x204, 7), IsEmpty());
}

TEST(DisconnectNumbers, AreReadAsPeopleTypeThem) {
  EXPECT_EQ(parse_code("0x904"), 0x904U);
  EXPECT_EQ(parse_code("0X904"), 0x904U);
  EXPECT_EQ(parse_code("2308"), 2308U);
  EXPECT_EQ(parse_code("0x80004005"), 0x80004005U);
  EXPECT_EQ(parse_code("0"), 0U);
}

TEST(DisconnectNumbers, AreNothingElse) {
  for (const auto* text : {"", "0x", "904h", "-1", "+7", " 7", "0x1FFFFFFFF", "4294967296",
                           "certificate.expired", "0x-7", "0x0x7"})
    EXPECT_EQ(parse_code(text), std::nullopt) << text;
}

}  // namespace
}  // namespace monitor
