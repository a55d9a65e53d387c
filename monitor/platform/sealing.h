#pragma once

#include "monitor/model/result.h"
#include "monitor/model/secret.h"

#include <memory>

namespace monitor {

/// Seals a secret so that only this user of this computer can open it. Worker thread.
/// Windows: the user's data protection (DPAPI). Linux: AES-256-GCM with a key in the user's
/// keyring.
class Sealing {
 public:
  virtual ~Sealing() = default;

  /// `secret` is at most 1 MiB. Never asks the user anything. Fails with unavailable where there is
  /// no keyring, denied where it is locked: then nothing that holds a secret may be removed.
  virtual Result<Sealed> seal(const Secret& secret) = 0;
  /// Fails with invalid_input where it was not sealed here, by this user, or was tampered with;
  /// else as seal().
  virtual Result<Secret> open(const Sealed& sealed) = 0;
};

/// This user's.
std::unique_ptr<Sealing> open_sealing();

}  // namespace monitor
