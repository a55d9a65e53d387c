#include "monitor/platform/sealing.h"

#include "monitor/platform/windows/handle.h"

#include <windows.h>

#include <dpapi.h>

#include <array>

namespace monitor {

namespace {

constexpr std::size_t largest_secret = 1U << 20U;
// What other programs of this user's that call CryptUnprotectData do not add.
constexpr std::string_view own_entropy = "RDP Ready, copies of removed items, 1";

DATA_BLOB blob_of(std::span<const std::byte> bytes) {
  // The functions only read what they are given.
  auto* first = const_cast<std::byte*>(bytes.data());
  return {.cbData = static_cast<DWORD>(bytes.size()), .pbData = reinterpret_cast<BYTE*>(first)};
}

/// What a function of DPAPI has given; wiped and freed when it goes.
class GivenBlob {
 public:
  GivenBlob() = default;

  ~GivenBlob() {
    if (blob_.pbData == nullptr) return;
    wipe(blob_.pbData, blob_.cbData);
    LocalFree(blob_.pbData);
  }

  GivenBlob(const GivenBlob&) = delete;
  GivenBlob& operator=(const GivenBlob&) = delete;

  DATA_BLOB* out() { return &blob_; }

  std::span<const std::byte> bytes() const {
    return std::as_bytes(std::span(blob_.pbData, blob_.cbData));
  }

 private:
  DATA_BLOB blob_{};
};

/// Data protection of Windows, for this user.
class UserSealing final : public Sealing {
 public:
  Result<Sealed> seal(const Secret& secret) override {
    if (secret.size() > largest_secret)
      return fail(Failure::Kind::invalid_input, "There is too much to be sealed.");
    auto in = blob_of(secret.reveal());
    auto entropy = blob_of(std::as_bytes(std::span(own_entropy)));
    GivenBlob out;
    if (!CryptProtectData(&in, nullptr, &entropy, nullptr, nullptr, CRYPTPROTECT_UI_FORBIDDEN,
                          out.out())) {
      return fail(Failure::Kind::denied, "Windows does not seal the copy.",
                  system_message(GetLastError()));
    }
    return Sealed{{out.bytes().begin(), out.bytes().end()}};
  }

  Result<Secret> open(const Sealed& sealed) override {
    auto in = blob_of(sealed.bytes);
    auto entropy = blob_of(std::as_bytes(std::span(own_entropy)));
    GivenBlob out;
    if (CryptUnprotectData(&in, nullptr, &entropy, nullptr, nullptr, CRYPTPROTECT_UI_FORBIDDEN,
                           out.out())) {
      return Secret(out.bytes());
    }
    return fail(Failure::Kind::invalid_input,
                "The sealed copy cannot be opened: it is damaged or another user's.",
                system_message(GetLastError()));
  }
};

}  // namespace

std::unique_ptr<Sealing> open_sealing() {
  return std::make_unique<UserSealing>();
}

}  // namespace monitor
