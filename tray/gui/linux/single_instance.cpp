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

/// What a visitor says; one that leaves without a word wants to see the window.
constexpr char raise_word = 'r';
constexpr char end_word = 'e';
constexpr auto pause = 50ms;

/// The other one may just be starting: it is asked a few times.
void ask_other(const fs::path& path, char word) {
  sockaddr_un address{};
  if (!fill_address(address, path)) return;
  for (int attempt = 0; attempt < 20; ++attempt) {
    const auto socket = open_socket();
    if (::connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
      ::send(socket.get(), &word, 1, MSG_NOSIGNAL);
      return;
    }
    std::this_thread::sleep_for(pause);
  }
}

/// Waits for the visitor's word, which follows at once; not long, for this is the GUI thread.
char word_of(const Descriptor& visitor) {
  const timeval patience{0, 200'000};
  ::setsockopt(visitor.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  char word = raise_word;
  return ::recv(visitor.get(), &word, 1, 0) == 1 ? word : raise_word;
}

/// Where one program and data folder keep their lock and socket.
struct Place {
  fs::path lock;
  fs::path socket;
};

/// Empty paths where there is no folder for them.
Place place_of(const std::string& key) {
  const auto folder = runtime_folder();
  if (folder.empty()) return {};
  const auto name = "rdpready-" + short_name(key);
  return {folder / (name + ".lock"), folder / (name + ".socket")};
}

Descriptor open_lock(const Place& place) {
  if (place.lock.empty()) return Descriptor{};
  return Descriptor(::open(place.lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
}

bool is_taken(const Descriptor& lock) {
  return lock && ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0;
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

  void listen(InstanceListener listener) override {
    listener_ = std::move(listener);
    if (!socket_) return;
    const auto ready = +[](gint, GIOCondition, gpointer data) -> gboolean {
      static_cast<LockedInstance*>(data)->take_visitors();
      return G_SOURCE_CONTINUE;
    };
    source_ = g_unix_fd_add(socket_.get(), G_IO_IN, ready, this);
  }

 private:
  void take_visitors() {
    bool ends = false;
    while (Descriptor visitor{::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC)})
      ends = word_of(visitor) == end_word || ends;
    if (ends) return listener_.on_end();
    listener_.on_raise();
  }

  Descriptor lock_;
  fs::path path_;
  Descriptor socket_;
  guint source_ = 0;
  InstanceListener listener_;
};

}  // namespace

std::unique_ptr<SingleInstance> claim_single_instance(const std::string& key) {
  const auto place = place_of(key);
  auto lock = open_lock(place);
  if (!is_taken(lock)) return std::make_unique<LockedInstance>(std::move(lock), place.socket);
  ask_other(place.socket, raise_word);
  return nullptr;
}

bool end_single_instance(const std::string& key, std::chrono::milliseconds limit) {
  const auto end = std::chrono::steady_clock::now() + limit;
  const auto place = place_of(key);
  const auto lock = open_lock(place);
  if (!is_taken(lock)) return true;
  ask_other(place.socket, end_word);
  while (is_taken(lock)) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(pause);
  }
  return true;
}

}  // namespace tray
