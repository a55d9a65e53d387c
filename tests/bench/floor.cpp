// The floor for a look: the least that answers "does RDP answer here, and when does its certificate
// end", with OpenSSL and epoll alone. One connection a target: TCP, X.224 (0x0B), TLS, notAfter,
// close_notify, FIN, and the other side's FIN. No verdicts, no names, no trust.
//   floor LIST [AT_ONCE]      LIST: lines of ADDRESS:PORT

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <list>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto limit = std::chrono::seconds(10);
constexpr int default_at_once = 64;
constexpr std::array<unsigned char, 19> request = {3, 0, 0, 19, 14, 0xE0, 0, 0, 0, 0,
                                                   0, 1, 0, 8,  0,  0x0B, 0, 0, 0};

enum class Stage { connect, negotiate, handshake, farewell };

struct Look {
  std::string target;
  Clock::time_point deadline;
  int socket = -1;
  Stage stage = Stage::connect;
  SSL* session = nullptr;
  std::size_t filled = 0;
  std::array<unsigned char, 19> answer{};
  std::list<Look>::iterator self;
};

enum class Next { wait, end };

class Floor {
 public:
  Floor(std::vector<std::string> targets, std::size_t at_once)
      : targets_(std::move(targets)),
        at_once_(at_once),
        context_(SSL_CTX_new(TLS_client_method())) {
    SSL_CTX_set_security_level(context_, 0);
    SSL_CTX_set_min_proto_version(context_, TLS1_VERSION);
    SSL_CTX_set_verify(context_, SSL_VERIFY_NONE, nullptr);
    SSL_CTX_set_options(context_, SSL_OP_NO_TICKET | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(context_, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(context_, SSL_SESS_CACHE_OFF);
  }

  /// How many targets gave no answer.
  std::size_t run() {
    std::array<epoll_event, 256> events;
    while (next_ < targets_.size() || !looks_.empty()) {
      while (looks_.size() < at_once_ && next_ < targets_.size())
        begin(targets_[next_++]);
      const int count = epoll_wait(epoll_, events.data(), int{events.size()}, 100);
      for (int i = 0; i < count; ++i) {
        auto& look = *static_cast<Look*>(events[static_cast<std::size_t>(i)].data.ptr);
        if (step(look) == Next::end) end(look);
      }
      while (!looks_.empty() && looks_.front().deadline < Clock::now())
        end(looks_.front());
    }
    return targets_.size() - answered_;
  }

 private:
  void begin(const std::string& target) {
    auto& look = looks_.emplace_back();
    look.self = std::prev(looks_.end());
    look.target = target;
    look.deadline = Clock::now() + limit;
    look.socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int yes = 1;
    setsockopt(look.socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    const auto colon = target.rfind(':');
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(target.substr(colon + 1))));
    inet_pton(AF_INET, target.substr(0, colon).c_str(), &address.sin_addr);
    const int result =
        connect(look.socket, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    if (result != 0 && errno != EINPROGRESS) return end(look);
    watch(look, EPOLL_CTL_ADD, EPOLLOUT);
  }

  void watch(Look& look, int operation, std::uint32_t wanted) const {
    epoll_event event{};
    event.events = wanted;
    event.data.ptr = &look;
    epoll_ctl(epoll_, operation, look.socket, &event);
  }

  void end(Look& look) {
    SSL_free(look.session);
    close(look.socket);
    looks_.erase(look.self);
  }

  Next step(Look& look) {
    switch (look.stage) {
      case Stage::connect:
        return ask(look);
      case Stage::negotiate:
        return read_answer(look);
      case Stage::handshake:
        return shake_hands(look);
      case Stage::farewell:
        return wait_for_end(look);
    }
    return Next::end;
  }

  Next ask(Look& look) const {
    if (send(look.socket, request.data(), request.size(), MSG_NOSIGNAL) != ssize_t{request.size()})
      return Next::end;
    look.stage = Stage::negotiate;
    watch(look, EPOLL_CTL_MOD, EPOLLIN);
    return Next::wait;
  }

  Next read_answer(Look& look) {
    const auto count =
        recv(look.socket, look.answer.data() + look.filled, look.answer.size() - look.filled, 0);
    if (count <= 0) return Next::end;
    look.filled += static_cast<std::size_t>(count);
    if (look.filled < look.answer.size()) return Next::wait;
    if (look.answer[11] != 2 || look.answer[15] == 0) return Next::end;
    look.session = SSL_new(context_);
    SSL_set_fd(look.session, look.socket);
    look.stage = Stage::handshake;
    return shake_hands(look);
  }

  Next shake_hands(Look& look) {
    const int result = SSL_connect(look.session);
    if (result != 1)
      return SSL_get_error(look.session, result) == SSL_ERROR_WANT_READ ? Next::wait : Next::end;
    const X509* certificate = SSL_get0_peer_certificate(look.session);
    std::tm ends{};
    ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &ends);
    std::array<char, 32> text;
    std::strftime(text.data(), text.size(), "%FT%TZ", &ends);
    std::printf("%s %s\n", look.target.c_str(), text.data());
    ++answered_;
    SSL_shutdown(look.session);
    shutdown(look.socket, SHUT_WR);
    look.stage = Stage::farewell;
    return Next::wait;
  }

  static Next wait_for_end(const Look& look) {
    std::array<char, 1024> ignored;
    return recv(look.socket, ignored.data(), ignored.size(), 0) > 0 ? Next::wait : Next::end;
  }

  std::vector<std::string> targets_;
  std::size_t at_once_;
  SSL_CTX* context_;
  int epoll_ = epoll_create1(EPOLL_CLOEXEC);
  std::list<Look> looks_;
  std::size_t next_ = 0;
  std::size_t answered_ = 0;
};

}  // namespace

int main(int count, char** words) {
  if (count < 2) {
    std::fputs("usage: floor LIST [AT_ONCE]\n", stderr);
    return 64;
  }
  std::signal(SIGPIPE, SIG_IGN);
  std::vector<std::string> targets;
  std::ifstream list(words[1]);
  for (std::string line; std::getline(list, line);)
    targets.push_back(line);
  const int at_once = count > 2 ? std::atoi(words[2]) : default_at_once;
  return Floor(std::move(targets), static_cast<std::size_t>(at_once)).run() == 0 ? 0 : 1;
}
