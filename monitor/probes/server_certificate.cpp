#include "monitor/probes/judgement/certificate_judgement.h"
#include "monitor/probes/judgement/tls_judgement.h"
#include "monitor/probes/probe.h"
#include "monitor/probes/step_end.h"

namespace monitor {

namespace {

class ServerCertificate final : public Probe {
 public:
  std::string_view step() const override { return "tls"; }

  std::string_view needs() const override { return "negotiate"; }

  bool applies(const Target&) const override { return true; }

  bool is_due(const Look& look) const override {
    return look.protocol && begins_tls(*look.protocol);
  }

  asio::awaitable<Observation> observe(Look& look) const override {
    look.begin_step(step_limit);
    const auto& host = look.target.endpoint.host;
    look.tls = std::make_unique<TlsStream>(look.tools->tls, look.connection, host);
    auto handshake = co_await look.tls->handshake();
    if (handshake.status == Handshake::Status::done) {
      look.certificate = look.tls->certificate(host, *look.tools->trust);
      if (!look.certificate) handshake = unreadable_certificate();
    }
    if (handshake.status != Handshake::Status::done) co_return failed_handshake(handshake);
    Evidence facts;
    facts.push_back({"version", look.tls->version()});
    facts.push_back({"cipher", look.tls->cipher()});
    co_return step_done(std::move(facts));
  }

  Evidence blank_facts() const override { return no_tls_facts(); }

  std::vector<Finding> judge(const Check& now, const Check* before,
                             const Standards& standards) const override {
    const auto* seen = find_step(now, step());
    if (seen == nullptr || seen->outcome == Outcome::skipped) return {};
    auto findings = judge_tls(Side::host, *seen);
    for (auto& finding : judge_certificate(Side::host, now, before, standards))
      findings.push_back(std::move(finding));
    return findings;
  }
};

}  // namespace

std::unique_ptr<Probe> make_server_certificate() {
  return std::make_unique<ServerCertificate>();
}

}  // namespace monitor
