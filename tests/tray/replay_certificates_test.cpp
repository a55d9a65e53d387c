#include "tests/fakes/replayed.h"
#include "tests/fakes/sample_checks.h"
#include "tray/app/check_json.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>
#include <random>

// Certificates that become other ones, as `replay` tells of them.

namespace {

using monitor::CertificateFacts;
using monitor::SysTime;
using nlohmann::json;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using testing::HasSubstr;
using testing::Not;
using tests::replayed;

const SysTime begin = tests::sample_now();

/// Looks at two computers with that certificate, every half an hour.
std::string both_show(CertificateFacts certificate, SysTime from, SysTime until) {
  std::string lines;
  for (auto at = from; at < until; at += minutes{30}) {
    for (const char* name : {"build", "files"}) {
      auto check = tests::healthy_check(begin + days{150});
      check.at = at;
      check.target.name = name;
      check.target.endpoint.host = std::string(name) + ".example.com";
      check.certificate = certificate;
      lines += tray::check_to_json(check) + '\n';
    }
  }
  return lines;
}

CertificateFacts issued() {
  auto facts = *tests::healthy_check(begin + days{150}).certificate;
  facts.self_signed = false;
  facts.issuer = "CN=Example Issuing CA";
  facts.trust = monitor::Trust::trusted;
  return facts;
}

/// What is told of one that both show after a day instead.
std::vector<json> told_of(const CertificateFacts& other, const std::string& options = {}) {
  return replayed(both_show(issued(), begin, begin + days{1}) +
                      both_show(other, begin + days{1}, begin + days{3}),
                  options);
}

CertificateFacts another() {
  auto facts = issued();
  facts.sha256 = std::string(64, 'e');
  facts.subject = "CN=another";
  return facts;
}

TEST(ReplayOfCertificates, TellsOnceOfOneThatSeveralHaveChangedTo) {
  const auto alerts = told_of(another());

  ASSERT_EQ(alerts.size(), 1U) << json(alerts).dump(1);
  EXPECT_EQ(alerts[0]["code"], "certificate.changed");
  EXPECT_EQ(alerts[0]["targets"], (json{"build", "files"}));
}

TEST(ReplayOfCertificates, TellsAfterQuietHoursThatOneHasChanged) {
  const auto alerts = told_of(another(), "--set quiet_hours=00:00-23:00");

  ASSERT_EQ(alerts.size(), 2U) << json(alerts).dump(1);
  EXPECT_EQ(alerts[1]["alert"], "reminded");
  EXPECT_EQ(alerts[1]["code"], "certificate.changed");
}

TEST(ReplayOfCertificates, TellsOnceOfAnAuthorityThatIsNotTrustedAnyMore) {
  auto facts = issued();
  facts.trust = monitor::Trust::untrusted_issuer;

  const auto alerts = told_of(facts);

  ASSERT_EQ(alerts.size(), 1U) << json(alerts).dump(1);
  EXPECT_EQ(alerts[0]["code"], "certificate.untrusted");
  EXPECT_EQ(alerts[0]["targets"], (json{"build", "files"}));
}

/// A look at a gateway that ends well or at that step, in that way.
std::string by_gateway(const CertificateFacts& shown, SysTime at, const std::string& step = {},
                       const char* kind = "") {
  auto check = tests::healthy_check(begin + days{150});
  check.at = at;
  check.target.gateway = monitor::Endpoint{"gateway.example.com", 443};
  check.certificate.reset();
  check.gateway_certificate = shown;
  check.steps.clear();
  for (const auto* name : {"gateway.resolve", "gateway.connect", "gateway.tls"}) {
    auto& seen = check.steps.emplace_back();
    seen.step = name;
    seen.outcome = name == step ? monitor::Outcome::failed : monitor::Outcome::ok;
    if (name != step) continue;
    seen.error = monitor::StepError{kind, "what the expert reads"};
    break;
  }
  return tray::check_to_json(check) + '\n';
}

TEST(ReplayOfCertificates, WhatIsNoGatewayDoesNotShowTheGateways) {
  auto portals = another();
  portals.not_after = begin + days{4};
  std::string lines;
  const auto look = [&](int minute, const CertificateFacts& shown, auto... end) {
    lines += by_gateway(shown, begin + minutes{minute}, end...);
  };
  for (int minute = 0; minute < 60; minute += 5)
    look(minute, issued());
  for (int minute = 60; minute < 70; minute += 5)
    look(minute, portals, "gateway.tls", "not_a_gateway");
  look(70, issued(), "gateway.resolve", "lookup_timeout");
  for (int minute = 75; minute < 180; minute += 5)
    look(minute, issued());

  for (const auto& alert : replayed(lines))
    EXPECT_THAT(alert["code"].get<std::string>(), Not(HasSubstr("certificate"))) << alert.dump(1);
}

/// Looks at a computer every five minutes in working hours; which certificate it shows is said by
/// the number of the look.
std::string farm_shows(const std::function<int(int)>& which, int days_long) {
  std::string lines;
  int number = 0;
  auto check = tests::healthy_check(begin + days{150});
  const auto facts = *check.certificate;
  check.target.name = "farm";
  for (int day = 0; day < days_long; ++day) {
    for (auto minute = minutes{0}; minute < hours{8}; minute += minutes{5}) {
      check.at = begin + days{day} + minute;
      const auto node = std::to_string(which(number++));
      check.certificate = facts;
      check.certificate->sha256 = std::string(64 - node.size(), 'a') + node;
      check.certificate->subject = check.certificate->issuer = "CN=rds" + node;
      lines += tray::check_to_json(check) + '\n';
    }
  }
  return lines;
}

int count_of_changes(const std::string& lines) {
  return static_cast<int>(std::ranges::count_if(replayed(lines), [](const json& alert) {
    return alert["code"] == "certificate.changed" && alert["alert"] != "cleared";
  }));
}

TEST(ReplayOfCertificates, TellsOnceOfSeveralComputersBehindOneName) {
  for (const int nodes : {2, 3, 5, 8}) {
    std::minstd_rand dice(5);
    const auto one_of_them = [&](int) {
      return static_cast<int>(dice() / 16 % static_cast<unsigned>(nodes));
    };

    EXPECT_LE(count_of_changes(farm_shows(one_of_them, 14)), 2) << nodes;
  }
}

TEST(ReplayOfCertificates, TellsOnceAWeekOfAHostThatMakesOneForEachConnection) {
  EXPECT_EQ(count_of_changes(farm_shows([](int number) { return number; }, 10)), 2);
}

}  // namespace
