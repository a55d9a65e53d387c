#pragma once

#include <memory>
#include <string>

struct ssl_ctx_st;
struct ssl_st;

namespace monitor {

/// What every look's TLS shares: made once, for making one costs half a handshake.
/// It is for looking only: everything from TLS 1.0 and the weakest ciphers and keys up is read, no
/// certificate is refused, no session is kept. Never use it to send a secret.
/// Any thread may use it while nobody destroys it.
class TlsContext {
 public:
  /// Throws std::runtime_error if the TLS library cannot start.
  TlsContext();

  /// Frees a session.
  struct Free {
    void operator()(ssl_ctx_st* context) const;
    void operator()(ssl_st* session) const;
  };

  using Session = std::unique_ptr<ssl_st, Free>;

  /// A client session that names `server` (SNI), unless that is an address.
  Session new_session(const std::string& server) const;

 private:
  std::unique_ptr<ssl_ctx_st, Free> context_;
};

}  // namespace monitor
