#include "tests/fakes/office.h"

#include "monitor/model/finding_codes.h"

#include <algorithm>

namespace tests {

namespace {

using namespace std::chrono_literals;
using monitor::CertificateFacts;
using monitor::Check;
using monitor::Evidence;
using monitor::Millis;
using monitor::Observation;
using monitor::Outcome;
using monitor::SysTime;
using monitor::TargetId;
using monitor::Verdict;
using std::chrono::days;

Observation ok(std::string step, double ms, Evidence facts) {
  return {std::move(step), Outcome::ok, Millis{ms}, std::move(facts), {}};
}

Observation skipped(std::string step) {
  return {std::move(step), Outcome::skipped, Millis{0}, {}, {}};
}

CertificateFacts certificate(const std::string& name, SysTime from, SysTime until) {
  CertificateFacts facts;
  facts.subject = "CN=" + name;
  facts.issuer = "CN=Example Office Issuing CA 2,O=Example";
  facts.serial = "5a01";
  // Another one for each computer.
  facts.sha256 = "3f8a1c0e77b24d6f90aa51c2d8e4b6073f8a1c0e77b24d6f90aa51c2d8e4b607";
  for (std::size_t i = 0; i < std::min(name.size(), facts.sha256.size()); ++i)
    facts.sha256[facts.sha256.size() - 1 - i] =
        "0123456789abcdef"[static_cast<unsigned char>(name[i]) % 16];
  facts.not_before = from;
  facts.not_after = until;
  facts.key = "RSA 2048";
  facts.key_bits = 2048;
  facts.signature = "sha256WithRSAEncryption";
  facts.names = {name};
  facts.name_count = 1;
  facts.name_matches = true;
  facts.trust = monitor::Trust::trusted;
  return facts;
}

Check healthy(const monitor::Target& target, SysTime at) {
  Check check;
  check.target = target;
  check.at = at;
  check.took = Millis{41.7};
  check.steps = {ok("resolve", 1.1, {{"addresses", std::vector<std::string>{"192.0.2.7"}}}),
                 ok("connect", 9.8, {{"address", std::string("192.0.2.7")}}),
                 ok("negotiate", 10.2, {{"protocol", std::string("hybrid")}}),
                 ok("tls", 20.1, {{"version", std::string("TLSv1.3")}}), skipped("identity")};
  check.certificate = certificate(target.endpoint.host, at - days{160}, at + days{205});
  return check;
}

tray::TargetStatus status(std::int64_t id, std::string name, std::string host) {
  tray::TargetStatus made;
  made.target.id = TargetId{id};
  made.target.name = std::move(name);
  made.target.endpoint.host = std::move(host);
  return made;
}

tray::TargetStatus ready(SysTime now) {
  auto made = status(1, "PC at work", "pc-0412.office.example.com");
  made.target.gateway = monitor::Endpoint{"gateway.example.com", 443};
  made.verdict = Verdict::ready;
  made.since = now - days{12};
  made.last = healthy(made.target, now - 2min);
  return made;
}

tray::TargetStatus expiring(SysTime now) {
  auto made = status(2, "BUILD-07", "build-07.office.example.com");
  made.verdict = Verdict::at_risk;
  made.since = now - days{21};
  made.last = healthy(made.target, now - 3min);
  const auto end = now + days{8} + 20h;
  made.last->certificate->not_after = end;
  auto finding =
      monitor::make_finding("certificate.expires_soon", {{"not_after", end}, {"days_left", 8.8}});
  finding.fails_at = end;
  made.last->findings = {finding};
  return made;
}

tray::TargetStatus expired(SysTime now) {
  auto made = status(3, "Accounting", "accounting.office.example.com");
  made.verdict = Verdict::would_fail;
  made.since = now - 5h;
  made.last = healthy(made.target, now - 1min);
  made.last->certificate->not_after = now - 5h;
  made.last->findings = {
      monitor::make_finding("certificate.expired", {{"not_after", SysTime{now - 5h}}})};
  return made;
}

tray::TargetStatus hanging_up(SysTime now) {
  auto made = status(4, "Design studio", "studio.example.com");
  made.verdict = Verdict::would_fail;
  made.since = now - 40min;
  made.last = healthy(made.target, now - 4min);
  auto& tls = made.last->steps[3];
  tls.outcome = Outcome::failed;
  tls.facts = {};
  tls.error = monitor::StepError{"closed_in_handshake",
                                 "The server closed the connection after the TLS ClientHello"};
  made.last->certificate.reset();
  made.last->findings = {monitor::make_finding("tls.closed_in_handshake")};
  return made;
}

tray::TargetStatus out_of_reach(SysTime now) {
  auto made = status(5, "Warehouse till", "10.20.30.40");
  made.verdict = Verdict::unknown;
  made.since = now - 2h;
  made.last = healthy(made.target, now - 2h);
  made.last->steps = {skipped("resolve"), skipped("connect"), skipped("negotiate"), skipped("tls"),
                      skipped("identity")};
  made.last->certificate.reset();
  made.last->findings = {monitor::make_finding("network.vpn_down")};
  return made;
}

}  // namespace

std::vector<tray::TargetStatus> office(SysTime now) {
  return {ready(now), expiring(now), expired(now), hanging_up(now), out_of_reach(now)};
}

std::vector<store::HistoryPoint> day_of_looks(SysTime now, TargetId id) {
  std::vector<store::HistoryPoint> points;
  int count = 0;
  for (auto at = now - 24h; at < now; at += 5min, ++count) {
    const auto ago = now - at;
    if (ago > 14h && ago < 15h) continue;  // the laptop slept
    store::HistoryPoint point;
    point.at = at;
    point.looks = 1;
    const bool trouble = id == TargetId{3} && ago < 5h;
    const bool risky = id == TargetId{2} || (id == TargetId{3} && ago < 12h);
    point.would_fail = trouble ? 1 : 0;
    point.at_risk = !trouble && risky ? 1 : 0;
    point.ready = trouble || risky ? 0 : 1;
    point.connect_ms = 9 + (count * 7) % 5 + (count % 41 == 0 ? 26 : 0);
    points.push_back(point);
  }
  return points;
}

std::vector<store::HistoryPoint> months_of_looks(SysTime now, TargetId id) {
  std::vector<store::HistoryPoint> points;
  const auto today = std::chrono::floor<days>(now);
  for (auto day = today - days{100}; day < today - days{1}; day += days{1}) {
    const std::chrono::weekday weekday{day};
    if (weekday == std::chrono::Sunday) continue;  // the laptop stays in its bag
    store::HistoryPoint point;
    point.at = day;
    point.span = 24h;
    point.looks = 96;
    const auto ago = today - day;
    const bool bad = (id == TargetId{4} && ago <= days{12} && ago > days{10}) ||
                     (id == TargetId{1} && ago == days{40});
    const bool risky =
        (id == TargetId{2} && ago <= days{21}) || (id == TargetId{3} && ago <= days{30});
    point.would_fail = bad ? 11 : 0;
    point.at_risk = risky ? 96 - point.would_fail : 0;
    point.ready = risky ? 0 : 96 - point.would_fail;
    point.connect_ms = 10;
    points.push_back(point);
  }
  for (auto& point : day_of_looks(now, id))
    points.push_back(std::move(point));
  return points;
}

std::vector<store::SeenCertificate> seen_certificates(
    const std::vector<tray::TargetStatus>& statuses, TargetId id) {
  std::vector<store::SeenCertificate> seen;
  for (const auto& status : statuses) {
    if (status.target.id != id || !status.last || !status.last->certificate) continue;
    const auto& facts = *status.last->certificate;
    const auto renewed = std::max(facts.not_before, status.last->at - days{60});
    auto before = facts;
    before.sha256 = std::string(64, 'c');
    before.not_after = renewed + days{12};
    before.not_before = before.not_after - days{365};
    seen.push_back({facts, false, renewed, status.last->at});
    seen.push_back({before, false, before.not_before, renewed});
  }
  return seen;
}

}  // namespace tests
