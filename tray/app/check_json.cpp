#include "tray/app/check_json.h"

#include "tray/app/json_values.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace tray {

namespace {

using monitor::CertificateFacts;
using monitor::Check;
using monitor::Endpoint;
using monitor::Evidence;
using monitor::Finding;
using monitor::IdentityFacts;
using monitor::Observation;
using monitor::Outcome;
using monitor::Target;
using monitor::Trust;

constexpr std::string_view schema = "rdpready.check/1";
constexpr std::size_t largest_document = 1U << 20U;
constexpr std::array<std::string_view, 3> outcome_names = {"ok", "failed", "skipped"};
constexpr std::array<std::string_view, 5> trust_names = {
    "trusted", "self_signed", "untrusted_issuer", "incomplete_chain", "unchecked"};

/// Enumerator by its name; the last one where the text names none.
template <class Enum, std::size_t size>
Enum named(const std::array<std::string_view, size>& names, const std::string& text) {
  const auto found = std::find(names.begin(), names.end(), text);
  const auto index =
      found == names.end() ? size - 1 : static_cast<std::size_t>(found - names.begin());
  return static_cast<Enum>(index);
}

Json target_json(const Target& target) {
  Json json;
  json["name"] = target.name.empty() ? Json() : Json(target.name);
  json["host"] = target.endpoint.host;
  json["port"] = target.endpoint.port;
  json["gateway"] = target.gateway ? Json(monitor::to_text(*target.gateway)) : Json();
  return json;
}

Json step_json(const Observation& seen) {
  Json json;
  json["step"] = seen.step;
  json["outcome"] = outcome_names.at(static_cast<std::size_t>(seen.outcome));
  json["ms"] = seen.outcome == Outcome::skipped ? Json() : Json(rounded_ms(seen.took));
  for (const auto& fact : seen.facts)
    json[fact.name] = fact_json(fact.value);
  if (seen.error)
    json["error"] = Json{{"kind", seen.error->kind}, {"message", seen.error->message}};
  return json;
}

Json certificate_json(const std::optional<CertificateFacts>& facts) {
  if (!facts) return {};
  Json json;
  json["subject"] = facts->subject;
  json["issuer"] = facts->issuer;
  json["serial"] = facts->serial;
  json["sha1"] = facts->sha1;
  json["sha256"] = facts->sha256;
  json["not_before"] = monitor::iso_seconds(facts->not_before);
  json["not_after"] = monitor::iso_seconds(facts->not_after);
  json["self_signed"] = facts->self_signed;
  json["key"] = facts->key;
  json["signature"] = facts->signature;
  json["names"] = facts->names;
  json["name_matches"] = facts->name_matches;
  json["trust"] = trust_names.at(static_cast<std::size_t>(facts->trust));
  return json;
}

Json identity_json(const std::optional<IdentityFacts>& facts) {
  if (!facts) return {};
  const auto text = [](const std::string& value) { return value.empty() ? Json() : Json(value); };
  Json json;
  json["computer"] = text(facts->computer);
  json["dns_computer"] = text(facts->dns_computer);
  json["domain"] = text(facts->domain);
  json["os_version"] = text(facts->os_version);
  json["clock_skew_s"] = facts->clock_skew_s ? Json(*facts->clock_skew_s) : Json();
  return json;
}

/// Of "RSA 2048" or "EC P-256": the number at its end; 0 where there is none.
int bits_of(const std::string& key) {
  const auto digits = key.find_last_not_of("0123456789");
  const auto from = digits == std::string::npos ? 0 : digits + 1;
  int bits = 0;
  std::from_chars(key.data() + from, key.data() + key.size(), bits);
  return bits;
}

CertificateFacts read_certificate(const Json& json) {
  CertificateFacts facts;
  facts.subject = text_of(json, "subject");
  facts.issuer = text_of(json, "issuer");
  facts.serial = text_of(json, "serial");
  facts.sha1 = text_of(json, "sha1");
  facts.sha256 = text_of(json, "sha256");
  facts.not_before = time_of(json, "not_before").value_or(monitor::SysTime{});
  facts.not_after = time_of(json, "not_after").value_or(monitor::SysTime{});
  facts.self_signed = flag_of(json, "self_signed");
  facts.key = text_of(json, "key");
  facts.key_bits = bits_of(facts.key);
  facts.signature = text_of(json, "signature");
  facts.names = texts_of(json, "names");
  facts.name_count = static_cast<int>(facts.names.size());
  facts.name_matches = flag_of(json, "name_matches");
  facts.trust = named<Trust>(trust_names, text_of(json, "trust"));
  return facts;
}

}  // namespace

bool names_a_domain(const IdentityFacts& facts) {
  return !facts.domain.empty() && !facts.computer.empty() && facts.domain != facts.computer;
}

namespace {

IdentityFacts read_identity(const Json& json) {
  IdentityFacts facts;
  facts.computer = text_of(json, "computer");
  facts.dns_computer = text_of(json, "dns_computer");
  facts.domain = text_of(json, "domain");
  facts.os_version = text_of(json, "os_version");
  facts.joined = names_a_domain(facts);
  facts.clock_skew_s = number_of(json, "clock_skew_s");
  return facts;
}

Observation read_step(const Json& json) {
  Observation seen;
  seen.step = text_of(json, "step");
  seen.outcome = named<Outcome>(outcome_names, text_of(json, "outcome"));
  seen.took = monitor::Millis{number_of(json, "ms").value_or(0)};
  if (const auto* error = object_of(json, "error")) {
    seen.error = monitor::StepError{text_of(*error, "kind"), text_of(*error, "message")};
  }
  for (const auto& [name, value] : json.items()) {
    if (name != "step" && name != "outcome" && name != "ms" && name != "error") {
      seen.facts.push_back({name, fact_value(value)});
    }
  }
  return seen;
}

Finding read_finding(const Json& json) {
  Finding finding;
  finding.code = text_of(json, "code");
  finding.severity =
      monitor::parse_severity(text_of(json, "severity")).value_or(monitor::Severity::information);
  finding.title = text_of(json, "title");
  finding.explanation = text_of(json, "explanation");
  finding.remedies = texts_of(json, "remedies");
  finding.fails_at = time_of(json, "fails_at");
  if (const auto* evidence = object_of(json, "evidence")) {
    for (const auto& [name, value] : evidence->items())
      finding.evidence.push_back({name, fact_value(value)});
  }
  return finding;
}

Target read_target(const Json& json) {
  Target target;
  target.name = text_of(json, "name");
  target.endpoint.host = text_of(json, "host");
  const auto port = number_of(json, "port").value_or(monitor::rdp_port);
  if (port >= 1 && port <= 65535) target.endpoint.port = static_cast<std::uint16_t>(port);
  if (auto gateway = monitor::parse_endpoint(text_of(json, "gateway"), monitor::gateway_port)) {
    target.gateway = *gateway;
  }
  return target;
}

Check read_check(const Json& json) {
  Check check;
  if (const auto* target = object_of(json, "target")) check.target = read_target(*target);
  check.at = time_of(json, "checked_at").value_or(monitor::SysTime{});
  check.took = monitor::Millis{number_of(json, "duration_ms").value_or(0)};
  for (const auto& step : array_of(json, "steps"))
    check.steps.push_back(read_step(step));
  if (const auto* facts = object_of(json, "certificate"))
    check.certificate = read_certificate(*facts);
  if (const auto* facts = object_of(json, "gateway_certificate")) {
    check.gateway_certificate = read_certificate(*facts);
  }
  if (const auto* facts = object_of(json, "identity")) check.identity = read_identity(*facts);
  for (const auto& finding : array_of(json, "findings"))
    check.findings.push_back(read_finding(finding));
  return check;
}

template <class Value>
monitor::Result<Value> read_by(Value (*read)(const Json&), std::string_view text) {
  const auto json = parse_json(text, largest_document);
  if (!json) return tl::unexpected(json.error());
  return read(*json);
}

}  // namespace

Json finding_json(const Finding& finding) {
  Json json;
  json["code"] = finding.code;
  json["severity"] = monitor::to_text(finding.severity);
  json["title"] = finding.title;
  json["explanation"] = finding.explanation;
  json["fails_at"] = time_json(finding.fails_at);
  json["evidence"] = Json::object();
  for (const auto& fact : finding.evidence)
    json["evidence"][fact.name] = fact_json(fact.value);
  json["remedies"] = finding.remedies;
  return json;
}

Json check_document(const Check& check) {
  const auto* broken = monitor::failing_step(check);
  Json json;
  json["schema"] = schema;
  json["target"] = target_json(check.target);
  json["checked_at"] = monitor::iso_millis(check.at);
  json["duration_ms"] = rounded_ms(check.took);
  json["verdict"] = monitor::to_text(monitor::verdict_of(check));
  json["fails_at"] = time_json(monitor::earliest_failure(check.findings));
  json["failing_step"] = broken != nullptr ? Json(broken->step) : Json();
  json["steps"] = Json::array();
  for (const auto& step : check.steps)
    json["steps"].push_back(step_json(step));
  json["certificate"] = certificate_json(check.certificate);
  json["gateway_certificate"] = certificate_json(check.gateway_certificate);
  json["identity"] = identity_json(check.identity);
  json["findings"] = Json::array();
  for (const auto& finding : check.findings)
    json["findings"].push_back(finding_json(finding));
  return json;
}

std::string check_to_json(const Check& check) {
  return json_text(check_document(check));
}

monitor::Result<Check> check_from_json(std::string_view text) {
  return read_by(read_check, text);
}

monitor::Result<Target> target_from_json(std::string_view text) {
  return read_by(read_target, text);
}

monitor::Result<Observation> step_from_json(std::string_view text) {
  return read_by(read_step, text);
}

monitor::Result<CertificateFacts> certificate_from_json(std::string_view text) {
  return read_by(read_certificate, text);
}

}  // namespace tray
