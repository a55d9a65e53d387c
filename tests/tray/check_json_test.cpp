#include "tray/app/check_json.h"

#include "monitor/model/finding_codes.h"
#include "tests/fakes/sample_checks.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace tray {
namespace {

using nlohmann::json;

monitor::Check expiring_check() {
  const auto end = tests::sample_now() + std::chrono::hours(206);
  auto check = tests::healthy_check(end);
  auto finding =
      monitor::make_finding("certificate.expires_soon", {{"not_after", end}, {"days_left", 8.6}});
  finding.fails_at = end;
  check.findings.push_back(finding);
  return check;
}

TEST(CheckJson, HasEveryFieldOfTheContract) {
  const auto document = json::parse(check_to_json(expiring_check()));

  for (const auto* key :
       {"schema", "target", "checked_at", "duration_ms", "verdict", "fails_at", "failing_step",
        "steps", "certificate", "gateway_certificate", "identity", "findings"}) {
    EXPECT_TRUE(document.contains(key)) << key;
  }
  for (const auto* key :
       {"subject", "issuer", "serial", "sha1", "sha256", "not_before", "not_after", "self_signed",
        "key", "signature", "names", "name_matches", "trust"}) {
    EXPECT_TRUE(document["certificate"].contains(key)) << key;
  }
  for (const auto* key : {"code", "severity", "title", "explanation", "evidence", "remedies"})
    EXPECT_TRUE(document["findings"][0].contains(key)) << key;
}

TEST(CheckJson, SaysWhatTheContractsExampleSays) {
  const auto document = json::parse(check_to_json(expiring_check()));

  EXPECT_EQ(document["schema"], "rdpready.check/1");
  EXPECT_EQ(document["target"], json::parse(R"({"name": "PC at work", "host": "pc.example.com",
                                               "port": 3389, "gateway": null})"));
  EXPECT_EQ(document["checked_at"], "2026-11-22T18:00:00.000Z");
  EXPECT_EQ(document["duration_ms"], 41.7);
  EXPECT_EQ(document["verdict"], "at_risk");
  EXPECT_EQ(document["fails_at"], "2026-12-01T08:00:00Z");
  EXPECT_TRUE(document["failing_step"].is_null());
  EXPECT_EQ(document["steps"][2],
            json::parse(R"({"step": "negotiate", "outcome": "ok", "ms": 10.2, "protocol": "hybrid",
                            "flags": ["dynvc_gfx"], "failure_code": null})"));
  EXPECT_EQ(document["steps"][4]["outcome"], "skipped");
  EXPECT_EQ(document["findings"][0]["evidence"],
            json::parse(R"({"not_after": "2026-12-01T08:00:00Z", "days_left": 8.6})"));
  EXPECT_EQ(document["findings"][0]["severity"], "risk");
}

TEST(CheckJson, NamesTheStepThatBroke) {
  const auto check = tests::failed_check("tls", "closed_in_handshake", "tls.closed_in_handshake");

  const auto document = json::parse(check_to_json(check));

  EXPECT_EQ(document["verdict"], "would_fail");
  EXPECT_EQ(document["failing_step"], "tls");
  EXPECT_EQ(document["steps"][3]["error"]["kind"], "closed_in_handshake");
  EXPECT_TRUE(document["certificate"].is_null());
}

TEST(CheckJson, IsReadBackAsItWas) {
  auto check = expiring_check();
  check.identity =
      monitor::IdentityFacts{"PC", "pc.example.com", "EXAMPLE", "10.0.20348", true, 1.9};
  check.target.gateway = monitor::Endpoint{"rdgw.example.com", 443};

  const auto read = check_from_json(check_to_json(check));

  ASSERT_TRUE(read);
  EXPECT_EQ(check_to_json(*read), check_to_json(check));
  EXPECT_EQ(read->certificate->not_after, check.certificate->not_after);
  EXPECT_EQ(read->identity, check.identity);
}

TEST(CheckJson, PassesOverWhatItDoesNotKnow) {
  const auto read = check_from_json(
      R"({"checked_at": "2026-11-22T18:00:00.000Z", "new": [1, {"a": 2}], "findings": "none",
          "target": {"host": "pc", "port": 99999}, "steps": [3, {"step": 7}]})");

  ASSERT_TRUE(read);
  EXPECT_EQ(read->at, tests::sample_now());
  EXPECT_EQ(read->target.endpoint, (monitor::Endpoint{"pc", 3389}));
}

TEST(CheckJson, RefusesWhatIsNoObjectTooDeepOrTooLong) {
  const std::string deep = R"({"a":)" + std::string(100'000, '[');
  const std::string large = R"({"a": ")" + std::string(2U << 20U, 'x') + "\"}";
  for (const auto& text : {std::string(), std::string("[]"), std::string("{"), deep, large}) {
    const auto read = check_from_json(text);

    ASSERT_FALSE(read) << text.substr(0, 20);
    EXPECT_EQ(read.error().kind, monitor::Failure::Kind::invalid_input);
  }
}

TEST(CheckJson, SurvivesBytesThatAreNoText) {
  auto check = tests::healthy_check(tests::sample_now());
  check.certificate->subject = "CN=\xff\xfe";

  const auto document = json::parse(check_to_json(check));

  EXPECT_EQ(document["certificate"]["subject"], "CN=\xef\xbf\xbd\xef\xbf\xbd");
}

}  // namespace
}  // namespace tray
