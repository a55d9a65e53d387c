#pragma once

#include "monitor/model/certificate_facts.h"
#include "monitor/net/root_bundle.h"

#include <memory>

struct stack_st_X509;
struct x509_st;
struct x509_store_st;

namespace monitor {

/// The certificates that this computer trusts: the TLS library's usual places, `SSL_CERT_FILE` and
/// `SSL_CERT_DIR` included, and on Windows the system's own store. Opened at the first question and
/// kept. Lives on the network thread.
class TrustStore {
 public:
  TrustStore();
  ~TrustStore();
  TrustStore(const TrustStore&) = delete;
  TrustStore& operator=(const TrustStore&) = delete;

  /// What to think of a chain as the server sent it; `chain` may hold `leaf` as well, or be null.
  /// The leaf's own dates, name and purpose are not asked here; they are judged one by one.
  Trust judge(x509_st* leaf, stack_st_X509* chain);

 private:
  struct Free {
    void operator()(x509_store_st* store) const;
  };

  std::unique_ptr<x509_store_st, Free> store_;
  RootBundle bundle_;
};

}  // namespace monitor
