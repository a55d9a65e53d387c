#pragma once

#include <windows.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace monitor {

/// An open branch of the registry. Names and texts are UTF-8. What is not there, or not of the kind
/// that was asked for, reads as empty.
class RegistryKey {
 public:
  /// For reading; empty where there is no such branch or it may not be read.
  static std::optional<RegistryKey> open(HKEY root, std::string_view path);
  /// For reading and writing, made where it is not there yet; empty where that is not allowed.
  static std::optional<RegistryKey> create(HKEY root, std::string_view path);

  std::optional<RegistryKey> child(std::string_view name) const;
  /// At most `most`, in the registry's order.
  std::vector<std::string> children(std::size_t most = 10'000) const;
  std::vector<std::string> values(std::size_t most = 10'000) const;

  /// REG_SZ, and REG_EXPAND_SZ as it stands.
  std::optional<std::string> text(std::string_view name) const;
  std::optional<DWORD> number(std::string_view name) const;
  /// The bytes as they stand, and REG_… kind.
  std::optional<std::string> bytes(std::string_view name, DWORD* kind = nullptr) const;

  /// Give a Windows error number, or ERROR_SUCCESS.
  LSTATUS set_text(std::string_view name, std::string_view text) const;
  LSTATUS remove_value(std::string_view name) const;

 private:
  struct Close {
    using pointer = HKEY;

    void operator()(HKEY key) const { RegCloseKey(key); }
  };

  explicit RegistryKey(HKEY key) : key_(key) {}

  std::unique_ptr<HKEY__, Close> key_;
};

}  // namespace monitor
