#include "tests/fakes/scripted_server.h"

#include <asio/buffer.hpp>
#include <asio/write.hpp>
#include <openssl/err.h>

#include <array>
#include <system_error>

namespace tests {

namespace {

using asio::ip::tcp;

/// The client has gone, or TLS came to nothing: the script is over.
struct Over {};

void or_over(const std::error_code& error) {
  if (error) throw Over{};
}

std::string as_text(std::initializer_list<unsigned> bytes) {
  std::string text;
  for (const auto byte : bytes)
    text += static_cast<char>(byte);
  return text;
}

void set_up(SSL_CTX* context, const TestCertificate& certificate, const TlsScript& how) {
  SSL_CTX_set_security_level(context, 0);
  SSL_CTX_set_min_proto_version(context, how.lowest_version);
  SSL_CTX_set_max_proto_version(context, how.highest_version);
  const auto ciphers = (how.ciphers.empty() ? "DEFAULT" : how.ciphers) + ":@SECLEVEL=0";
  SSL_CTX_set_cipher_list(context, ciphers.c_str());
  SSL_CTX_use_certificate(context, certificate.certificate());
  SSL_CTX_use_PrivateKey(context, certificate.key());
  for (const auto* link : how.chain)
    SSL_CTX_add1_chain_cert(context, link->certificate());
}

}  // namespace

Peer::Peer(tcp::socket socket) : socket_(std::move(socket)) {
  socket_.set_option(tcp::no_delay(true));
}

std::string Peer::read_some() {
  std::array<char, 4096> buffer;
  std::error_code error;
  const auto size = socket_.read_some(asio::buffer(buffer), error);
  or_over(error);
  return std::string(buffer.data(), size);
}

void Peer::send(std::string_view bytes) {
  std::error_code error;
  asio::write(socket_, asio::buffer(bytes), error);
  or_over(error);
}

void Peer::drip(std::string_view bytes, std::chrono::milliseconds pause) {
  for (const char byte : bytes) {
    send(std::string_view(&byte, 1));
    std::this_thread::sleep_for(pause);
  }
}

void Peer::flood(std::string_view bytes) {
  for (;;)
    send(bytes);
}

void Peer::reset() {
  socket_.set_option(asio::socket_base::linger(true, 0));
  socket_.close();
  throw Over{};
}

bool Peer::stall() {
  std::array<char, 4096> buffer;
  std::error_code error;
  while (!error)
    socket_.read_some(asio::buffer(buffer), error);
  return error == asio::error::eof;
}

void Peer::confirm(std::uint32_t protocol, std::uint8_t flags) {
  read_some();
  send(as_text({3, 0, 0, 19, 14, 0xD0, 0, 0, 0x12, 0x34, 0, 2, flags, 8, 0, protocol & 0xFF,
                protocol >> 8 & 0xFF, protocol >> 16 & 0xFF, protocol >> 24}));
}

void Peer::refuse(std::uint32_t code) {
  read_some();
  send(as_text({3, 0, 0, 19, 14, 0xD0, 0, 0, 0x12, 0x34, 0, 3, 0, 8, 0, code, 0, 0, 0}));
}

void Peer::flush() {
  char* data = nullptr;
  const auto size = BIO_get_mem_data(SSL_get_wbio(tls_.get()), &data);
  const std::string bytes(data, static_cast<std::size_t>(size));
  BIO_reset(SSL_get_wbio(tls_.get()));
  send(bytes);
}

void Peer::feed() {
  const auto bytes = read_some();
  BIO_write(SSL_get_rbio(tls_.get()), bytes.data(), static_cast<int>(bytes.size()));
}

void Peer::start_tls(const TestCertificate& certificate, const TlsScript& how) {
  const std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  set_up(context.get(), certificate, how);
  tls_.reset(SSL_new(context.get()), SSL_free);
  SSL_set_bio(tls_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
  SSL_set_accept_state(tls_.get());
  for (;;) {
    ERR_clear_error();
    const int result = SSL_do_handshake(tls_.get());
    const bool waits = result != 1 && SSL_get_error(tls_.get(), result) == SSL_ERROR_WANT_READ;
    flush();
    if (result == 1) return;
    if (!waits) throw Over{};
    feed();
  }
}

std::string Peer::tls_read_some() {
  std::array<char, 4096> buffer;
  for (;;) {
    const int size = SSL_read(tls_.get(), buffer.data(), static_cast<int>(buffer.size()));
    if (size > 0) return std::string(buffer.data(), static_cast<std::size_t>(size));
    if (SSL_get_error(tls_.get(), size) != SSL_ERROR_WANT_READ) throw Over{};
    feed();
  }
}

void Peer::tls_send(std::string_view bytes) {
  SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size()));
  flush();
}

ScriptedServer::ScriptedServer(Script script)
    : script_(std::move(script)),
      acceptor_(context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
      port_(acceptor_.local_endpoint().port()),
      thread_([this] { serve(); }) {}

ScriptedServer::~ScriptedServer() {
  stopping_ = true;
  // Clients are gone by now, which ends whatever a script waits for; this one ends accept().
  std::error_code ignored;
  asio::io_context context;
  tcp::socket waker(context);
  waker.connect(tcp::endpoint(asio::ip::address_v4::loopback(), port_), ignored);
  thread_.join();
}

monitor::Target ScriptedServer::target() const {
  monitor::Target made;
  made.endpoint = {"127.0.0.1", port_};
  return made;
}

monitor::Target ScriptedServer::named_target() const {
  auto made = target();
  made.endpoint.host = "localhost";
  return made;
}

void ScriptedServer::serve() {
  for (;;) {
    std::error_code error;
    auto socket = acceptor_.accept(error);
    if (error || stopping_) return;
    ++connections_;
    try {
      Peer peer(std::move(socket));
      script_(peer);
    } catch (const Over&) {
      // The client has what it came for.
    }
  }
}

ScriptedServer::Script healthy(const TestCertificate& certificate, std::uint32_t protocol,
                               const TlsScript& how) {
  return [certificate, protocol, how](Peer& peer) {
    peer.confirm(protocol);
    peer.start_tls(certificate, how);
    peer.stall();
  };
}

}  // namespace tests
