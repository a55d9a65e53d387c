#pragma once

#include "monitor/platform/windows/registry_key.h"
#include "monitor/platform/windows/wide_text.h"

#include <string>

namespace tests {

/// A branch of the registry that a test fills; gone with the object, as it was not there before.
class OwnBranch {
 public:
  OwnBranch(HKEY root, std::string path) : root_(root), path_(std::move(path)) { clear(); }

  ~OwnBranch() { clear(); }

  OwnBranch(const OwnBranch&) = delete;
  OwnBranch& operator=(const OwnBranch&) = delete;

  /// That branch below it, made where it is not there.
  monitor::RegistryKey key(const std::string& below = {}) const {
    return *monitor::RegistryKey::create(root_, below.empty() ? path_ : path_ + '\\' + below);
  }

  /// Writes a value of any kind.
  void write(const std::string& name, DWORD kind, const void* bytes, std::size_t size) const {
    key();
    RegSetKeyValueW(root_, monitor::to_wide(path_).c_str(), monitor::to_wide(name).c_str(), kind,
                    bytes, static_cast<DWORD>(size));
  }

  void write_number(const std::string& name, DWORD value) const {
    write(name, REG_DWORD, &value, sizeof value);
  }

 private:
  void clear() const { RegDeleteTreeW(root_, monitor::to_wide(path_).c_str()); }

  HKEY root_;
  std::string path_;
};

}  // namespace tests
