#pragma once

#include "monitor/platform/sealing.h"

#include <span>
#include <vector>

namespace fakes {

/// Seals by turning every bit, which is enough to see whether a copy was sealed.
class FakeSealing final : public monitor::Sealing {
 public:
  monitor::Result<monitor::Sealed> seal(const monitor::Secret& secret) override {
    if (locked) return locked_failure();
    return monitor::Sealed{turned(secret.reveal())};
  }

  monitor::Result<monitor::Secret> open(const monitor::Sealed& sealed) override {
    if (locked) return locked_failure();
    return monitor::Secret(turned(sealed.bytes));
  }

  bool locked = false;

 private:
  static tl::unexpected<monitor::Failure> locked_failure() {
    return monitor::fail(monitor::Failure::Kind::denied, "The keyring is locked.");
  }

  static std::vector<std::byte> turned(std::span<const std::byte> bytes) {
    std::vector<std::byte> out(bytes.begin(), bytes.end());
    for (auto& byte : out)
      byte = ~byte;
    return out;
  }
};

}  // namespace fakes
