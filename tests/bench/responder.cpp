// A fast RDP server for benches and fault tests: X.224, TLS, then it waits for the visitor to
// leave. One thread and epoll. It listens on every address of this machine or network namespace, so
// that all of 127/8 are targets. Speaks TLS without X.224 too, for tools that know no other way.
//   responder PORT

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

namespace {

constexpr int days_left = 200;
constexpr unsigned char tls_record = 0x16;

using Bytes = std::vector<unsigned char>;

void append(Bytes& bytes, const Bytes& more) {
  bytes.insert(bytes.end(), more.begin(), more.end());
}

Bytes little_endian(std::uint64_t value, int size) {
  Bytes bytes;
  for (int i = 0; i < size; ++i)
    bytes.push_back(static_cast<unsigned char>(value >> 8 * i));
  return bytes;
}

/// One attribute of the target information: MS-NLMP 2.2.2.1. The text is ASCII.
Bytes attribute(int id, const std::string& text) {
  Bytes bytes = little_endian(static_cast<std::uint64_t>(id), 2);
  append(bytes, little_endian(text.size() * 2, 2));
  for (const char letter : text)
    append(bytes, little_endian(static_cast<unsigned char>(letter), 2));
  return bytes;
}

/// A value in DER; long enough lengths for what is sent here.
Bytes der(unsigned char tag, const Bytes& value) {
  Bytes bytes = {tag, 0x82};
  bytes.push_back(static_cast<unsigned char>(value.size() >> 8));
  bytes.push_back(static_cast<unsigned char>(value.size()));
  append(bytes, value);
  return bytes;
}

/// A CredSSP answer (MS-CSSP 2.2.1) with an NTLM CHALLENGE in it (MS-NLMP 2.2.1.2).
Bytes make_challenge() {
  constexpr std::uint64_t flags = 0xE2898235;
  constexpr int header = 56;
  Bytes information = attribute(2, "BENCH");
  append(information, attribute(1, "RESPONDER"));
  append(information, attribute(4, "bench.example"));
  append(information, attribute(3, "responder.bench.example"));
  append(information, {0, 0, 0, 0});

  Bytes message = {'N', 'T', 'L', 'M', 'S', 'S', 'P', 0, 2, 0, 0, 0};
  append(message, {0, 0, 0, 0, header, 0, 0, 0});
  append(message, little_endian(flags, 4));
  append(message, {1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0});
  append(message, little_endian(information.size(), 2));
  append(message, little_endian(information.size(), 2));
  append(message, little_endian(header, 4));
  append(message, {10, 0, 0x7C, 0x4F, 0, 0, 0, 15});  // Windows 10.0.20348
  append(message, information);

  const Bytes token = der(0x30, der(0x30, der(0xA0, der(0x04, message))));
  Bytes request = {0xA0, 3, 2, 1, 6};
  append(request, der(0xA1, token));
  return der(0x30, request);
}

enum class Stage { request, handshake, farewell };

struct Visitor {
  explicit Visitor(int descriptor) : socket(descriptor) {}

  Visitor(const Visitor&) = delete;
  Visitor& operator=(const Visitor&) = delete;

  ~Visitor() {
    SSL_free(session);
    close(socket);
  }

  int socket;
  Stage stage = Stage::request;
  SSL* session = nullptr;
  std::size_t filled = 0;
  std::array<unsigned char, 64> request{};
};

[[noreturn]] void fail(const char* what) {
  std::fprintf(stderr, "responder: %s: %s\n", what, std::strerror(errno));
  std::exit(1);
}

SSL_CTX* make_context() {
  EVP_PKEY* key = EVP_RSA_gen(2048);
  X509* certificate = X509_new();
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_time_adj_ex(X509_getm_notBefore(certificate), -1, 0, nullptr);
  X509_time_adj_ex(X509_getm_notAfter(certificate), days_left, 0, nullptr);
  X509_set_pubkey(certificate, key);
  const auto* name = reinterpret_cast<const unsigned char*>("responder.bench.example");
  X509_NAME* subject = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_UTF8, name, -1, -1, 0);
  X509_set_issuer_name(certificate, subject);
  X509_sign(certificate, key, EVP_sha256());

  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  SSL_CTX_use_certificate(context, certificate);
  SSL_CTX_use_PrivateKey(context, key);
  SSL_CTX_set_num_tickets(context, 0);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  X509_free(certificate);
  EVP_PKEY_free(key);
  return context;
}

int open_door(std::uint16_t port) {
  const int door = socket(AF_INET6, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  const int yes = 1;
  const int no = 0;
  setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  setsockopt(door, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(port);
  if (bind(door, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) fail("bind");
  if (listen(door, 8192) != 0) fail("listen");
  return door;
}

/// What came of a step: wait for more bytes, or the visit is over.
enum class Next { wait, leave };

class Responder {
 public:
  explicit Responder(std::uint16_t port)
      : context_(make_context()), door_(open_door(port)), epoll_(epoll_create1(EPOLL_CLOEXEC)) {
    watch(door_, nullptr);
  }

  [[noreturn]] void run() {
    std::array<epoll_event, 256> events;
    for (;;) {
      const int count = epoll_wait(epoll_, events.data(), int{events.size()}, -1);
      for (int i = 0; i < count; ++i) {
        auto* visitor = static_cast<Visitor*>(events[static_cast<std::size_t>(i)].data.ptr);
        if (visitor == nullptr) {
          let_in();
        } else if (step(*visitor) == Next::leave) {
          delete visitor;
        }
      }
    }
  }

 private:
  void watch(int socket, Visitor* visitor) const {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = visitor;
    epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event);
  }

  void let_in() const {
    const int yes = 1;
    for (int socket = 0; (socket = accept4(door_, nullptr, nullptr, SOCK_NONBLOCK)) >= 0;) {
      setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
      watch(socket, std::make_unique<Visitor>(socket).release());  // epoll holds it until it leaves
    }
  }

  Next step(Visitor& visitor) const {
    if (visitor.stage == Stage::request) {
      const auto next = read_request(visitor);
      if (visitor.stage == Stage::request) return next;
    }
    if (visitor.stage == Stage::handshake) {
      const int result = SSL_accept(visitor.session);
      if (result != 1) return next_after(visitor, result);
      visitor.stage = Stage::farewell;
    }
    std::array<char, 512> heard;
    int count = 0;
    while ((count = SSL_read(visitor.session, heard.data(), int{heard.size()})) > 0)
      SSL_write(visitor.session, challenge_.data(), static_cast<int>(challenge_.size()));
    return next_after(visitor, count);
  }

  static Next next_after(const Visitor& visitor, int result) {
    return SSL_get_error(visitor.session, result) == SSL_ERROR_WANT_READ ? Next::wait : Next::leave;
  }

  void begin_tls(Visitor& visitor) const {
    visitor.session = SSL_new(context_);
    SSL_set_fd(visitor.session, visitor.socket);
    visitor.stage = Stage::handshake;
  }

  /// Answers an X.224 connection request with NLA where it is offered, or TLS: MS-RDPBCGR 2.2.1.1
  /// and 2.2.1.2.
  Next read_request(Visitor& visitor) const {
    auto& bytes = visitor.request;
    unsigned char first = 0;
    if (visitor.filled == 0 && recv(visitor.socket, &first, 1, MSG_PEEK) == 1 &&
        first == tls_record) {
      begin_tls(visitor);
      return Next::wait;
    }
    const auto count =
        recv(visitor.socket, bytes.data() + visitor.filled, bytes.size() - visitor.filled, 0);
    if (count < 0 && errno == EAGAIN) return Next::wait;
    if (count <= 0) return Next::leave;
    visitor.filled += static_cast<std::size_t>(count);
    if (visitor.filled < 4) return Next::wait;
    const auto size = static_cast<std::size_t>(bytes[2] << 8 | bytes[3]);
    if (bytes[0] != 3 || size < 19 || size > bytes.size()) return Next::leave;
    if (visitor.filled < size) return Next::wait;
    constexpr unsigned char tls = 1, nla = 2;
    const unsigned char chosen = (bytes[size - 4] & nla) != 0 ? nla : tls;
    const std::array<unsigned char, 19> answer = {3, 0, 0, 19, 14, 0xD0,   0, 0, 0x12, 0x34,
                                                  0, 2, 0, 8,  0,  chosen, 0, 0, 0};
    send(visitor.socket, answer.data(), answer.size(), MSG_NOSIGNAL);
    begin_tls(visitor);
    return Next::wait;
  }

  const Bytes challenge_ = make_challenge();
  SSL_CTX* context_;
  int door_;
  int epoll_;
};

}  // namespace

int main(int count, char** words) {
  const int port = count == 2 ? std::atoi(words[1]) : 0;
  if (port <= 0 || port > 65535) {
    std::fputs("usage: responder PORT\n", stderr);
    return 64;
  }
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  std::signal(SIGPIPE, SIG_IGN);
  Responder responder(static_cast<std::uint16_t>(port));
  std::puts("listening");
  std::fflush(stdout);
  responder.run();
}
