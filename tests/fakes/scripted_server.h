#pragma once

#include "monitor/model/target.h"
#include "tests/fakes/test_certificate.h"

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <openssl/ssl.h>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace tests {

/// How a scripted server's TLS differs from the usual.
struct TlsScript {
  int lowest_version = 0;  ///< TLS1_VERSION …; zero: whatever OpenSSL has
  int highest_version = 0;
  std::string ciphers{};                        ///< OpenSSL's cipher list for TLS 1.2 and older
  std::vector<const TestCertificate*> chain{};  ///< sent after the leaf
};

/// The other end of one connection, in the hands of a script. What goes wrong because the client
/// has gone ends the script silently. Lives on the server's thread.
class Peer {
 public:
  explicit Peer(asio::ip::tcp::socket socket);

  /// What the client sent, at least one byte.
  std::string read_some();
  void send(std::string_view bytes);
  /// One byte at a time, with a pause between them.
  void drip(std::string_view bytes, std::chrono::milliseconds pause);
  /// Sends the same again and again until the client goes.
  void flood(std::string_view bytes);
  /// RST instead of FIN.
  void reset();
  /// Says nothing more, until the client goes; what it still sends is thrown away.
  /// Gives whether the client left with FIN rather than RST.
  bool stall();

  /// Answers a connection request with a confirm: SSL is 1, HYBRID 2, HYBRID_EX 8.
  void confirm(std::uint32_t protocol, std::uint8_t flags = 0x1F);
  /// Reads the request and refuses it with RDP_NEG_FAILURE.
  void refuse(std::uint32_t code);
  /// The server's side of a handshake; ends the script if it fails, after the alert has gone out.
  void start_tls(const TestCertificate& certificate, const TlsScript& how = {});
  std::string tls_read_some();
  void tls_send(std::string_view bytes);

 private:
  void flush();
  void feed();

  asio::ip::tcp::socket socket_;
  std::shared_ptr<SSL> tls_;
};

/// A server on 127.0.0.1 that does to each connection what the script says, one after the other.
class ScriptedServer {
 public:
  using Script = std::function<void(Peer&)>;
  explicit ScriptedServer(Script script);
  /// The clients must be gone by then; their going ends the script.
  ~ScriptedServer();

  std::uint16_t port() const { return port_; }

  /// A target that is looked at here, by address.
  monitor::Target target() const;
  /// The same by a name: "localhost".
  monitor::Target named_target() const;

  /// How many connections there were.
  int connections() const { return connections_; }

 private:
  void serve();

  Script script_;
  asio::io_context context_;
  asio::ip::tcp::acceptor acceptor_;
  std::uint16_t port_;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> connections_ = 0;
  std::thread thread_;
};

/// A server that behaves: confirms `protocol` (SSL is 1) and completes TLS.
ScriptedServer::Script healthy(const TestCertificate& certificate, std::uint32_t protocol = 1,
                               const TlsScript& how = {});

}  // namespace tests
