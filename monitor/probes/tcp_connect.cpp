#include "monitor/probes/tcp_connect.h"

#include "monitor/model/finding_codes.h"
#include "monitor/net/dialer.h"
#include "monitor/probes/step_end.h"

#include <cmath>

namespace monitor {

namespace {

// A round trip across the world takes a third of it.
constexpr Millis slow{1'000};

const char* kind_of(Dialled::Status status) {
  switch (status) {
    case Dialled::Status::connected:
      return "";
    case Dialled::Status::refused:
      return "refused";
    case Dialled::Status::timed_out:
      return "timeout";
    case Dialled::Status::unreachable:
      return "unreachable";
    case Dialled::Status::reset:
      return "reset";
  }
  return "";
}

class TcpConnect final : public Probe {
 public:
  explicit TcpConnect(Side side) : side_(side) {}

  std::string_view step() const override {
    return side_ == Side::gateway ? "gateway.connect" : "connect";
  }

  std::string_view needs() const override {
    return side_ == Side::gateway ? "gateway.resolve" : "resolve";
  }

  bool applies(const Target& target) const override {
    return side_ == Side::host || target.gateway.has_value();
  }

  bool is_due(const Look& look) const override { return is_seen(look.target, side_); }

  asio::awaitable<Observation> observe(Look& look) const override {
    const auto deadline = look.begin_step(step_limit);
    const auto port = endpoint_of(look.target, side_).port;
    auto addresses = look.addresses;
    auto dialled = co_await dial(std::move(addresses), port, deadline);
    if (!dialled.socket) {
      co_return step_failed(kind_of(dialled.status), std::move(dialled.message), blank_facts());
    }
    look.connection.adopt(std::move(*dialled.socket));
    Evidence facts;
    facts.push_back({"address", dialled.address.to_string()});
    co_return step_done(std::move(facts));
  }

  Evidence blank_facts() const override { return {{"address", {}}}; }

  std::vector<Finding> judge(const Check& now, const Check*, const Standards&) const override {
    const auto* seen = find_step(now, step());
    if (seen == nullptr || seen->outcome == Outcome::skipped) return {};
    const auto& endpoint = endpoint_of(now.target, side_);
    Evidence evidence{{"host", endpoint.host}, {"port", std::int64_t{endpoint.port}}};
    if (seen->error) {
      evidence.push_back({"reason", seen->error->message});
      return {make_finding(code_for(side_, "tcp." + seen->error->kind), std::move(evidence))};
    }
    if (seen->took <= slow) return {};
    evidence.push_back({"connect_ms", std::round(seen->took.count() * 10) / 10});
    return {make_finding(code_for(side_, "tcp.slow"), std::move(evidence))};
  }

 private:
  Side side_;
};

}  // namespace

std::unique_ptr<Probe> connect_probe(Side side) {
  return std::make_unique<TcpConnect>(side);
}

std::unique_ptr<Probe> make_tcp_connect() {
  return connect_probe(Side::host);
}

}  // namespace monitor
