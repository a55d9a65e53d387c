#pragma once

#include "monitor/model/result.h"
#include "monitor/model/secret.h"

#include <windows.h>

#include <cstdint>
#include <string>
#include <vector>

namespace monitor {

/// A value of the registry as it stands, whatever its type; the name may be empty, or no text.
struct RegistryValue {
  std::wstring name;
  DWORD type = REG_NONE;
  std::vector<BYTE> bytes;

  bool operator==(const RegistryValue&) const = default;
};

/// A key with all that is below it. Its time and its permissions cannot be put back: the system
/// sets the one, and the other comes from the key above.
struct RegistryBranch {
  std::wstring name;
  std::wstring class_name;
  std::vector<RegistryValue> values;     ///< by name
  std::vector<RegistryBranch> children;  ///< by name

  bool operator==(const RegistryBranch&) const = default;
};

/// Some values and branches of one key of the current user.
struct RegistryPart {
  std::wstring path;  ///< of the key, below HKEY_CURRENT_USER
  std::vector<RegistryValue> values;
  std::vector<RegistryBranch> children;
  std::uint64_t written = 0;  ///< FILETIME ticks of the key's last change; not part of a copy

  bool is_empty() const { return values.empty() && children.empty(); }
};

/// All that the key has. Fails with not_found, denied; invalid_input past 16 levels, 10,000 values
/// or 16 MiB, which no client comes near.
Result<RegistryPart> read_key(const std::wstring& path);

/// The copy of a part, and the part of a copy: invalid_input for what is none.
Secret copy_of(const RegistryPart& part);
Result<RegistryPart> part_of(const Secret& copy);

/// Deletes what the part names, and the key too where `with_key` and nothing is left in it.
Result<void> remove_part(const RegistryPart& part, bool with_key);
/// Writes what is missing of the part. Fails with already_there, changing nothing, where one of its
/// values has another content or one of its branches has more than it.
Result<void> put_back_part(const RegistryPart& part);

}  // namespace monitor
