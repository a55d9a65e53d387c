#pragma once

#include "tests/fakes/program_run.h"

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <string>

namespace tests {

/// A session bus, a keyring and a home folder of this test's own, for as long as it lives. The
/// user's are never touched.
class PrivateKeyring {
 public:
  /// The keyring runs and is open; without it there is the bus alone.
  explicit PrivateKeyring(bool with_keyring = true);
  ~PrivateKeyring();
  PrivateKeyring(const PrivateKeyring&) = delete;
  PrivateKeyring& operator=(const PrivateKeyring&) = delete;

  const std::filesystem::path& home() const { return home_; }

  /// Keeps a password by libsecret's own program; `words` are attributes and values.
  void store(const std::string& label, const std::string& words, const std::string& password) const;
  /// Locks every collection.
  void lock() const;

 private:
  void set(const std::string& name, const std::string& value);

  TemporaryFolder folder_;
  std::filesystem::path home_ = folder_.path();
  std::map<std::string, std::string> before_;
  pid_t bus_ = 0;
};

}  // namespace tests
