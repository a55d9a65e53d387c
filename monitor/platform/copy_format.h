#pragma once

#include "monitor/model/secret.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace monitor {

/// Writes the copy of an item: numbers of fixed size, little-endian, and bytes with their length.
class CopyWriter {
 public:
  /// `kind` says what follows; a reader of another kind refuses it.
  explicit CopyWriter(std::string_view kind);

  void number(std::uint64_t value);
  void bytes(std::span<const std::byte> value);
  void text(std::string_view value);

  Secret take() { return std::move(copy_); }

 private:
  Secret copy_;
};

/// Reads such a copy. After the first thing that is not there everything reads as empty, and
/// is_whole() is false. Never allocates more than the copy has.
class CopyReader {
 public:
  CopyReader(const Secret& copy, std::string_view kind);

  std::uint64_t number();
  /// Looks into the copy.
  std::span<const std::byte> bytes();
  std::string text();
  /// A number of things to come: 0 where the rest could not hold so many.
  std::uint64_t count();

  /// True if all was there, and nothing is left.
  bool is_whole() const { return good_ && rest_.empty(); }

  bool is_good() const { return good_; }

 private:
  std::span<const std::byte> next(std::uint64_t size);

  std::span<const std::byte> rest_;
  bool good_ = true;
};

/// Tells equal bytes from different ones; a new function with every start of the program, so that
/// it says nothing about a secret to anyone else (SipHash-2-4 with a random key).
std::string fingerprint(std::span<const std::byte> bytes);

}  // namespace monitor
