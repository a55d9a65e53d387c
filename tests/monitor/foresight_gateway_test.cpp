#include "monitor/model/finding_codes.h"
#include "tests/fakes/laptop.h"

#include <gmock/gmock.h>

namespace {

using monitor::Belief;
using monitor::CertificateFacts;
using monitor::SysTime;
using std::chrono::days;
using tests::good_look;
using tests::Laptop;
using tests::monday;
using tests::pc;

/// Of an authority that issues for ninety days.
CertificateFacts issued(int number, SysTime not_after) {
  CertificateFacts facts;
  facts.subject = "CN=gateway.example.com";
  facts.issuer = "CN=Example CA";
  facts.sha256 = "hash" + std::to_string(number);
  facts.not_before = not_after - days{90};
  facts.not_after = not_after;
  facts.trust = monitor::Trust::trusted;
  facts.name_matches = true;
  return facts;
}

/// pc1, pc2 … behind one gateway.
class Gateway {
 public:
  /// What is thought of its end when it is seen through that computer.
  Belief see(int id, const CertificateFacts& facts, SysTime at) {
    auto target = pc(id);
    target.gateway = monitor::Endpoint{"gateway.example.com", 443};
    std::vector<monitor::Finding> findings;
    if (facts.not_after - at < days{30})
      findings.push_back(monitor::make_finding("gateway.certificate.expires_soon"));
    auto check = good_look(target, findings);
    check.gateway_certificate = facts;
    seen = laptop_.see(std::move(check), at);
    return belief(laptop_.foresight.outlook(), "gateway.certificate.expires_soon", false);
  }

  monitor::Check seen;

 private:
  Laptop laptop_;
};

TEST(GatewayForesight, WhatOneTargetHasLearntOfTheGatewayAnotherKnows) {
  Gateway gateway;
  const auto first_end = monday + days{80};
  const auto second_end = first_end + days{87};
  gateway.see(1, issued(1, first_end), first_end - days{4});
  // Renewed three days ahead.
  gateway.see(1, issued(2, second_end), first_end - days{3});
  gateway.see(2, issued(2, second_end), first_end);

  EXPECT_EQ(gateway.see(2, issued(2, second_end), second_end - days{5}), Belief::wait);
  gateway.see(2, issued(2, second_end), second_end - days{1});
  EXPECT_NE(find_finding(gateway.seen, "gateway.certificate.renewal_overdue"), nullptr);
}

TEST(GatewayForesight, ARenewalThatTwoTargetsSeeIsOneExample) {
  Gateway gateway;
  const auto end = monday + days{80};
  for (const int id : {1, 2})
    gateway.see(id, issued(1, end), end - days{12});
  for (const int id : {1, 2})
    gateway.see(id, issued(2, end + days{80}), end - days{10});

  gateway.see(3, issued(7, end + days{20}), end);
  EXPECT_EQ(gateway.see(3, issued(7, end + days{20}), end + days{16}), Belief::by_rule)
      << "one gateway says what one does";
}

/// What is made of a gateway that fails in that way in a hotel in which nothing else answers
/// either.
monitor::Verdict verdict_in_a_hotel(const char* code, const char* kind) {
  auto behind = pc(1);
  behind.gateway = monitor::Endpoint{"gateway.example.com", 443};
  Laptop laptop;
  for (const auto* network : {"home", "hotel"}) {
    laptop.move(laptop.now, network);
    for (int look = 0; look < 50; ++look) {
      laptop.see(good_look(behind), laptop.now + std::chrono::minutes{5});
      laptop.see(good_look(pc(2)), laptop.now);
    }
  }
  const auto woken = monday + days{1};
  laptop.wake(woken, "hotel");
  laptop.see(tests::silent(2), woken);
  return verdict_of(laptop.see(tests::failed_at(behind, "gateway.tls", code, kind), woken));
}

TEST(GatewayForesight, APortalDoesNotSayThatAServiceIsDown) {
  EXPECT_EQ(verdict_in_a_hotel("gateway.tls.handshake_failed", "handshake_failed"),
            monitor::Verdict::unknown);
  EXPECT_EQ(verdict_in_a_hotel("gateway.service_down", "service_down"),
            monitor::Verdict::would_fail);
}

/// Whether it is told that the gateway is silent to pc1, where it answers pc2 or does not.
bool is_told_silent(bool answers_another) {
  Laptop laptop;
  const auto behind = [](int id) {
    auto target = pc(id);
    target.gateway = monitor::Endpoint{"gateway.example.com", 443};
    return target;
  };
  const auto dead = [&](int id) {
    return tests::failed_at(behind(id), "gateway.connect", "gateway.tcp.timeout", "timeout");
  };
  bool told = false;
  for (int i = 0; i < 340; ++i) {
    const auto at = monday + std::chrono::hours{9} + std::chrono::minutes{5} * i;
    const bool fails = i >= 320;
    laptop.see(good_look(pc(3)), at);
    laptop.see(fails && !answers_another ? dead(2) : good_look(behind(2)), at);
    laptop.see(fails ? dead(1) : good_look(behind(1)), at + std::chrono::seconds{20});
    told = told || laptop.foresight.outlook().outage == Belief::at_once;
  }
  return told;
}

TEST(GatewayForesight, AGatewayIsUpAsLongAsItAnswersForAnother) {
  EXPECT_TRUE(is_told_silent(false));
  EXPECT_FALSE(is_told_silent(true));
}

}  // namespace
