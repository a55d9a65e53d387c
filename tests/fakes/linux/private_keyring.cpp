#include "tests/fakes/linux/private_keyring.h"

#include "tests/fakes/linux/private_surroundings.h"

#include <signal.h>

#include <cstdlib>
#include <fstream>

namespace tests {

namespace fs = std::filesystem;

PrivateKeyring::PrivateKeyring(bool with_keyring) {
  const auto run = home_ / "run";
  fs::create_directories(run);
  fs::permissions(run, fs::perms::owner_all);
  set("HOME", home_.string());
  set("XDG_CONFIG_HOME", (home_ / "config").string());
  set("XDG_DATA_HOME", (home_ / "data").string());
  set("XDG_RUNTIME_DIR", run.string());
  const auto told =
      shell("dbus-daemon --session --fork --print-address=1 --print-pid=1 </dev/null 2>/dev/null");
  const auto line = told.find('\n');
  bus_ = std::stoi(told.substr(line + 1));
  set("DBUS_SESSION_BUS_ADDRESS", told.substr(0, line));
  if (!with_keyring) return;
  // Opened before anybody asks for it: the bus would start a locked one. It ends with the bus.
  shell(
      "printf test | gnome-keyring-daemon --daemonize --unlock --components=secrets "
      ">/dev/null 2>&1 && gdbus wait --session --timeout 20 org.freedesktop.secrets");
}

PrivateKeyring::~PrivateKeyring() {
  kill(bus_, SIGTERM);
  for (const auto& [name, value] : before_) {
    if (value.empty())
      unsetenv(name.c_str());
    else
      setenv(name.c_str(), value.c_str(), 1);
  }
}

void PrivateKeyring::set(const std::string& name, const std::string& value) {
  const char* old = std::getenv(name.c_str());
  before_[name] = old == nullptr ? "" : old;
  setenv(name.c_str(), value.c_str(), 1);
}

void PrivateKeyring::store(const std::string& label, const std::string& words,
                           const std::string& password) const {
  const auto file = home_ / "password";
  std::ofstream(file, std::ios::binary) << password;
  shell("secret-tool store --label='" + label + "' " + words + " <" + file.string());
  fs::remove(file);
}

void PrivateKeyring::lock() const {
  shell(
      "gdbus call --session -d org.freedesktop.secrets -o /org/freedesktop/secrets -m "
      "org.freedesktop.Secret.Service.Lock \"['/org/freedesktop/secrets/collection/login']\"");
}

}  // namespace tests
