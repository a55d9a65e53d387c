#include "monitor/net/tls_stream.h"

#include "monitor/net/certificate_reader.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <algorithm>
#include <limits>

namespace monitor {

namespace {

using Status = Handshake::Status;

// TPKT's version byte; no TLS record begins with it (RFC 8446, 5.1).
constexpr std::uint8_t tpkt_version = 3;
// The TLS library stops at 100 KB of certificates; a server that sends more than this to no end is
// cut off as well.
constexpr std::size_t most_received = std::size_t{256} * 1024;
// Reasons above this are alerts that the other side sent (openssl/sslerr.h).
constexpr int first_alert_reason = SSL_AD_REASON_OFFSET;

Handshake ended(Status status, std::string message = {}) {
  Handshake made;
  made.status = status;
  made.message = std::move(message);
  return made;
}

Handshake ended(IoStatus status) {
  switch (status) {
    case IoStatus::ok:
      return ended(Status::done);
    case IoStatus::timed_out:
      return ended(Status::timed_out, "The server did not finish the TLS handshake in time.");
    case IoStatus::closed:
      return ended(Status::hung_up, "The server hung up during the TLS handshake (FIN).");
    case IoStatus::broken:
      return ended(Status::hung_up, "The server reset the connection during the TLS handshake.");
  }
  return ended(Status::failed);
}

int as_int(std::size_t size) {
  return static_cast<int>(std::min<std::size_t>(size, std::numeric_limits<int>::max()));
}

}  // namespace

Handshake unreadable_certificate() {
  return ended(Status::bad_certificate, "The server's certificate has no readable dates or key.");
}

TlsStream::TlsStream(const TlsContext& context, Connection& connection, const std::string& server)
    : connection_(connection), session_(context.new_session(server)) {
  SSL_set_bio(session_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
}

asio::awaitable<IoStatus> TlsStream::flush() {
  BIO* out = SSL_get_wbio(session_.get());
  char* data = nullptr;
  const auto size = BIO_get_mem_data(out, &data);
  const Bytes bytes(reinterpret_cast<const std::uint8_t*>(data), static_cast<std::size_t>(size));
  const auto status = co_await connection_.send(bytes);
  BIO_reset(out);
  co_return status;
}

asio::awaitable<IoStatus> TlsStream::feed() {
  const auto received = co_await connection_.receive_some(buffer_);
  if (received.status != IoStatus::ok) co_return received.status;
  if (received_ == 0) rdp_instead_ = buffer_[0] == tpkt_version;
  received_ += received.bytes;
  BIO_write(SSL_get_rbio(session_.get()), buffer_.data(), as_int(received.bytes));
  co_return IoStatus::ok;
}

Handshake TlsStream::judge_error() const {
  const auto error = ERR_peek_error();
  const char* reason = ERR_reason_error_string(error);
  const std::string text = reason == nullptr ? "unknown error" : reason;
  const bool alert =
      ERR_GET_LIB(error) == ERR_LIB_SSL && ERR_GET_REASON(error) >= first_alert_reason;
  if (!alert && SSL_get_state(session_.get()) == TLS_ST_CR_CERT)
    return ended(Status::bad_certificate, "The server's certificate cannot be read: " + text + ".");
  return ended(Status::failed, alert ? "The server refused the TLS handshake: " + text + "."
                                     : "The TLS handshake failed: " + text + ".");
}

asio::awaitable<Handshake> TlsStream::handshake() {
  for (;;) {
    ERR_clear_error();
    const int result = SSL_do_handshake(session_.get());
    const bool waits = result != 1 && SSL_get_error(session_.get(), result) == SSL_ERROR_WANT_READ;
    // Judged before the alert goes out, for other looks use the same error queue in the meantime.
    auto failure = result == 1 || waits ? ended(Status::done) : judge_error();
    ERR_clear_error();
    if (BIO_ctrl_pending(SSL_get_wbio(session_.get())) > 0) {
      const auto sent = co_await flush();
      if (sent != IoStatus::ok && failure.status == Status::done) co_return ended(sent);
    }
    if (!waits) co_return failure;
    const auto fed = co_await feed();
    if (fed != IoStatus::ok) co_return ended(fed);
    if (rdp_instead_) {
      co_return ended(Status::rdp_instead,
                      "The server answered the TLS handshake with an RDP packet: it cannot use its "
                      "certificate's private key.");
    }
    if (received_ > most_received)
      co_return ended(Status::failed, "The server sent too much during the TLS handshake.");
  }
}

std::string TlsStream::version() const {
  return SSL_get_version(session_.get());
}

std::string TlsStream::cipher() const {
  const auto* cipher = SSL_get_current_cipher(session_.get());
  if (cipher == nullptr) return {};
  const char* name = SSL_CIPHER_standard_name(cipher);
  return name != nullptr ? name : SSL_CIPHER_get_name(cipher);
}

std::optional<CertificateFacts> TlsStream::certificate(const std::string& host,
                                                       ChainJudge& judge) const {
  auto* leaf = SSL_get0_peer_certificate(session_.get());
  if (leaf == nullptr) return {};
  auto facts = read_certificate(leaf, host);
  if (facts) facts->trust = judge.judge({leaf, SSL_get_peer_cert_chain(session_.get())});
  ERR_clear_error();
  return facts;
}

asio::awaitable<IoStatus> TlsStream::send(Bytes bytes) {
  ERR_clear_error();
  if (SSL_write(session_.get(), bytes.data(), as_int(bytes.size())) <= 0)
    co_return IoStatus::broken;
  co_return co_await flush();
}

asio::awaitable<Received> TlsStream::receive_some(std::span<std::uint8_t> room) {
  for (;;) {
    ERR_clear_error();
    const int count = SSL_read(session_.get(), room.data(), as_int(room.size()));
    if (count > 0) co_return Received(IoStatus::ok, static_cast<std::size_t>(count));
    const int why = SSL_get_error(session_.get(), count);
    ERR_clear_error();
    if (why == SSL_ERROR_ZERO_RETURN) co_return Received(IoStatus::closed, 0);
    if (why != SSL_ERROR_WANT_READ) co_return Received(IoStatus::broken, 0);
    // A request for new keys may have to be answered first.
    if (BIO_ctrl_pending(SSL_get_wbio(session_.get())) > 0) {
      co_await flush();
    }
    const auto fed = co_await feed();
    if (fed != IoStatus::ok) co_return Received(fed, 0);
  }
}

asio::awaitable<void> TlsStream::say_goodbye() {
  if (SSL_is_init_finished(session_.get()) == 0) co_return;
  ERR_clear_error();
  SSL_shutdown(session_.get());
  ERR_clear_error();
  co_await flush();
}

}  // namespace monitor
