#pragma once

#include "monitor/model/certificate_facts.h"
#include "monitor/net/connection.h"
#include "monitor/net/tls_context.h"
#include "monitor/platform/chain_judge.h"

#include <array>
#include <optional>
#include <string>

namespace monitor {

/// How a TLS handshake ended.
struct Handshake {
  enum class Status {
    done,
    timed_out,
    hung_up,          ///< the server closed or reset in the middle
    rdp_instead,      ///< an RDP packet came where TLS should begin: the server cannot use its key
    failed,           ///< an alert, no common ground, or nonsense
    bad_certificate,  ///< the certificate message itself cannot be read
  };
  Status status = Status::failed;
  std::string message;  ///< the expert's sentence; empty if done
};

/// For a certificate that arrived and makes no sense.
Handshake unreadable_certificate();

/// TLS as a client on an open connection, through memory: the first bytes can be seen before the
/// TLS library sees them. The connection's deadline bounds every wait. Lives on the network thread.
class TlsStream {
 public:
  /// `connection` must outlive it. `server` is the name asked for.
  TlsStream(const TlsContext& context, Connection& connection, const std::string& server);

  asio::awaitable<Handshake> handshake();
  /// "TLSv1.3"; after the handshake.
  std::string version() const;
  /// The IANA name, "TLS_AES_256_GCM_SHA384"; after the handshake.
  std::string cipher() const;
  /// The server's certificate, judged by `judge` and the name `host`.
  /// Empty where there is none or it says no sense (its dates, its key).
  std::optional<CertificateFacts> certificate(const std::string& host, ChainJudge& judge) const;

  asio::awaitable<IoStatus> send(Bytes bytes);
  /// At least one byte, at most `room`.
  asio::awaitable<Received> receive_some(std::span<std::uint8_t> room);
  /// Says that nothing more comes (close_notify), if the handshake was completed.
  asio::awaitable<void> say_goodbye();

 private:
  asio::awaitable<IoStatus> flush();
  asio::awaitable<IoStatus> feed();
  Handshake judge_error() const;

  Connection& connection_;
  TlsContext::Session session_;
  std::array<std::uint8_t, 4096> buffer_{};
  std::size_t received_ = 0;
  bool rdp_instead_ = false;
};

}  // namespace monitor
