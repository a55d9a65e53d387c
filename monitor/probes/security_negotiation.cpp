#include "monitor/model/finding_codes.h"
#include "monitor/probes/probe.h"
#include "monitor/probes/step_end.h"

#include <array>

namespace monitor {

namespace {

using Kind = NegotiationAnswer::Kind;

// RDP_NEG_FAILURE codes, MS-RDPBCGR 2.2.1.2.2; 7 is named so in public programs that cite the spec.
constexpr std::uint32_t ssl_not_allowed = 2;
constexpr std::int64_t ssl_cert_not_on_server = 3;
constexpr std::int64_t hybrid_required = 5;
constexpr std::int64_t ssl_with_user_auth_required = 6;
constexpr std::int64_t entra_auth_required = 7;

Evidence no_facts() {
  return {{"protocol", {}}, {"flags", {}}, {"failure_code", {}}};
}

Observation failed(std::string kind, std::string message) {
  return step_failed(std::move(kind), std::move(message), no_facts());
}

/// What it means that no whole answer came.
Observation broke_off(IoStatus status, bool began) {
  switch (status) {
    case IoStatus::timed_out:
      return failed("no_answer", began ? "The server stopped in the middle of its answer."
                                       : "The server took the connection and never answered.");
    case IoStatus::closed:
      return began ? failed("malformed", "The server hung up in the middle of its answer.")
                   : failed("closed", "The server hung up on the connection request (FIN).");
    case IoStatus::ok:
    case IoStatus::broken:
      return failed("closed", "The server reset the connection at the connection request.");
  }
  return failed("closed", {});
}

Observation selected(const NegotiationAnswer& answer) {
  Evidence facts{{"protocol", std::string(to_text(answer.protocol))}, {"flags", answer.flags}};
  // The server allows no TLS: standard RDP security is what it does, and it said so with a code.
  const bool by_failure = answer.kind == Kind::failure;
  facts.push_back(
      {"failure_code", by_failure ? FactValue{std::int64_t{answer.failure_code}} : FactValue{}});
  return step_done(std::move(facts));
}

Observation observation_of(const NegotiationAnswer& answer) {
  switch (answer.kind) {
    case Kind::selected:
      return selected(answer);
    case Kind::failure: {
      if (answer.failure_code == ssl_not_allowed) return selected(answer);
      auto seen = failed("negotiation_failure", answer.message);
      seen.facts.back().value = std::int64_t{answer.failure_code};
      return seen;
    }
    case Kind::disconnected:
      return failed("refused", answer.message);
    case Kind::malformed:
      return failed("malformed", answer.message);
    case Kind::not_rdp:
      return failed("not_rdp", answer.message);
  }
  return failed("malformed", answer.message);
}

std::string code_of(const Observation& seen) {
  if (seen.error->kind != "negotiation_failure") return "rdp." + seen.error->kind;
  const auto* code = find_fact<std::int64_t>(seen.facts, "failure_code");
  if (code == nullptr) return "rdp.refused";
  if (*code == ssl_cert_not_on_server) return "rdp.no_certificate_on_host";
  if (*code == ssl_with_user_auth_required) return "rdp.client_certificate_required";
  if (*code == entra_auth_required) return "rdp.entra_required";
  return "rdp.refused";
}

std::string wants_nla_text(SignIn sign_in) {
  if (sign_in == SignIn::in_session)
    return "It wants you to sign in before the session (NLA), which your connection file switches "
           "off. Set enablecredsspsupport:i:1 in that file, or ask your IT support; then change it "
           "here as well.";
  return "It wants you to sign in before the session (NLA). Switch that on in your Remote Desktop "
         "client, or ask your IT support.";
}

/// `seen` failed.
Finding failure(const Observation& seen, SignIn sign_in) {
  Evidence evidence{{"reason", seen.error->message}};
  const auto* code = find_fact<std::int64_t>(seen.facts, "failure_code");
  if (code != nullptr) evidence.push_back({"failure_code", *code});
  auto finding = make_finding(code_of(seen), std::move(evidence));
  if (code != nullptr && *code == hybrid_required) {
    finding.title = "It wants sign-in by NLA";
    finding.explanation = wants_nla_text(sign_in);
    finding.remedies.assign(1, "this_computer.use_nla");
  }
  return finding;
}

class SecurityNegotiation final : public Probe {
 public:
  std::string_view step() const override { return "negotiate"; }

  std::string_view needs() const override { return "connect"; }

  bool applies(const Target&) const override { return true; }

  bool is_due(const Look& look) const override { return look.connection.is_open(); }

  asio::awaitable<Observation> observe(Look& look) const override {
    look.begin_step(step_limit);
    const auto request = connection_request(look.target.sign_in);
    const auto sent = co_await look.connection.send(request);
    if (sent != IoStatus::ok) co_return broke_off(sent, false);
    std::array<std::uint8_t, 512> buffer{};
    std::size_t size = 0;
    for (;;) {
      const auto wanted = answer_size(Bytes(buffer.data(), size));
      if (size >= wanted) break;
      const std::span<std::uint8_t> room(buffer.data() + size, wanted - size);
      const auto received = co_await look.connection.receive_some(room);
      if (received.status != IoStatus::ok) co_return broke_off(received.status, size > 0);
      size += received.bytes;
    }
    const auto answer = parse_answer(Bytes(buffer.data(), size));
    auto seen = observation_of(answer);
    if (seen.outcome == Outcome::ok) look.protocol = answer.protocol;
    co_return seen;
  }

  Evidence blank_facts() const override { return no_facts(); }

  std::vector<Finding> judge(const Check& now, const Check*, const Standards&) const override {
    const auto* seen = find_step(now, step());
    if (seen == nullptr || seen->outcome == Outcome::skipped) return {};
    if (seen->error) return {failure(*seen, now.target.sign_in)};
    const auto* protocol = find_fact<std::string>(seen->facts, "protocol");
    if (protocol == nullptr) return {};
    if (*protocol == "rdp") return {make_finding("rdp.no_tls", {{"protocol", *protocol}})};
    // Who does not ask for NLA learns nothing of it.
    if (*protocol == "tls" && now.target.sign_in != SignIn::in_session)
      return {make_finding("rdp.nla_not_required", {{"protocol", *protocol}})};
    return {};
  }
};

}  // namespace

std::unique_ptr<Probe> make_security_negotiation() {
  return std::make_unique<SecurityNegotiation>();
}

}  // namespace monitor
