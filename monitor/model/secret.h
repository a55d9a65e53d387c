#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace monitor {

/// Overwrites memory in a way that no compiler leaves out.
void wipe(void* memory, std::size_t size);

/// Gives memory back only after wiping it.
template <class T>
struct WipingAllocator {
  using value_type = T;

  WipingAllocator() = default;

  template <class U>
  explicit WipingAllocator(const WipingAllocator<U>&) {}

  T* allocate(std::size_t count) { return std::allocator<T>().allocate(count); }

  void deallocate(T* memory, std::size_t count) {
    wipe(memory, count * sizeof(T));
    std::allocator<T>().deallocate(memory, count);
  }

  bool operator==(const WipingAllocator&) const = default;
};

/// Bytes that nobody else may read. They wipe themselves, cannot be copied, formatted or logged,
/// and are looked at through reveal() alone.
class Secret {
 public:
  Secret() = default;

  explicit Secret(std::span<const std::byte> bytes) : bytes_(bytes.begin(), bytes.end()) {}

  Secret(Secret&&) = default;
  Secret& operator=(Secret&&) = default;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() = default;

  void append(std::span<const std::byte> more) {
    bytes_.insert(bytes_.end(), more.begin(), more.end());
  }

  std::size_t size() const { return bytes_.size(); }

  bool empty() const { return bytes_.empty(); }

  /// To be passed on to the system, never to be kept.
  std::span<const std::byte> reveal() const { return bytes_; }

 private:
  std::vector<std::byte, WipingAllocator<std::byte>> bytes_;
};

/// A secret as only this user of this computer can open it; may be kept anywhere.
struct Sealed {
  std::vector<std::byte> bytes;

  bool operator==(const Sealed&) const = default;
};

}  // namespace monitor
