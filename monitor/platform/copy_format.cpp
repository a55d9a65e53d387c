#include "monitor/platform/copy_format.h"

#include <algorithm>
#include <array>
#include <bit>
#include <random>

namespace monitor {

namespace {

// In front of every copy, so that other bytes are not taken for one.
constexpr std::string_view magic = "rdpready copy 1";

using Key = std::array<std::uint64_t, 2>;

Key random_key() {
  std::random_device random;
  const auto draw = [&] { return std::uint64_t{random()} << 32U | random(); };
  return {draw(), draw()};
}

std::uint64_t word_of(std::span<const std::byte> bytes) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    word |= std::to_integer<std::uint64_t>(bytes[i]) << 8 * i;
  return word;
}

/// SipHash-2-4 by Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012.
class Sip {
 public:
  explicit Sip(const Key& key)
      : v_{key[0] ^ 0x736f6d6570736575U, key[1] ^ 0x646f72616e646f6dU, key[0] ^ 0x6c7967656e657261U,
           key[1] ^ 0x7465646279746573U} {}

  void add(std::uint64_t word) {
    v_[3] ^= word;
    rounds(2);
    v_[0] ^= word;
  }

  std::uint64_t end() {
    v_[2] ^= 0xffU;
    rounds(4);
    return v_[0] ^ v_[1] ^ v_[2] ^ v_[3];
  }

 private:
  void rounds(int count) {
    for (int i = 0; i < count; ++i) {
      v_[0] += v_[1];
      v_[1] = std::rotl(v_[1], 13) ^ v_[0];
      v_[0] = std::rotl(v_[0], 32);
      v_[2] += v_[3];
      v_[3] = std::rotl(v_[3], 16) ^ v_[2];
      v_[0] += v_[3];
      v_[3] = std::rotl(v_[3], 21) ^ v_[0];
      v_[2] += v_[1];
      v_[1] = std::rotl(v_[1], 17) ^ v_[2];
      v_[2] = std::rotl(v_[2], 32);
    }
  }

  std::array<std::uint64_t, 4> v_;
};

}  // namespace

CopyWriter::CopyWriter(std::string_view kind) {
  text(magic);
  text(kind);
}

void CopyWriter::number(std::uint64_t value) {
  std::array<std::byte, 8> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<std::byte>(value >> 8 * i);
  copy_.append(bytes);
}

void CopyWriter::bytes(std::span<const std::byte> value) {
  number(value.size());
  copy_.append(value);
}

void CopyWriter::text(std::string_view value) {
  bytes(std::as_bytes(std::span(value)));
}

CopyReader::CopyReader(const Secret& copy, std::string_view kind) : rest_(copy.reveal()) {
  good_ = text() == magic && text() == kind;
}

std::span<const std::byte> CopyReader::next(std::uint64_t size) {
  good_ = good_ && size <= rest_.size();
  if (!good_) return {};
  const auto taken = rest_.first(static_cast<std::size_t>(size));
  rest_ = rest_.subspan(taken.size());
  return taken;
}

std::uint64_t CopyReader::number() {
  return word_of(next(8));
}

std::span<const std::byte> CopyReader::bytes() {
  return next(number());
}

std::string CopyReader::text() {
  const auto taken = bytes();
  return {reinterpret_cast<const char*>(taken.data()), taken.size()};
}

std::uint64_t CopyReader::count() {
  const auto wanted = number();
  good_ = good_ && wanted <= rest_.size();
  return good_ ? wanted : 0;
}

std::string fingerprint(std::span<const std::byte> bytes) {
  static const Key key = random_key();
  Sip sip(key);
  std::size_t at = 0;
  for (; bytes.size() - at >= 8; at += 8)
    sip.add(word_of(bytes.subspan(at, 8)));
  sip.add(word_of(bytes.subspan(at)) | std::uint64_t{bytes.size()} << 56U);
  return std::to_string(sip.end());
}

}  // namespace monitor
