#include "monitor/platform/chain_judge.h"

#include <windows.h>

#include <wincrypt.h>
// Takes back some of that one's macros.
#include <openssl/x509.h>

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace monitor {

namespace {

// More than any server needs; the TLS library has bounded what it sent.
constexpr int longest_chain = 20;

// Building an engine opens the system's stores; what is added to those later, it may not see.
constexpr auto engine_lasts = std::chrono::minutes(1);

struct CloseStore {
  void operator()(void* store) const { CertCloseStore(store, 0); }
};

struct FreeCertificate {
  void operator()(const CERT_CONTEXT* certificate) const {
    CertFreeCertificateContext(certificate);
  }
};

struct FreeEngine {
  using pointer = HCERTCHAINENGINE;

  void operator()(HCERTCHAINENGINE engine) const { CertFreeCertificateChainEngine(engine); }
};

struct FreeChain {
  void operator()(const CERT_CHAIN_CONTEXT* chain) const { CertFreeCertificateChain(chain); }
};

using Store = std::unique_ptr<void, CloseStore>;
using Certificate = std::unique_ptr<const CERT_CONTEXT, FreeCertificate>;
using Engine = std::unique_ptr<void, FreeEngine>;
using BuiltChain = std::unique_ptr<const CERT_CHAIN_CONTEXT, FreeChain>;

/// Puts it into the store; empty for what is no certificate.
Certificate add(const Store& store, const X509* certificate) {
  BYTE* bytes = nullptr;
  const int size = i2d_X509(certificate, &bytes);
  if (size <= 0) return {};
  const CERT_CONTEXT* added = nullptr;
  CertAddEncodedCertificateToStore(store.get(), X509_ASN_ENCODING, bytes, static_cast<DWORD>(size),
                                   CERT_STORE_ADD_REPLACE_EXISTING, &added);
  OPENSSL_free(bytes);
  return Certificate(added);
}

/// The best way from `leaf` to a root, over what the server sent and what the system has.
BuiltChain build(const Engine& engine, const CERT_CONTEXT* leaf, const Store& sent) {
  // Nothing is fetched: whoever runs the server must not learn of a look by what the look asks for.
  // So a public root that this computer has never needed counts as unknown until it has.
  constexpr DWORD flags =
      CERT_CHAIN_CACHE_ONLY_URL_RETRIEVAL | CERT_CHAIN_DISABLE_AUTH_ROOT_AUTO_UPDATE;
  CERT_CHAIN_PARA wanted{};
  wanted.cbSize = sizeof wanted;
  const CERT_CHAIN_CONTEXT* chain = nullptr;
  CertGetCertificateChain(engine.get(), leaf, nullptr, sent.get(), &wanted, flags, nullptr, &chain);
  return BuiltChain(chain);
}

/// What is wrong with the chain, as CERT_TRUST_… bits, the leaf's own dates aside.
DWORD trouble_of(const CERT_SIMPLE_CHAIN& chain) {
  constexpr DWORD of_the_chain = CERT_TRUST_IS_PARTIAL_CHAIN | CERT_TRUST_IS_CYCLIC;
  DWORD trouble = chain.TrustStatus.dwErrorStatus & of_the_chain;
  for (DWORD i = 0; i < chain.cElement; ++i) {
    DWORD own = chain.rgpElement[i]->TrustStatus.dwErrorStatus;
    if (i == 0) own &= ~static_cast<DWORD>(CERT_TRUST_IS_NOT_TIME_VALID);
    trouble |= own;
  }
  // An issuer's dates need not hold its subject's (RFC 5280 does not ask it), nor do they
  // elsewhere.
  return trouble & ~static_cast<DWORD>(CERT_TRUST_IS_NOT_TIME_NESTED);
}

Trust trust_of(const CERT_SIMPLE_CHAIN& chain) {
  const auto trouble = trouble_of(chain);
  if (trouble == CERT_TRUST_NO_ERROR) return Trust::trusted;
  if ((trouble & CERT_TRUST_IS_PARTIAL_CHAIN) != 0) return Trust::incomplete_chain;
  if ((trouble & CERT_TRUST_IS_UNTRUSTED_ROOT) != 0 && chain.cElement == 1)
    return Trust::self_signed;
  return Trust::untrusted_issuer;
}

class SystemJudge final : public ChainJudge {
 public:
  Trust judge(const CertificateChain& chain) override {
    const Store sent(
        CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, CERT_STORE_CREATE_NEW_FLAG, nullptr));
    if (!sent || chain.leaf == nullptr) return Trust::unchecked;
    for (int i = 0; i < std::min(sk_X509_num(chain.sent), longest_chain); ++i)
      add(sent, sk_X509_value(chain.sent, i));
    const auto leaf = add(sent, chain.leaf);
    if (!leaf) return Trust::unchecked;
    const auto built = build(engine(), leaf.get(), sent);
    return built && built->cChain > 0 ? trust_of(*built->rgpChain[0]) : Trust::unchecked;
  }

 private:
  const Engine& engine() {
    const auto now = std::chrono::steady_clock::now();
    if (engine_ && now - made_at_ < engine_lasts) return engine_;
    CERT_CHAIN_ENGINE_CONFIG config{};
    // The oldest form: it says all that is wanted, and every system takes it.
    config.cbSize = offsetof(CERT_CHAIN_ENGINE_CONFIG, hExclusiveRoot);
    HCERTCHAINENGINE made = nullptr;
    CertCreateCertificateChainEngine(&config, &made);
    // Without one of its own the system's default is asked.
    engine_.reset(made);
    made_at_ = now;
    return engine_;
  }

  Engine engine_;
  std::chrono::steady_clock::time_point made_at_{};
};

}  // namespace

std::unique_ptr<ChainJudge> open_chain_judge() {
  return std::make_unique<SystemJudge>();
}

}  // namespace monitor
