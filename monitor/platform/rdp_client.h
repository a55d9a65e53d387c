#pragma once

#include "monitor/model/result.h"
#include "monitor/model/target.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace monitor {

/// The RDP client of this computer. Worker thread: may wait for the system.
class RdpClient {
 public:
  virtual ~RdpClient() = default;

  /// What it is called, for buttons: "FreeRDP"; empty where there is none.
  virtual std::string name() const = 0;
  /// Called on a thread of its own once the client has ended, where it says why and keeps no log
  /// itself (FreeRDP): with the discReason that means the same, as `rdpready explain` takes it.
  using Ended = std::function<void(std::uint32_t reason)>;

  /// Starts it for that target and returns; never with a password.
  /// Fails with unavailable where no client is installed, saying which would do.
  virtual Result<void> connect(const Target& target, Ended ended = {}) = 0;
};

/// This computer's client.
std::unique_ptr<RdpClient> open_rdp_client();

}  // namespace monitor
