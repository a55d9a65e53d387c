#include "monitor/model/whereabouts.h"

#include <gtest/gtest.h>

namespace {

TEST(Whereabouts, TellAddressesThatAreReachedFromWithinAlone) {
  for (const auto* address :
       {"10.1.2.3", "172.16.0.1", "172.31.255.1", "192.168.0.1", "127.0.0.1", "169.254.1.1",
        "100.64.0.1", "100.127.0.1", "fd12::1", "FE80::1", "fc00::1", "::1"})
    EXPECT_TRUE(monitor::is_private_address(address)) << address;
  for (const auto* address : {"9.1.2.3", "172.15.0.1", "172.32.0.1", "192.169.0.1", "100.128.0.1",
                              "203.0.113.1", "2001:db8::1", "fec0::1", ""})
    EXPECT_FALSE(monitor::is_private_address(address)) << address;
}

TEST(Whereabouts, TakeHostsOfOneDomainOrOneNetworkForOneSite) {
  EXPECT_EQ(monitor::site_of("a.Corp.example"), monitor::site_of("b.corp.example"));
  EXPECT_NE(monitor::site_of("a.corp.example"), monitor::site_of("a.shop.example"));
  EXPECT_EQ(monitor::site_of("192.0.2.1"), monitor::site_of("192.0.2.200"));
  EXPECT_NE(monitor::site_of("192.0.2.1"), monitor::site_of("192.0.3.1"));
}

TEST(Whereabouts, TakeTargetsOfOneHostAndPortForOneComputer) {
  monitor::Target target;
  target.endpoint = {"Desk.corp.example", 3389};
  auto other = target;
  other.endpoint.host = "desk.CORP.example";
  EXPECT_EQ(monitor::computer_of(target), monitor::computer_of(other));
  // One address may lead to several by its ports.
  other.endpoint.port = 3390;
  EXPECT_NE(monitor::computer_of(target), monitor::computer_of(other));
}

}  // namespace
