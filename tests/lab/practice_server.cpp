// RDP servers to practise on, on this computer only: one healthy, one whose certificate is about to
// end, one whose certificate has ended, one that hangs up in the handshake. They speak X.224 and
// TLS as a Windows host does and stop there: nobody can log on to them.

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>

#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

constexpr int patience_s = 5;  // how long a silent visitor is waited for at each read

/// One way for a server to be; `ends_in_days` is when its certificate ends, counted from now.
struct Part {
  std::string_view name;
  int ends_in_days;
  bool hangs_up;
};

constexpr std::array parts = {
    Part{"healthy", 180, false},
    Part{"expiring", 9, false},
    Part{"expired", -5, false},
    Part{"broken", 180, true},
};

struct Options {
  std::vector<Part> parts;
  std::uint16_t first_port = 0;
  bool ends_with_stdin = false;
};

template <auto release>
struct Release {
  template <class T>
  void operator()(T* thing) const {
    release(thing);
  }
};

using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using Context = std::unique_ptr<SSL_CTX, Release<SSL_CTX_free>>;
using Session = std::unique_ptr<SSL, Release<SSL_free>>;

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}

  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }

  int get() const { return number_; }

 private:
  int number_;
};

/// A part that listens: a context with its certificate, and the door to knock at.
struct Server {
  Part part;
  Context context;
  Descriptor door;
  std::uint16_t port;
};

void add_extension(X509& certificate, int kind, const char* text) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, &certificate, &certificate, nullptr, nullptr, 0);
  const std::unique_ptr<X509_EXTENSION, Release<X509_EXTENSION_free>> extension(
      X509V3_EXT_conf_nid(nullptr, &context, kind, text));
  if (!extension || X509_add_ext(&certificate, extension.get(), -1) != 1)
    throw std::runtime_error(std::string("certificate extension refused: ") + text);
}

// As somebody makes it by hand; one for half a year is what Windows makes and renews by itself.
constexpr int lifetime_days = 365;

/// Self-signed.
Certificate make_certificate(EVP_PKEY& key, int ends_in_days) {
  Certificate certificate(X509_new());
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set_int64(X509_get_serialNumber(certificate.get()), 1000 + ends_in_days);
  X509_time_adj_ex(X509_getm_notBefore(certificate.get()), ends_in_days - lifetime_days, 0,
                   nullptr);
  X509_time_adj_ex(X509_getm_notAfter(certificate.get()), ends_in_days, 0, nullptr);
  X509_set_pubkey(certificate.get(), &key);

  const auto* common_name = reinterpret_cast<const unsigned char*>("localhost");
  X509_NAME* subject = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_UTF8, common_name, -1, -1, 0);
  X509_set_issuer_name(certificate.get(), subject);
  add_extension(*certificate, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
  add_extension(*certificate, NID_ext_key_usage, "serverAuth");
  add_extension(*certificate, NID_key_usage, "keyEncipherment,digitalSignature");
  if (X509_sign(certificate.get(), &key, EVP_sha256()) == 0)
    throw std::runtime_error("the certificate could not be signed");
  return certificate;
}

Context make_context(EVP_PKEY& key, const Part& part) {
  Context context(SSL_CTX_new(TLS_server_method()));
  const auto certificate = make_certificate(key, part.ends_in_days);
  if (SSL_CTX_use_certificate(context.get(), certificate.get()) != 1 ||
      SSL_CTX_use_PrivateKey(context.get(), &key) != 1)
    throw std::runtime_error("OpenSSL refused the certificate");
  return context;
}

Descriptor open_door(std::uint16_t port) {
  Descriptor door(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int yes = 1;
  setsockopt(door.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(door.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      listen(door.get(), SOMAXCONN) != 0)
    throw std::runtime_error("port " + std::to_string(port) + ": " + std::strerror(errno));
  return door;
}

std::uint16_t port_of(const Descriptor& door) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  getsockname(door.get(), reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

bool read_exactly(int peer, unsigned char* bytes, std::size_t count) {
  return recv(peer, bytes, count, MSG_WAITALL) == static_cast<ssize_t>(count);
}

/// The security protocols that an X.224 connection request offers; nothing if it is none.
/// TPKT header of 4 bytes, then X.224, then the RDP_NEG_REQ as its last 8: MS-RDPBCGR 2.2.1.1.
std::optional<std::uint32_t> read_connection_request(int peer) {
  std::array<unsigned char, 512> bytes;
  if (!read_exactly(peer, bytes.data(), 4) || bytes[0] != 3) return std::nullopt;
  const std::size_t size = static_cast<std::size_t>(bytes[2] << 8 | bytes[3]);
  if (size < 11 || size > bytes.size()) return std::nullopt;
  if (!read_exactly(peer, bytes.data() + 4, size - 4) || bytes[5] != 0xE0) return std::nullopt;
  const unsigned char* negotiation = bytes.data() + size - 8;
  if (size < 19 || negotiation[0] != 1) return 0;
  return negotiation[4] | negotiation[5] << 8;
}

/// Takes NLA where it is offered, TLS otherwise, and refuses classic RDP: MS-RDPBCGR 2.2.1.2.
bool answer_connection_request(int peer, std::uint32_t offered) {
  constexpr unsigned char tls = 1, nla = 2, chosen = 2, refused = 3, tls_required = 1;
  const bool agreed = (offered & (tls | nla)) != 0;
  const unsigned char protocol = (offered & nla) != 0 ? nla : tls;
  const std::array<unsigned char, 19> answer = {3,    0,    0, 19,
                                                14,   0xD0, 0, 0,
                                                0x12, 0x34, 0, agreed ? chosen : refused,
                                                0,    8,    0, agreed ? protocol : tls_required};
  return send(peer, answer.data(), answer.size(), MSG_NOSIGNAL) == ssize_t{answer.size()} && agreed;
}

/// Takes the whole ClientHello before it hangs up, so that the visitor sees an end and no reset.
void hang_up_on_hello(int peer) {
  std::array<unsigned char, 5> record;  // its header; the length is in the last two bytes
  if (!read_exactly(peer, record.data(), record.size())) return;
  std::vector<unsigned char> hello(static_cast<std::size_t>(record[3] << 8 | record[4]));
  read_exactly(peer, hello.data(), hello.size());
}

void shake_hands(int peer, SSL_CTX& context) {
  const Session session(SSL_new(&context));
  SSL_set_fd(session.get(), peer);
  if (SSL_accept(session.get()) != 1) return;
  std::array<char, 512> ignored;
  while (SSL_read(session.get(), ignored.data(), int{ignored.size()}) > 0) {
  }
  SSL_shutdown(session.get());
}

void serve(Descriptor peer, const Server& server) {
  const timeval patience{patience_s, 0};
  setsockopt(peer.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  const auto offered = read_connection_request(peer.get());
  if (!offered || !answer_connection_request(peer.get(), *offered)) return;
  if (server.part.hangs_up) return hang_up_on_hello(peer.get());
  shake_hands(peer.get(), *server.context);
}

std::uint16_t read_port(std::string_view digits) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.begin(), digits.end(), port);
  if (error != std::errc() || end != digits.end())
    throw std::invalid_argument("--port wants a number below 65536");
  return port;
}

Options read_options(int count, char** words) {
  Options options;
  for (const std::string_view word : std::vector<std::string_view>(words + 1, words + count)) {
    if (word == "--until-stdin-closes") {
      options.ends_with_stdin = true;
    } else if (word.starts_with("--port=")) {
      options.first_port = read_port(word.substr(7));
    } else if (const auto* part = std::find_if(parts.begin(), parts.end(),
                                               [&](const Part& p) { return p.name == word; });
               part != parts.end()) {
      options.parts.push_back(*part);
    } else {
      throw std::invalid_argument("unknown word: " + std::string(word));
    }
  }
  if (options.parts.empty()) options.parts.assign(parts.begin(), parts.end());
  return options;
}

std::vector<Server> open_servers(const Options& options) {
  std::vector<Server> servers;
  const Key key(EVP_RSA_gen(2048));
  std::uint16_t wanted = options.first_port;
  for (const auto& part : options.parts) {
    auto door = open_door(wanted);
    const auto port = port_of(door);
    servers.push_back({part, make_context(*key, part), std::move(door), port});
    if (wanted != 0) ++wanted;
  }
  return servers;
}

int stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  return signalfd(-1, &signals, SFD_CLOEXEC);
}

/// Takes visitors until told to stop. Each visitor has a thread of its own, which ends with it.
void run(const std::vector<Server>& servers, const Descriptor& signals, bool ends_with_stdin) {
  std::vector<pollfd> watched = {{signals.get(), POLLIN, 0},
                                 {ends_with_stdin ? STDIN_FILENO : -1, POLLIN, 0}};
  for (const auto& server : servers)
    watched.push_back({server.door.get(), POLLIN, 0});

  while (poll(watched.data(), watched.size(), -1) >= 0 || errno == EINTR) {
    if (watched[0].revents != 0) return;
    char byte = 0;
    if (watched[1].revents != 0 && read(STDIN_FILENO, &byte, 1) <= 0) return;
    for (std::size_t i = 0; i < servers.size(); ++i) {
      if (watched[i + 2].revents == 0) continue;
      Descriptor peer(accept4(servers[i].door.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (peer.get() < 0) continue;
      std::thread(serve, std::move(peer), std::cref(servers[i])).detach();
    }
  }
}

}  // namespace

int main(int count, char** words) {
  try {
    const auto options = read_options(count, words);
    const Descriptor signals(stop_signals());
    std::signal(SIGPIPE, SIG_IGN);
    const auto servers = open_servers(options);
    for (const auto& server : servers)
      std::printf("%s 127.0.0.1:%d\n", std::string(server.part.name).c_str(), server.port);
    std::fflush(stdout);
    run(servers, signals, options.ends_with_stdin);
    std::_Exit(
        0);  // visitors that are still being served refer to `servers`: leave without unwinding
  } catch (const std::exception& trouble) {
    std::fprintf(stderr,
                 "practice_server: %s\nusage: practice_server [healthy|expiring|expired|broken]... "
                 "[--port=FIRST] [--until-stdin-closes]\n",
                 trouble.what());
    return 64;
  }
}
