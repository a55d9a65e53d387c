#include "tray/gui/single_instance.h"

#include <fcntl.h>
#include <glib-unix.h>

#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <thread>
#include <utility>

namespace tray {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// Owns a file descriptor; -1 owns nothing.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}

  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }

  int get() const { return number_; }

  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_;
};

/// FNV-1a: file names of sockets are short, data folders may not be.
std::string short_name(const std::string& key) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const unsigned char c : key)
    hash = (hash ^ c) * 1099511628211ULL;
  return std::to_string(hash);
}

/// A folder of this user alone that a restart of the computer empties; empty if there is none.
fs::path runtime_folder() {
  if (const char* folder = std::getenv("XDG_RUNTIME_DIR"); folder != nullptr && *folder == '/')
    return folder;
  const auto folder = fs::path("/tmp") / ("rdpready-" + std::to_string(::getuid()));
  ::mkdir(folder.c_str(), 0700);

  struct stat facts {};

  const bool ours = ::lstat(folder.c_str(), &facts) == 0 && S_ISDIR(facts.st_mode) &&
                    facts.st_uid == ::getuid() && (facts.st_mode & 0077U) == 0;
  return ours ? folder : fs::path{};
}

bool fill_address(sockaddr_un& address, const fs::path& path) {
  address.sun_family = AF_UNIX;
  if (path.native().size() >= sizeof address.sun_path) return false;
  std::memcpy(address.sun_path, path.c_str(), path.native().size() + 1);
  return true;
}

Descriptor open_socket() {
  return Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
}

/// The other one may just be starting: it is asked a few times.
void ask_other(const fs::path& path) {
  sockaddr_un address{};
  if (!fill_address(address, path)) return;
  for (int attempt = 0; attempt < 20; ++attempt) {
    const auto socket = open_socket();
    if (::connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return;
    std::this_thread::sleep_for(50ms);
  }
}

class LockedInstance final : public SingleInstance {
 public:
  LockedInstance(Descriptor lock, const fs::path& path) : lock_(std::move(lock)), path_(path) {
    sockaddr_un address{};
    if (!lock_ || !fill_address(address, path)) return;
    ::unlink(path.c_str());
    auto socket = open_socket();
    if (::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
        ::listen(socket.get(), 4) == 0) {
      socket_ = std::move(socket);
    }
  }

  ~LockedInstance() override {
    if (source_ != 0) g_source_remove(source_);
    if (socket_) ::unlink(path_.c_str());
  }

  void listen(std::function<void()> on_raise) override {
    on_raise_ = std::move(on_raise);
    if (!socket_) return;
    const auto ready = +[](gint, GIOCondition, gpointer data) -> gboolean {
      static_cast<LockedInstance*>(data)->take_visitors();
      return G_SOURCE_CONTINUE;
    };
    source_ = g_unix_fd_add(socket_.get(), G_IO_IN, ready, this);
  }

 private:
  /// That somebody came is all there is to hear.
  void take_visitors() {
    while (Descriptor visitor{::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC)}) {
    }
    on_raise_();
  }

  Descriptor lock_;
  fs::path path_;
  Descriptor socket_;
  guint source_ = 0;
  std::function<void()> on_raise_;
};

}  // namespace

std::unique_ptr<SingleInstance> claim_single_instance(const std::string& key) {
  const auto folder = runtime_folder();
  const auto name = "rdpready-" + short_name(key);
  const auto path = folder / (name + ".socket");
  if (folder.empty()) return std::make_unique<LockedInstance>(Descriptor{}, path);
  Descriptor lock(::open((folder / (name + ".lock")).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  const bool taken = lock && ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0;
  if (!taken) return std::make_unique<LockedInstance>(std::move(lock), path);
  ask_other(path);
  return nullptr;
}

}  // namespace tray
