#include "monitor/model/finding_codes.h"
#include "monitor/net/http_head.h"
#include "monitor/probes/judgement/certificate_judgement.h"
#include "monitor/probes/judgement/tls_judgement.h"
#include "monitor/probes/probe.h"
#include "monitor/probes/step_end.h"

#include <array>

namespace monitor {

namespace {

constexpr int unauthorized = 401;
constexpr int first_server_error = 500;
// What is on the way wants to be signed in to first: RFC 6585, 6.
constexpr int network_authentication_required = 511;
constexpr const char* not_a_gateway = "not_a_gateway";

Evidence no_facts() {
  auto facts = no_tls_facts();
  facts.push_back({"http_status", {}});
  return facts;
}

/// What an HTTP answer, or its absence, says about the gateway.
struct Answer {
  std::optional<HttpHead> head;
  IoStatus status = IoStatus::ok;
};

std::optional<StepError> error_of(const Answer& answer) {
  if (answer.head) {
    const int status = answer.head->status;
    if (status == unauthorized && answer.head->asks_who) return {};
    const bool down = status >= first_server_error && status != network_authentication_required;
    return StepError{down ? "service_down" : not_a_gateway,
                     "The gateway answered with HTTP " + std::to_string(status) +
                         " instead of asking who is there (401)."};
  }
  if (answer.status == IoStatus::timed_out)
    return StepError{"service_down", "The gateway did not answer the HTTP request in time."};
  if (answer.status == IoStatus::ok)
    return StepError{not_a_gateway, "The answer to the HTTP request is not HTTP."};
  return StepError{not_a_gateway, "The server hung up on the HTTP request."};
}

asio::awaitable<Answer> ask(TlsStream& tls, std::string host) {
  Answer answer;
  const auto request = gateway_request(host);
  const Bytes bytes(reinterpret_cast<const std::uint8_t*>(request.data()), request.size());
  answer.status = co_await tls.send(bytes);
  std::string text;
  std::array<std::uint8_t, 1024> part{};
  while (answer.status == IoStatus::ok && !is_whole_head(text) && text.size() < largest_http_head) {
    const auto received = co_await tls.receive_some(part);
    answer.status = received.status;
    text.append(reinterpret_cast<const char*>(part.data()), received.bytes);
  }
  if (answer.status == IoStatus::ok || answer.status == IoStatus::closed)
    answer.head = parse_http_head(text);
  co_return answer;
}

Finding finding_of(const Observation& seen) {
  Evidence evidence{{"reason", seen.error->message}};
  const auto* status = find_fact<std::int64_t>(seen.facts, "http_status");
  if (status != nullptr) evidence.push_back({"http_status", *status});
  auto finding = make_finding("gateway." + seen.error->kind, std::move(evidence));
  if (status == nullptr || *status != network_authentication_required) return finding;
  finding.title = "The network wants a sign-in";
  finding.explanation =
      "The network that you are on lets nobody through before they have signed in: its sign-in "
      "page answers in the gateway's place. Open a web page and sign in there.";
  finding.remedies = {"this_computer.check_network"};
  return finding;
}

class GatewayService final : public Probe {
 public:
  std::string_view step() const override { return "gateway.tls"; }

  std::string_view needs() const override { return "gateway.connect"; }

  bool applies(const Target& target) const override { return target.gateway.has_value(); }

  bool is_due(const Look& look) const override { return look.connection.is_open(); }

  asio::awaitable<Observation> observe(Look& look) const override {
    look.begin_step(step_limit);
    const auto& gateway = *look.target.gateway;
    look.tls = std::make_unique<TlsStream>(look.tools->tls, look.connection, gateway.host);
    auto handshake = co_await look.tls->handshake();
    if (handshake.status == Handshake::Status::done) {
      look.gateway_certificate = look.tls->certificate(gateway.host, *look.tools->trust);
      if (!look.gateway_certificate) handshake = unreadable_certificate();
    }
    if (handshake.status != Handshake::Status::done) {
      auto seen = failed_handshake(handshake);
      seen.facts = no_facts();
      co_return seen;
    }
    auto name = short_text(gateway, gateway_port);
    const auto answer = co_await ask(*look.tls, std::move(name));
    Evidence facts{{"version", look.tls->version()}, {"cipher", look.tls->cipher()}};
    facts.push_back(
        {"http_status", answer.head ? FactValue{std::int64_t{answer.head->status}} : FactValue{}});
    auto error = error_of(answer);
    if (!error) co_return step_done(std::move(facts));
    // What is no gateway has shown a certificate of its own.
    if (error->kind == not_a_gateway) look.gateway_certificate.reset();
    co_return step_failed(std::move(error->kind), std::move(error->message), std::move(facts));
  }

  Evidence blank_facts() const override { return no_facts(); }

  std::vector<Finding> judge(const Check& now, const Check* before,
                             const Standards& standards) const override {
    const auto* seen = find_step(now, step());
    if (seen == nullptr || seen->outcome == Outcome::skipped) return {};
    auto findings = judge_tls(Side::gateway, *seen);
    if (seen->error && findings.empty()) findings.push_back(finding_of(*seen));
    if (seen->error && seen->error->kind == not_a_gateway) return findings;
    for (auto& finding : judge_certificate(Side::gateway, now, before, standards))
      findings.push_back(std::move(finding));
    return findings;
  }
};

}  // namespace

std::unique_ptr<Probe> make_gateway_service() {
  return std::make_unique<GatewayService>();
}

}  // namespace monitor
