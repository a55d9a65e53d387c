#include "notify/event_log.h"

#include "notify/linux/system_log.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <system_error>

namespace notify {

namespace {

using monitor::Failure;

// RFC 3164, 4.1.1: eight times the facility, which is 1 for programs of users, plus the severity.
constexpr int user_programs = 8;
constexpr std::array<std::string_view, 6> field_names = {"alert",   "code",     "severity",
                                                         "targets", "fails_at", "episode"};

int priority_of(monitor::Severity severity) {
  switch (severity) {
    case monitor::Severity::failure:
      return user_programs + 3;
    case monitor::Severity::risk:
      return user_programs + 4;
    case monitor::Severity::information:
      return user_programs + 6;
  }
  return user_programs + 6;
}

/// One line of a log stays one, whatever a target is called. Empty lines leave no gap.
std::string on_one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    if (!control) {
      out += c;
    } else if (!out.ends_with(' ')) {
      out += ' ';
    }
  }
  return out;
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

class Socket {
 public:
  Socket() : number_(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {}

  ~Socket() {
    if (number_ >= 0) close(number_);
  }

  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  int number() const { return number_; }

 private:
  int number_;
};

}  // namespace

std::string log_line(const SystemEvent& event) {
  auto line = '<' + std::to_string(priority_of(event.severity)) +
              ">rdpready: " + std::to_string(event.id) + ' ' + event.message;
  for (std::size_t i = 0; i < event.fields.size() && i < field_names.size(); ++i)
    line += '\n' + std::string(field_names[i]) + '=' + in_quotes(event.fields[i]);
  return on_one_line(line);
}

monitor::Result<void> send_to_log(const std::filesystem::path& socket_file,
                                  const std::string& line) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, socket_file.c_str(), sizeof address.sun_path - 1);
  const Socket way;
  // A log that is too busy must not hold up the other ways to tell.
  const auto sent = sendto(way.number(), line.data(), line.size(), MSG_DONTWAIT | MSG_NOSIGNAL,
                           reinterpret_cast<const sockaddr*>(&address), sizeof address);
  if (sent >= 0) return {};
  const auto why = std::generic_category().message(errno);
  const bool absent = errno == ENOENT || errno == ECONNREFUSED;
  return monitor::fail(absent ? Failure::Kind::unavailable : Failure::Kind::denied,
                       absent ? "This computer has no system log that takes alerts."
                              : "The system log did not take an alert.",
                       why);
}

monitor::Result<void> write_to_event_log(const SystemEvent& event) {
  return send_to_log("/dev/log", log_line(event));
}

}  // namespace notify
