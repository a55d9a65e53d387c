#pragma once

#include "monitor/model/certificate_facts.h"
#include "monitor/model/target.h"
#include "monitor/net/connection.h"
#include "monitor/net/resolver.h"
#include "monitor/net/tls_context.h"
#include "monitor/net/tls_stream.h"
#include "monitor/net/x224.h"
#include "monitor/platform/chain_judge.h"

#include <asio/io_context.hpp>
#include <asio/ip/address.hpp>

#include <memory>
#include <optional>
#include <vector>

namespace monitor {

/// What all looks share. Lives on the network thread.
struct LookTools {
  explicit LookTools(asio::io_context& context) : resolver(context) {}

  Resolver resolver;
  TlsContext tls;
  std::unique_ptr<ChainJudge> trust = open_chain_judge();
};

/// One look at one target: a single connection, and what the rungs so far learnt over it.
/// Each rung goes on where the one below stopped. Lives on the network thread.
struct Look {
  Look(const asio::any_io_executor& executor, std::shared_ptr<LookTools> shared, const Clock& time,
       Target looked_at, Millis limit);

  /// Bounds the waits of the step that begins now: `at_most`, but never beyond the look's own end.
  /// Gives that moment.
  SteadyTime begin_step(Millis at_most);
  /// Hangs up politely; see Connection::close().
  asio::awaitable<void> close();

  const std::shared_ptr<LookTools> tools;
  const Clock& clock;
  const Target target;
  const SteadyTime end;  ///< kernel's monotonic time

  std::vector<asio::ip::address> addresses;
  Connection connection;
  std::optional<SecurityProtocol> protocol;
  std::unique_ptr<TlsStream> tls;
  std::optional<CertificateFacts> certificate;
  std::optional<CertificateFacts> gateway_certificate;
  std::optional<IdentityFacts> identity;
};

}  // namespace monitor
