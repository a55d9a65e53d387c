#pragma once

#include "monitor/model/certificate_facts.h"

#include <memory>

struct stack_st_X509;
struct x509_st;

namespace monitor {

/// A server's certificates as the TLS library has decoded them, which is most of the work; its own.
struct CertificateChain {
  x509_st* leaf = nullptr;              ///< the server's own; null where there is none
  const stack_st_X509* sent = nullptr;  ///< all, as the server sent them, that one among them
};

/// What this computer thinks of a server's certificate chain, by the roots that it trusts itself.
/// Lives on the network thread: answers within milliseconds and fetches nothing from anywhere.
class ChainJudge {
 public:
  virtual ~ChainJudge() = default;

  /// The first certificate's own dates, name and purpose are not asked here; they are judged one by
  /// one. `unchecked` where the system cannot tell, or for nothing.
  virtual Trust judge(const CertificateChain& chain) = 0;
};

/// This system's judge. What it trusts is read at the first question, not here.
std::unique_ptr<ChainJudge> open_chain_judge();

}  // namespace monitor
