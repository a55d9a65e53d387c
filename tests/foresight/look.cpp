#include "tests/foresight/look.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace foresight {

namespace {

constexpr std::array gateway_steps = {"gateway.resolve", "gateway.connect", "gateway.tls"};
constexpr std::array inner_steps = {"resolve", "connect", "negotiate", "tls", "identity"};
constexpr double failure_skew_s = 300;

std::string number(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", value);
  return text.data();
}

std::string hex(std::uint64_t value, int times) {
  std::array<char, 20> text{};
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(value));
  std::string all;
  for (int i = 0; i < times; ++i)
    all += text.data();
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

std::string facts_of(const std::string& step, bool ok, const Host& host, const std::string& error) {
  if (step == "resolve")
    return ok ? R"(,"addresses":[")" + host.address + "\"]" : R"(,"addresses":null)";
  if (step == "gateway.resolve")
    return ok ? R"(,"addresses":["198.51.100.9"])" : R"(,"addresses":null)";
  if (step == "connect") return ok ? R"(,"address":")" + host.address + '"' : R"(,"address":null)";
  if (step == "gateway.connect") return ok ? R"(,"address":"198.51.100.9")" : R"(,"address":null)";
  if (step == "negotiate") {
    if (ok) return R"(,"protocol":"hybrid","flags":["dynvc_gfx"],"failure_code":null)";
    return std::string(R"(,"protocol":null,"flags":null,"failure_code":)") +
           (error == "negotiation_failure" ? "7" : "null");
  }
  if (step == "identity") return "";
  std::string text = ok ? R"(,"version":"TLSv1.3","cipher":"TLS_AES_256_GCM_SHA384")"
                        : R"(,"version":null,"cipher":null)";
  if (step == "gateway.tls") text += ok ? R"(,"http_status":401)" : R"(,"http_status":null)";
  return text;
}

double usual_ms(const std::string& step, const Host& host, const std::string& error) {
  if (error == "timeout") return 5000;
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
      text_ += R"(skipped","ms":null)" + facts_of(step, false, host_, "") + '}';
      return;
    }
    const auto took = usual_ms(step, host_, failed ? sight_.error : "") *
                      (failed ? 1 : sight_.slower) * (0.85 + 0.3 * dice_.share());
    total_ += took;
    text_ += (failed ? R"(failed","ms":)" : R"(ok","ms":)") + number(took) +
             facts_of(step, !failed, host_, failed ? sight_.error : "");
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

void apply(const Cause& cause, Sight& sight, Seconds at, Dice& dice) {
  const auto fail = [&](const char* step, const char* error) {
    sight.step = step;
    sight.error = error;
  };
  const auto& kind = cause.kind;
  const auto age = static_cast<double>(at - cause.from);
  const auto part = age / static_cast<double>(std::max<Seconds>(1, cause.fails_at - cause.from));
  if (kind == "power_loss" || kind == "firewall" || kind == "not_back") fail("connect", "timeout");
  if (kind == "short_reboot") fail("connect", "timeout");
  if (kind == "service_stopped") fail("connect", "refused");
  if (kind == "name_lost") fail("resolve", "not_found");
  if (kind == "tls_broken") fail("tls", "closed_in_handshake");
  if (kind == "impostor") sight.other_certificate = true;
  if (kind == "entra_required") fail("negotiate", "negotiation_failure");
  if (kind == "gateway_down") fail("gateway.connect", "timeout");
  if (kind == "flapping" && (at / (4 * minute)) % 5 < 2) fail("connect", "reset");
  if (kind == "clock_drift") sight.clock_skew += failure_skew_s * part;
  if (kind == "drift_corrected") sight.clock_skew += 8 * age / static_cast<double>(day);
  if (kind == "slow_decay") {
    sight.slower *= 1 + 11 * std::min(1.0, part);
    if (part >= 1 || dice.falls(0.6 * part * part)) fail("connect", "timeout");
  }
}

bool affects(const Cause& cause, const Estate& estate, int host) {
  if (cause.host == every_direct_host) return false;
  if (cause.host >= 0) return cause.host == host;
  return estate.hosts[static_cast<std::size_t>(host)].behind_gateway;
}

}  // namespace

Sight look(const Laptop& laptop, const Estate& estate, const std::vector<Cause>& causes, int index,
           const Stretch& stretch, Seconds at, Dice& dice) {
  const auto& host = estate.hosts[static_cast<std::size_t>(index)];
  Sight sight;
  const auto inside = stretch.vpn || stretch.network == "office";
  sight.clock_skew += dice.share() - 0.5;
  if (stretch.network == "hotel" || stretch.network == "mobile")
    sight.slower = 1 + 4 * dice.share();
  if (host.needs_vpn && !inside) {
    sight.step = "resolve";
    sight.error = "not_found";
    return sight;
  }
  if (!host.behind_gateway && stretch.network == "cafe" && !inside) {
    sight.step = "connect";
    sight.error = "timeout";
    return sight;
  }
  if (!host.behind_gateway && !is_usually_on(laptop, host, at)) {
    sight.step = "connect";
    sight.error = "timeout";
    return sight;
  }
  for (const auto& cause : causes) {
    if (at >= cause.from && at < cause.until && affects(cause, estate, index))
      apply(cause, sight, at, dice);
  }
  const auto bad_network = stretch.network == "hotel" || stretch.network == "mobile";
  if (sight.step.empty() && dice.falls(bad_network ? 0.006 : 0.0006)) {
    sight.step = host.behind_gateway ? "gateway.connect" : "connect";
    sight.error = "timeout";
  }
  return sight;
}

bool stops_user(const Estate& estate, const Host& host, const Sight& sight, Seconds at) {
  if (!sight.step.empty() || sight.other_certificate) return true;
  const auto& all = host.behind_gateway ? estate.gateway_certificates : host.certificates;
  return served(all, at).not_after <= at || sight.clock_skew >= failure_skew_s;
}

bool shows(const Cause& cause, const Estate& estate, int host, const Sight& sight, Seconds at) {
  if (!cause.wrong || at < cause.from || at >= cause.until || !affects(cause, estate, host))
    return false;
  return cause.foreseeable || !sight.step.empty() || sight.other_certificate;
}

std::string check_line(const Estate& estate, const Host& host, const Sight& sight, Seconds at,
                       Seconds written_at, Dice& dice) {
  Steps steps(host, sight, dice);
  auto gateway_seen = false;
  if (host.behind_gateway) {
    for (const auto* step : gateway_steps)
      steps.add(step, false);
    gateway_seen = !steps.stopped();
  }
  for (const auto* step : inner_steps)
    steps.add(step, host.behind_gateway || (step == inner_steps.back() && !host.tells_identity));
  const auto whole = !steps.stopped() && !host.behind_gateway;
  auto certificate = served(host.certificates, at);
  if (sight.other_certificate) {
    certificate.serial ^= 0x5a5a5a5a5a5a5a5aU;
    certificate.not_before += day;
    certificate.not_after += 90 * day;
  }
  return R"({"schema":"rdpready.check/1","target":{"name":")" + host.name + R"(","host":")" +
         host.dns + R"(","port":3389,"gateway":)" +
         (host.behind_gateway ? R"("gateway.example.com:443")" : "null") + R"(},"checked_at":")" +
         iso(written_at) + R"(","duration_ms":)" + number(steps.total()) + R"(,"steps":[)" +
         steps.text() + R"(],"certificate":)" +
         (whole ? certificate_json(certificate, host.dns, host.renewal.self_signed) : "null") +
         R"(,"gateway_certificate":)" +
         (gateway_seen ? certificate_json(served(estate.gateway_certificates, at),
                                          "gateway.example.com", false)
                       : "null") +
         R"(,"identity":)" +
         (whole && host.tells_identity
              ? R"({"computer":")" + host.name + R"(","dns_computer":")" + host.dns +
                    R"(","domain":"CORP","os_version":"10.0.20348","clock_skew_s":)" +
                    number(sight.clock_skew) + '}'
              : "null") +
         "}";
}

}  // namespace foresight
