#include "tests/foresight/check_line.h"

#include <array>
#include <cmath>
#include <string_view>

namespace foresight {

namespace {

constexpr std::array gateway_steps = {"gateway.resolve", "gateway.connect", "gateway.tls"};
constexpr std::array inner_steps = {"resolve", "connect", "negotiate", "tls", "identity"};

/// With one decimal place.
std::string number(double value) {
  const auto tenths = std::llround(std::abs(value) * 10);
  auto text = std::to_string(tenths / 10) + '.' + static_cast<char>('0' + tenths % 10);
  return value < 0 && tenths > 0 ? '-' + text : text;
}

std::string hex(std::uint64_t value, int times) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string once(16, '0');
  for (auto at = once.rbegin(); at != once.rend(); ++at, value >>= 4U)
    *at = digits[value & 15U];
  std::string all;
  for (int i = 0; i < times; ++i)
    all += once;
  return all;
}

std::string seconds_iso(Seconds at) {
  return iso(at).substr(0, 19) + "Z";
}

std::string certificate_json(const Certificate& certificate, const std::string& name,
                             bool self_signed) {
  const auto subject = "CN=" + name;
  return R"({"subject":")" + subject + R"(","issuer":")" +
         (self_signed ? subject : "CN=Example Issuing CA") + R"(","serial":")" +
         hex(certificate.serial, 1) + R"(","sha1":")" + hex(certificate.serial, 3).substr(0, 40) +
         R"(","sha256":")" + hex(certificate.serial, 4) + R"(","not_before":")" +
         seconds_iso(certificate.not_before) + R"(","not_after":")" +
         seconds_iso(certificate.not_after) + R"(","self_signed":)" +
         (self_signed ? "true" : "false") +
         R"(,"key":"RSA 2048","signature":"sha256WithRSAEncryption","names":[")" + name +
         R"("],"name_matches":true,"trust":")" + (self_signed ? "self_signed" : "trusted") + "\"}";
}

std::string facts_of(const std::string& step, bool ok, const Host& host, const Sight& sight) {
  if (step == "resolve")
    return ok ? R"(,"addresses":[")" + host.address + "\"]" : R"(,"addresses":null)";
  if (step == "gateway.resolve")
    return ok ? R"(,"addresses":["198.51.100.9"])" : R"(,"addresses":null)";
  if (step == "connect") return ok ? R"(,"address":")" + host.address + '"' : R"(,"address":null)";
  if (step == "gateway.connect") return ok ? R"(,"address":"198.51.100.9")" : R"(,"address":null)";
  if (step == "negotiate") {
    if (ok) return R"(,"protocol":"hybrid","flags":["dynvc_gfx"],"failure_code":null)";
    const auto code = sight.failure_code > 0 && step == sight.step;
    return R"(,"protocol":null,"flags":null,"failure_code":)" +
           (code ? std::to_string(sight.failure_code) : "null");
  }
  if (step == "identity") return "";
  const auto answered = step == "gateway.tls" && step == sight.step && sight.http_status != 401;
  std::string text = ok || answered ? R"(,"version":")" + std::string(sight.tls_version) +
                                          R"(","cipher":"TLS_AES_256_GCM_SHA384")"
                                    : R"(,"version":null,"cipher":null)";
  if (step == "gateway.tls")
    text += R"(,"http_status":)" + (ok || answered ? std::to_string(sight.http_status) : "null");
  return text;
}

double usual_ms(const std::string& step, const Host& host, const std::string& error) {
  if (error == "timeout" || error == "no_answer" || error == "lookup_timeout") return 5000;
  if (step == "resolve" || step == "gateway.resolve") return 2;
  if (step == "tls" || step == "gateway.tls") return host.connect_ms * 2 + 6;
  return host.connect_ms;
}

/// Steps one after another; those after a failed one are skipped.
class Steps {
 public:
  Steps(const Host& host, const Sight& sight, Dice& dice)
      : host_(host), sight_(sight), dice_(dice) {}

  void add(const std::string& step, bool skipped) {
    const auto failed = step == sight_.step;
    text_ += text_.empty() ? "{" : ",{";
    text_ += R"("step":")" + step + R"(","outcome":")";
    if (skipped || stopped_) {
      text_ += R"(skipped","ms":null)" + facts_of(step, false, host_, {}) + '}';
      return;
    }
    const auto took = usual_ms(step, host_, failed ? sight_.error : "") *
                      (failed ? 1 : sight_.slower) * (0.85 + 0.3 * dice_.share());
    total_ += took;
    text_ += (failed ? R"(failed","ms":)" : R"(ok","ms":)") + number(took) +
             facts_of(step, !failed, host_, sight_);
    if (failed) {
      text_ += R"(,"error":{"kind":")" + sight_.error + R"(","message":")" + sight_.error + "\"}";
      stopped_ = true;
    }
    text_ += '}';
  }

  bool stopped() const { return stopped_; }

  double total() const { return total_; }

  const std::string& text() const { return text_; }

 private:
  const Host& host_;
  const Sight& sight_;
  Dice& dice_;
  std::string text_;
  double total_ = 0;
  bool stopped_ = false;
};

std::string host_certificate(const Host& host, const Sight& sight, Seconds at) {
  auto certificate = served(host.certificates, at);
  if (sight.other_certificate) {
    certificate.serial ^= 0x5a5a5a5a5a5a5a5aU;
    certificate.not_before += day;
    certificate.not_after += 90 * day;
  }
  const auto self_signed = host.renewal.self_signed || sight.other_certificate;
  return certificate_json(certificate, sight.other_subject ? "WIN-7Q2LSK" : host.dns, self_signed);
}

std::string identity(const Host& host, const Sight& sight) {
  return R"({"computer":")" + host.name + R"(","dns_computer":")" + host.dns +
         R"(","domain":"CORP","os_version":"10.0.20348","clock_skew_s":)" +
         number(sight.clock_skew) + '}';
}

/// `"key":value`, or nothing where a sparse record leaves nulls out.
std::string field(const char* key, const std::string& value, bool sparse) {
  if (sparse && value.empty()) return "";
  return std::string(",\"") + key + "\":" + (value.empty() ? "null" : value);
}

std::string head(const Scene& scene, const Host& host, Seconds at, double total) {
  const auto sparse = scene.laptop.sparse;
  const auto gateway = host.way == Host::Way::gateway;
  std::string text = sparse ? "{" : R"({"schema":"rdpready.check/1",)";
  text += R"("target":{"name":")" + host.name + R"(","host":")" + host.dns + R"(","port":3389)" +
          field("gateway", gateway ? R"("gateway.example.com:443")" : "", sparse) +
          R"(},"checked_at":")" + iso(at + scene.stretch.clock_error) + '"';
  if (!sparse) text += R"(,"duration_ms":)" + number(total);
  if (scene.laptop.talkative) text += R"(,"recorder":{"battery":"ok","run":)" + number(total) + '}';
  return text;
}

}  // namespace

std::string check_line(const Scene& scene, const Host& host, const Sight& sight, Seconds at,
                       Dice& dice) {
  const auto gateway = host.way == Host::Way::gateway;
  Steps steps(host, sight, dice);
  auto gateway_seen = false;
  if (gateway) {
    for (const auto* step : gateway_steps)
      steps.add(step, false);
    gateway_seen = !steps.stopped() || sight.http_status != 401;
  }
  for (const auto* step : inner_steps)
    steps.add(step, gateway || (step == inner_steps.back() && !host.tells_identity));
  const auto whole = !steps.stopped() && !gateway;
  const auto sparse = scene.laptop.sparse;
  const auto& served_there = served(scene.estate.gateway_certificates, at);
  return head(scene, host, at, steps.total()) + R"(,"steps":[)" + steps.text() + ']' +
         field("certificate", whole ? host_certificate(host, sight, at) : "", sparse) +
         field("gateway_certificate",
               gateway_seen ? certificate_json(served_there, "gateway.example.com", false) : "",
               sparse) +
         field("identity", whole && host.tells_identity ? identity(host, sight) : "", sparse) + '}';
}

}  // namespace foresight
