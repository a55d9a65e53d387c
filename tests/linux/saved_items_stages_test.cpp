// The contract of SavedItems against a real keyring and FreeRDP's real files.

#include "tests/fakes/linux/private_keyring.h"
#include "tests/fakes/linux/private_surroundings.h"
#include "tests/fakes/saved_items_stage.h"

#include <gmock/gmock.h>

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A profile of Remmina and its password in the keyring.
class KeyringStage final : public fakes::SavedItemsStage {
 public:
  monitor::SavedItems& place() override { return *place_; }

  void keep(const std::string& host) override { store(host, "old password"); }

  void change(const std::string& host) override { store(host, "new password"); }

  std::string everything() override {
    // By libsecret's own program; without the times, which the keyring sets.
    std::istringstream out(
        tests::shell("secret-tool search --all xdg:schema org.remmina.Password 2>&1 </dev/null |"
                     " grep -v '^created\\|^modified' || true"));
    std::vector<std::string> items;
    for (std::string line; std::getline(out, line);) {
      if (line.starts_with('['))
        items.emplace_back();
      else
        items.back() += line + '\n';
    }
    std::sort(items.begin(), items.end());
    std::string all;
    for (const auto& item : items)
      all += item;
    return all;
  }

 private:
  void store(const std::string& host, const std::string& password) {
    const auto profile = keyring_.home() / "data/remmina" / (host + ".remmina");
    fs::create_directories(profile.parent_path());
    std::ofstream(profile) << "[remmina]\nname=x\nprotocol=RDP\nserver=" << host
                           << "\nusername=zo\u00eb\npassword=.\n";
    keyring_.store("Remmina: x - password",
                   "xdg:schema org.remmina.Password filename " + profile.string() + " key password",
                   password);
  }

  tests::PrivateKeyring keyring_;
  std::unique_ptr<monitor::SavedItems> place_ = monitor::open_saved_credentials();
};

/// A home folder with what FreeRDP keeps.
class FreeRdpStage : public fakes::SavedItemsStage {
 public:
  FreeRdpStage() {
    fs::create_directories(folder_);
    fs::create_directories(folder_ / "server");
  }

  monitor::SavedItems& place() override { return *place_; }

  std::string everything() override {
    std::vector<std::string> lines;
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
      struct stat status {};

      stat(entry.path().c_str(), &status);
      std::ostringstream line;
      line << fs::relative(entry.path(), folder_) << ' ' << status.st_mode;
      if (entry.is_regular_file())
        line << ' ' << status.st_uid << ' ' << kept_time(entry.path(), status) << '\n'
             << read_file(entry.path());
      lines.push_back(line.str() + '\n');
    }
    std::sort(lines.begin(), lines.end());
    std::string all;
    for (const auto& line : lines)
      all += line;
    return all;
  }

 protected:
  /// The time that must come back with the item.
  virtual std::string kept_time(const fs::path& file, const struct stat& status) = 0;

  tests::PrivateKeyring keyring_{false};
  fs::path folder_ = keyring_.home() / "config/freerdp";
  std::unique_ptr<monitor::SavedItems> place_ = monitor::open_connection_cache();
};

/// FreeRDP 2 and its one file.
class KnownHostsStage final : public FreeRdpStage {
 public:
  KnownHostsStage() { write(""); }

  void keep(const std::string& host) override { write(text() + line(host, 'a')); }

  void change(const std::string& host) override {
    auto all = text();
    const auto at = all.find(line(host, 'a'));
    if (at == all.npos)
      all += line(host, 'b');
    else
      all.replace(at, line(host, 'a').size(), line(host, 'b'));
    write(all);
  }

 private:
  static std::string line(const std::string& host, char digit) {
    std::string hash;
    for (int i = 0; i < 32; ++i)
      hash += std::string(i == 0 ? "" : ":") + digit + digit;
    return host + " 3389 " + hash + " Q04gPSBwYw== Q04gPSBwYw==\n";
  }

  std::string text() const { return read_file(folder_ / "known_hosts2"); }

  void write(const std::string& text) const {
    std::ofstream(folder_ / "known_hosts2", std::ios::binary) << text;
  }

  // The file is the client's; it may write a line at any moment.
  std::string kept_time(const fs::path&, const struct stat&) override { return {}; }
};

/// FreeRDP 3 and its file for each host.
class StoredCertificateStage final : public FreeRdpStage {
 public:
  void keep(const std::string& host) override { write(host, "-----BEGIN CERTIFICATE-----\n"); }

  void change(const std::string& host) override { write(host, "something else"); }

 private:
  void write(const std::string& host, const std::string& text) {
    std::ofstream(folder_ / "server" / (host + "_3389.pem"), std::ios::binary) << text;
  }

  std::string kept_time(const fs::path&, const struct stat& status) override {
    return std::to_string(status.st_mtim.tv_sec) + '.' + std::to_string(status.st_mtim.tv_nsec);
  }
};

template <class Stage>
fakes::StageMaker maker(const char* name) {
  return {name, [] { return std::make_unique<Stage>(); }};
}

INSTANTIATE_TEST_SUITE_P(Real, SavedItemsContract,
                         testing::Values(maker<KeyringStage>("Keyring"),
                                         maker<KnownHostsStage>("KnownHosts"),
                                         maker<StoredCertificateStage>("StoredCertificate")),
                         [](const auto& each) { return each.param.name; });

}  // namespace
