#include "monitor/platform/chain_judge.h"

#include "monitor/platform/linux/root_bundle.h"

#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <new>
#include <string>

namespace monitor {

namespace {

namespace fs = std::filesystem;

using Stack = std::unique_ptr<STACK_OF(X509), void (*)(STACK_OF(X509)*)>;

// More than any server needs; the TLS library has bounded what it sent.
constexpr int longest_chain = 20;

std::string from_environment(const char* variable, const char* otherwise) {
  const char* value = std::getenv(variable);
  return value == nullptr || *value == '\0' ? otherwise : value;
}

/// Whether certificates can be found in that folder by the hash of their subject ("002c0b4f.0").
bool is_hashed(const std::string& folder) {
  std::error_code ignored;
  const fs::directory_iterator files(folder, ignored);
  return std::any_of(begin(files), end(files), [](const fs::directory_entry& file) {
    return file.path().extension() == ".0";
  });
}

std::string default_folder() {
  return from_environment(X509_get_default_cert_dir_env(), X509_get_default_cert_dir());
}

/// A hashed folder holds the same roots as the bundle beside it, so that is read only where there
/// is no such folder or the environment names it.
std::string default_bundle() {
  const auto* otherwise = is_hashed(default_folder()) ? "" : X509_get_default_cert_file();
  return from_environment(X509_get_default_cert_file_env(), otherwise);
}

int overlook_leaf_dates(int ok, X509_STORE_CTX* context) {
  if (ok == 1 || X509_STORE_CTX_get_error_depth(context) > 0) return ok;
  const int error = X509_STORE_CTX_get_error(context);
  if (error != X509_V_ERR_CERT_HAS_EXPIRED && error != X509_V_ERR_CERT_NOT_YET_VALID) return ok;
  X509_STORE_CTX_set_error(context, X509_V_OK);
  return 1;
}

Trust trust_of(int error) {
  switch (error) {
    case X509_V_OK:
      return Trust::trusted;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return Trust::self_signed;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return Trust::incomplete_chain;
    default:
      return Trust::untrusted_issuer;
  }
}

/// Of what the server sent as much as is looked at; the certificates stay the TLS library's.
Stack beginning_of(const STACK_OF(X509) * sent) {
  Stack some(sk_X509_new_null(), [](STACK_OF(X509) * stack) { sk_X509_free(stack); });
  for (int i = 0; i < std::min(sk_X509_num(sent), longest_chain); ++i)
    sk_X509_push(some.get(), sk_X509_value(sent, i));
  return some;
}

Trust verify(X509_STORE* store, X509* leaf, STACK_OF(X509) * sent) {
  const std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)> context(
      X509_STORE_CTX_new(), &X509_STORE_CTX_free);
  if (!context || X509_STORE_CTX_init(context.get(), store, leaf, sent) != 1)
    return Trust::unchecked;
  X509_STORE_CTX_set_verify_cb(context.get(), overlook_leaf_dates);
  X509_verify_cert(context.get());
  return trust_of(X509_STORE_CTX_get_error(context.get()));
}

/// By the TLS library's usual places, SSL_CERT_FILE and SSL_CERT_DIR included.
class OpenSslJudge final : public ChainJudge {
 public:
  Trust judge(const CertificateChain& chain) override {
    if (chain.leaf == nullptr) return Trust::unchecked;
    if (!store_) open_store();
    const auto sent = beginning_of(chain.sent);
    auto trust = verify(store_.get(), chain.leaf, sent.get());
    if (trust != Trust::trusted && bundle_.add_issuers(store_.get(), chain.leaf, sent.get()))
      trust = verify(store_.get(), chain.leaf, sent.get());
    ERR_clear_error();
    return trust;
  }

 private:
  void open_store() {
    store_.reset(X509_STORE_new());
    if (!store_) throw std::bad_alloc();
    // A hashed folder is asked for one subject at a time.
    X509_STORE_load_path(store_.get(), default_folder().c_str());
    ERR_clear_error();
  }

  std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> store_{nullptr, &X509_STORE_free};
  RootBundle bundle_{default_bundle()};
};

}  // namespace

std::unique_ptr<ChainJudge> open_chain_judge() {
  return std::make_unique<OpenSslJudge>();
}

}  // namespace monitor
