#pragma once

#include "monitor/model/certificate_facts.h"

#include <memory>
#include <string>
#include <vector>

namespace monitor {

/// Certificates as bytes (DER): the server's own first, then as the server sent them, that one
/// possibly again.
using CertificateChain = std::vector<std::string>;

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
