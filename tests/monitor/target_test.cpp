#include "monitor/model/target.h"

#include <gtest/gtest.h>

namespace monitor {
namespace {

Endpoint parsed(std::string_view text) {
  const auto endpoint = parse_endpoint(text);
  EXPECT_TRUE(endpoint) << text;
  return endpoint ? *endpoint : Endpoint{};
}

TEST(Endpoint, IsReadWithAndWithoutAPort) {
  EXPECT_EQ(parsed("pc.example.com"), (Endpoint{"pc.example.com", 3389}));
  EXPECT_EQ(parsed(" pc:3390 "), (Endpoint{"pc", 3390}));
  EXPECT_EQ(parsed("192.0.2.7:1"), (Endpoint{"192.0.2.7", 1}));
}

TEST(Endpoint, KnowsAddressesOfSixteenBytes) {
  EXPECT_EQ(parsed("2001:db8::7"), (Endpoint{"2001:db8::7", 3389}));
  EXPECT_EQ(parsed("[2001:db8::7]:3390"), (Endpoint{"2001:db8::7", 3390}));
  EXPECT_EQ(parsed("[fe80::1%eth0]"), (Endpoint{"fe80::1%eth0", 3389}));
}

TEST(Endpoint, TakesNamesOfOtherScripts) {
  EXPECT_EQ(parsed("пк.пример").host, "пк.пример");
}

TEST(Endpoint, IsRefusedWithASentenceThatNamesIt) {
  for (const auto* text : {"", " ", ":3389", "pc:", "pc:0", "pc:65536", "pc:33x", "[::1", "[::1]x",
                           "a b", "pc/", "user@pc", "-v", "pc:1:2:zz:\"", "a\"b", "$(x)"}) {
    const auto endpoint = parse_endpoint(text);

    ASSERT_FALSE(endpoint) << text;
    EXPECT_EQ(endpoint.error().kind, Failure::Kind::invalid_input);
    EXPECT_NE(endpoint.error().what.find('.'), std::string::npos);
  }
  EXPECT_FALSE(parse_endpoint(std::string(256, 'a')));
}

TEST(Endpoint, IsWrittenAsItIsRead) {
  for (const auto* text : {"pc:3389", "192.0.2.7:3390", "[2001:db8::7]:3389"})
    EXPECT_EQ(to_text(parsed(text)), text);
  EXPECT_EQ(short_text(parsed("pc")), "pc");
  EXPECT_EQ(short_text(parsed("2001:db8::7")), "2001:db8::7");
}

TEST(Target, IsCalledByItsAddressWithoutAName) {
  Target target;
  target.endpoint = {"pc", 3390};

  EXPECT_EQ(shown_name(target), "pc:3390");

  target.name = "PC at work";
  EXPECT_EQ(shown_name(target), "PC at work");
}

}  // namespace
}  // namespace monitor
