#include "tests/fakes/sample_checks.h"

#include "monitor/model/finding_codes.h"
#include "monitor/model/time_text.h"

namespace tests {

namespace {

using monitor::Check;
using monitor::Evidence;
using monitor::Observation;
using monitor::Outcome;

Observation step(std::string name, double ms, Evidence facts) {
  Observation seen;
  seen.step = std::move(name);
  seen.outcome = Outcome::ok;
  seen.took = monitor::Millis(ms);
  seen.facts = std::move(facts);
  return seen;
}

Observation skipped(std::string name) {
  Observation seen;
  seen.step = std::move(name);
  return seen;
}

monitor::CertificateFacts certificate(monitor::SysTime not_after) {
  monitor::CertificateFacts facts;
  facts.subject = "CN=pc";
  facts.issuer = "CN=pc";
  facts.serial = "5a01";
  facts.sha1 = std::string(40, 'a');
  facts.sha256 = std::string(64, 'b');
  facts.not_before = not_after - std::chrono::days(183);
  facts.not_after = not_after;
  facts.self_signed = true;
  facts.key = "RSA 2048";
  facts.key_bits = 2048;
  facts.signature = "sha256WithRSAEncryption";
  facts.names = {"pc"};
  facts.name_count = 1;
  facts.trust = monitor::Trust::self_signed;
  return facts;
}

}  // namespace

monitor::SysTime sample_now() {
  return *monitor::parse_iso("2026-11-22T18:00:00.000Z");
}

Check healthy_check(monitor::SysTime not_after) {
  Check check;
  check.target.name = "PC at work";
  check.target.endpoint = {"pc.example.com", 3389};
  check.at = sample_now();
  check.took = monitor::Millis(41.7);
  check.steps = {step("resolve", 1.1, {{"addresses", std::vector<std::string>{"192.0.2.7"}}}),
                 step("connect", 9.8, {{"address", std::string("192.0.2.7")}}),
                 step("negotiate", 10.2,
                      {{"protocol", std::string("hybrid")},
                       {"flags", std::vector<std::string>{"dynvc_gfx"}},
                       {"failure_code", {}}}),
                 step("tls", 20.1,
                      {{"version", std::string("TLSv1.3")},
                       {"cipher", std::string("TLS_AES_256_GCM_SHA384")}}),
                 skipped("identity")};
  check.certificate = certificate(not_after);
  return check;
}

Check failed_check(const std::string& step_name, const std::string& kind, const std::string& code) {
  auto check = healthy_check(sample_now() + std::chrono::days(100));
  bool below = false;
  for (auto& seen : check.steps) {
    if (below) seen = skipped(seen.step);
    if (seen.step != step_name) continue;
    seen.outcome = Outcome::failed;
    seen.error = monitor::StepError{kind, "what the expert reads"};
    below = true;
  }
  check.certificate.reset();
  check.findings.push_back(monitor::make_finding(code));
  return check;
}

}  // namespace tests
