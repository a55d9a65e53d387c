#pragma once

#include "tests/fakes/linux/private_keyring.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace tests {

/// A home in which FreeRDP remembers a certificate of "first" and of a host, with a damaged file
/// for that host, and Remmina keeps a sign-in for an address.
class ClientsAtHome {
 public:
  ClientsAtHome(const std::string& host, const std::string& port, const std::string& address,
                const std::string& damaged)
      : known_hosts_("first 3389 " + std::string(64, 'a') + " x y\n" + host + ' ' + port + ' ' +
                     std::string(64, 'b') + " x y\n") {
    std::filesystem::create_directories(config() / "server");
    std::ofstream(config() / "known_hosts2") << known_hosts_;
    std::ofstream(config() / "server" / (host + '_' + port + ".pem")) << damaged;
    const auto profile = keyring_.home() / "pc.remmina";
    std::ofstream(profile) << "[remmina]\nserver=" << address << "\nusername=me\n";
    keyring_.store("Remmina: pc - password",
                   "xdg:schema org.remmina.Password key password filename " + profile.string(),
                   "MarkerPassword");
  }

  const PrivateKeyring& keyring() const { return keyring_; }

  std::filesystem::path config() const { return keyring_.home() / "config/freerdp"; }

  /// What known_hosts2 held at first.
  const std::string& known_hosts() const { return known_hosts_; }

  /// What one of FreeRDP's files holds now.
  std::string text_of(const std::string& file) const {
    std::ifstream in(config() / file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  PrivateKeyring keyring_;
  std::string known_hosts_;
};

}  // namespace tests
