#include "monitor/net/tls_context.h"

#include "monitor/platform/name_lookup.h"

#include <asio/ip/address.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <stdexcept>

namespace monitor {

namespace {

// In order of strength and those without encryption last, so that a server that follows the
// client's order picks what a real client would get. Anonymous ones never: a server that allows
// them would show no certificate.
constexpr auto every_cipher = "ALL:COMPLEMENTOFALL:!aNULL:!PSK:!SRP:@SECLEVEL=0";

/// The library would judge each chain against an empty store; ChainJudge does that properly, later.
int accept_any(X509_STORE_CTX*, void*) {
  return 1;
}

}  // namespace

void TlsContext::Free::operator()(ssl_ctx_st* context) const {
  SSL_CTX_free(context);
}

void TlsContext::Free::operator()(ssl_st* session) const {
  SSL_free(session);
}

TlsContext::TlsContext() : context_(SSL_CTX_new(TLS_client_method())) {
  auto* context = context_.get();
  if (context == nullptr) throw std::runtime_error("The TLS library cannot start.");
  SSL_CTX_set_security_level(context, 0);
  SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context, 0);
  SSL_CTX_set_cipher_list(context, every_cipher);
  SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nullptr);
  SSL_CTX_set_cert_verify_callback(context, accept_any, nullptr);
  SSL_CTX_set_options(context, SSL_OP_LEGACY_SERVER_CONNECT | SSL_OP_NO_TICKET |
                                   SSL_OP_IGNORE_UNEXPECTED_EOF | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  ERR_clear_error();
}

TlsContext::Session TlsContext::new_session(const std::string& server) const {
  Session session(SSL_new(context_.get()));
  if (!session) throw std::runtime_error("The TLS library is out of memory.");
  SSL_set_connect_state(session.get());
  std::error_code is_name;
  asio::ip::make_address(server, is_name);
  if (is_name) SSL_set_tlsext_host_name(session.get(), ascii_name(server).c_str());
  ERR_clear_error();
  return session;
}

}  // namespace monitor
