#include "monitor/net/http_head.h"

#include <gmock/gmock.h>

namespace {

using monitor::is_whole_head;
using monitor::parse_http_head;
using testing::HasSubstr;
using testing::StartsWith;

TEST(HttpHead, AsksLikeAClientOfAGateway) {
  const auto request = monitor::gateway_request("gw.example.com");

  EXPECT_THAT(request, StartsWith("RDG_OUT_DATA /remoteDesktopGateway/ HTTP/1.1\r\n"));
  EXPECT_THAT(request, HasSubstr("\r\nHost: gw.example.com\r\n"));
  EXPECT_TRUE(request.ends_with("\r\n\r\n"));
}

TEST(HttpHead, SeesWhetherTheServerAsksWhoIsThere) {
  const auto asks = parse_http_head("HTTP/1.1 401 Unauthorized\r\nwww-AUTHENTICATE: NTLM\r\n\r\n");
  const auto silent =
      parse_http_head("HTTP/1.1 401 Unauthorized\r\nX-WWW-Authenticate: no\r\n\r\n");

  ASSERT_TRUE(asks && silent);
  EXPECT_EQ(asks->status, 401);
  EXPECT_TRUE(asks->asks_who);
  EXPECT_FALSE(silent->asks_who);
}

TEST(HttpHead, DoesNotReadTheBody) {
  EXPECT_FALSE(parse_http_head("HTTP/1.1 401 No\r\n\r\nWWW-Authenticate: NTLM\r\n")->asks_who);
}

TEST(HttpHead, RefusesWhatIsNotHttp) {
  for (const auto* text : {"", "HTTP/1.1", "HTTP/1.1 4x1 a\r\n", "SSH-2.0-x\r\n",
                           "HTTP/2 401   \r\n", "HTTP/1.1 001 Unauthorized\r\n"}) {
    EXPECT_FALSE(parse_http_head(text)) << text;
  }
}

TEST(HttpHead, KnowsWhereItEnds) {
  EXPECT_FALSE(is_whole_head("HTTP/1.1 401 Unauthorized\r\n"));
  EXPECT_TRUE(is_whole_head("HTTP/1.1 401 Unauthorized\r\n\r\nbody"));
}

}  // namespace
