#include "monitor/platform/windows/registry_part.h"

#include "monitor/platform/windows/file_time.h"
#include "monitor/platform/windows/handle.h"

#include <algorithm>
#include <memory>

namespace monitor {

namespace {

// What one part may have; a client's whole memory is some hundred values.
constexpr int deepest = 16;
constexpr std::size_t most_values = 10'000;
constexpr std::size_t largest_part = 16U << 20U;
// With the zero (Registry Element Size Limits).
constexpr std::size_t longest_key_name = 256;
constexpr std::size_t longest_value_name = 16'384;

struct CloseKey {
  using pointer = HKEY;

  void operator()(HKEY key) const { RegCloseKey(key); }
};

using Key = std::unique_ptr<HKEY__, CloseKey>;

tl::unexpected<Failure> refusal(LSTATUS error, const char* what) {
  const bool absent = error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND;
  return fail(absent ? Failure::Kind::not_found : Failure::Kind::denied, what,
              system_message(static_cast<DWORD>(error)));
}

Result<Key> open_key(HKEY root, const std::wstring& path, REGSAM access) {
  HKEY key = nullptr;
  const auto error = RegOpenKeyExW(root, path.c_str(), 0, access, &key);
  if (error == ERROR_SUCCESS) return Key(key);
  return refusal(error, "What the client keeps in the registry cannot be opened.");
}

Result<Key> make_key(HKEY root, const std::wstring& path, const std::wstring& class_name) {
  HKEY key = nullptr;
  auto given = class_name;
  const auto error = RegCreateKeyExW(root, path.c_str(), 0, given.empty() ? nullptr : given.data(),
                                     0, KEY_READ | KEY_WRITE, nullptr, &key, nullptr);
  if (error == ERROR_SUCCESS) return Key(key);
  return refusal(error, "The registry does not take back what the client kept there.");
}

tl::unexpected<Failure> too_much() {
  return fail(Failure::Kind::invalid_input, "The client keeps more in the registry than it can.");
}

/// Reads a branch and counts what it costs.
class BranchReader {
 public:
  Result<RegistryBranch> read(HKEY root, const std::wstring& name, int depth) {
    if (depth > deepest) return too_much();
    auto key = open_key(root, name, KEY_READ);
    if (!key) return tl::unexpected(key.error());
    RegistryBranch branch{.name = name, .class_name = {}, .values = {}, .children = {}};
    branch.class_name = class_of(key->get());
    if (auto values = read_values(key->get()); values)
      branch.values = *std::move(values);
    else
      return tl::unexpected(values.error());
    for (const auto& child : names_of(key->get())) {
      auto below = read(key->get(), child, depth + 1);
      if (!below) return below;
      branch.children.push_back(*std::move(below));
    }
    return branch;
  }

 private:
  static std::wstring class_of(HKEY key) {
    std::wstring name(longest_key_name, L'\0');
    auto size = static_cast<DWORD>(name.size());
    if (RegQueryInfoKeyW(key, name.data(), &size, nullptr, nullptr, nullptr, nullptr, nullptr,
                         nullptr, nullptr, nullptr, nullptr) != ERROR_SUCCESS)
      return {};
    name.resize(size);
    return name;
  }

  static std::vector<std::wstring> names_of(HKEY key) {
    std::vector<std::wstring> names;
    std::wstring name(longest_key_name, L'\0');
    for (DWORD i = 0; names.size() < most_values; ++i) {
      auto size = static_cast<DWORD>(name.size());
      if (RegEnumKeyExW(key, i, name.data(), &size, nullptr, nullptr, nullptr, nullptr) !=
          ERROR_SUCCESS)
        break;
      names.push_back(name.substr(0, size));
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  Result<std::vector<RegistryValue>> read_values(HKEY key) {
    std::vector<RegistryValue> values;
    std::wstring name(longest_value_name, L'\0');
    for (DWORD i = 0;; ++i) {
      auto name_size = static_cast<DWORD>(name.size());
      DWORD type = 0;
      DWORD size = 0;
      auto error = RegEnumValueW(key, i, name.data(), &name_size, nullptr, &type, nullptr, &size);
      if (error == ERROR_NO_MORE_ITEMS) break;
      // One byte more, so that there is an address even for a value without any.
      std::vector<BYTE> bytes(size + 1);
      name_size = static_cast<DWORD>(name.size());
      if (error == ERROR_SUCCESS)
        error = RegEnumValueW(key, i, name.data(), &name_size, nullptr, &type, bytes.data(), &size);
      if (error != ERROR_SUCCESS)
        return refusal(error, "What the client keeps in the registry cannot be read.");
      bytes.resize(size);
      total_ += size;
      if (++count_ > most_values || total_ > largest_part) return too_much();
      values.push_back({name.substr(0, name_size), type, std::move(bytes)});
    }
    std::ranges::sort(values, {}, &RegistryValue::name);
    return values;
  }

  std::size_t count_ = 0;
  std::size_t total_ = 0;
};

LSTATUS write_value(HKEY key, const RegistryValue& value) {
  return RegSetValueExW(key, value.name.c_str(), 0, value.type, value.bytes.data(),
                        static_cast<DWORD>(value.bytes.size()));
}

const RegistryValue* find(const std::vector<RegistryValue>& values, const std::wstring& name) {
  const auto found = std::ranges::find_if(values, [&](const RegistryValue& value) {
    return CompareStringOrdinal(value.name.c_str(), static_cast<int>(value.name.size()),
                                name.c_str(), static_cast<int>(name.size()), TRUE) == CSTR_EQUAL;
  });
  return found == values.end() ? nullptr : &*found;
}

/// No value of `wanted` has another content in `there`.
bool is_room_for(const std::vector<RegistryValue>& wanted,
                 const std::vector<RegistryValue>& there) {
  return std::ranges::all_of(wanted, [&](const RegistryValue& value) {
    const auto* other = find(there, value.name);
    return other == nullptr || (other->type == value.type && other->bytes == value.bytes);
  });
}

/// Nothing stands there but what belongs to `wanted`.
bool is_part_of(const RegistryBranch& there, const RegistryBranch& wanted) {
  const bool values = std::ranges::all_of(there.values, [&](const RegistryValue& value) {
    const auto* ours = find(wanted.values, value.name);
    return ours != nullptr && ours->type == value.type && ours->bytes == value.bytes;
  });
  return values && std::ranges::all_of(there.children, [&](const RegistryBranch& child) {
           const auto ours = std::ranges::find(wanted.children, child.name, &RegistryBranch::name);
           return ours != wanted.children.end() && is_part_of(child, *ours);
         });
}

Result<void> write_branch(HKEY root, const RegistryBranch& branch) {
  const auto key = make_key(root, branch.name, branch.class_name);
  if (!key) return tl::unexpected(key.error());
  for (const auto& value : branch.values) {
    if (const auto error = write_value(key->get(), value); error != ERROR_SUCCESS)
      return refusal(error, "The registry does not take back what the client kept there.");
  }
  for (const auto& child : branch.children) {
    if (auto done = write_branch(key->get(), child); !done) return done;
  }
  return {};
}

std::uint64_t written_of(HKEY key) {
  FILETIME time{};
  RegQueryInfoKeyW(key, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr,
                   nullptr, nullptr, &time);
  return ticks_of(time);
}

bool is_bare(HKEY key) {
  DWORD keys = 1;
  DWORD values = 1;
  RegQueryInfoKeyW(key, nullptr, nullptr, nullptr, &keys, nullptr, nullptr, &values, nullptr,
                   nullptr, nullptr, nullptr);
  return keys == 0 && values == 0;
}

}  // namespace

Result<RegistryPart> read_key(const std::wstring& path) {
  auto branch = BranchReader().read(HKEY_CURRENT_USER, path, 0);
  if (!branch) return tl::unexpected(branch.error());
  const auto key = open_key(HKEY_CURRENT_USER, path, KEY_READ);
  if (!key) return tl::unexpected(key.error());
  return RegistryPart{path, std::move(branch->values), std::move(branch->children),
                      written_of(key->get())};
}

Result<void> remove_part(const RegistryPart& part, bool with_key) {
  const auto key = open_key(HKEY_CURRENT_USER, part.path, KEY_READ | KEY_WRITE | DELETE);
  if (!key) return tl::unexpected(key.error());
  constexpr const char* what = "The registry does not let it be removed.";
  for (const auto& value : part.values) {
    const auto error = RegDeleteValueW(key->get(), value.name.c_str());
    if (error != ERROR_SUCCESS && error != ERROR_FILE_NOT_FOUND) return refusal(error, what);
  }
  for (const auto& child : part.children) {
    const auto error = RegDeleteTreeW(key->get(), child.name.c_str());
    if (error != ERROR_SUCCESS && error != ERROR_FILE_NOT_FOUND) return refusal(error, what);
  }
  if (with_key && is_bare(key->get())) RegDeleteKeyW(HKEY_CURRENT_USER, part.path.c_str());
  return {};
}

Result<void> put_back_part(const RegistryPart& part) {
  const auto taken = fail(Failure::Kind::already_there,
                          "The client has saved something newer there; it was left alone.");
  const auto there = read_key(part.path);
  if (!there && there.error().kind != Failure::Kind::not_found)
    return tl::unexpected(there.error());
  if (there && !is_room_for(part.values, there->values)) return taken;
  for (const auto& child : part.children) {
    if (!there) break;
    const auto now = std::ranges::find(there->children, child.name, &RegistryBranch::name);
    if (now != there->children.end() && !is_part_of(*now, child)) return taken;
  }
  return write_branch(HKEY_CURRENT_USER, {part.path, {}, part.values, part.children});
}

}  // namespace monitor
