#include "notify/linux/system_log.h"

#include "tests/fakes/program_run.h"

#include <gmock/gmock.h>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>

namespace tests {
namespace {

using monitor::Failure;
using monitor::Severity;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// A log like that of systemd or rsyslog, at a place of its own.
class Log {
 public:
  explicit Log(const std::filesystem::path& place) : door_(socket(AF_UNIX, SOCK_DGRAM, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, place.c_str(), sizeof address.sun_path - 1);
    EXPECT_EQ(bind(door_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }

  ~Log() { close(door_); }

  std::string next() const {
    std::array<char, 4096> line{};
    const auto size = recv(door_, line.data(), line.size(), MSG_DONTWAIT);
    return size < 0 ? "" : std::string(line.data(), static_cast<std::size_t>(size));
  }

 private:
  int door_;
};

notify::SystemEvent event_about(const std::string& target) {
  notify::Alert alert;
  alert.code = "certificate.expired";
  alert.severity = Severity::failure;
  alert.target_names = {target};
  alert.title = target + ": the certificate has ended";
  alert.text = "Ask for a new one.";
  return notify::system_event(alert);
}

TEST(SystemLog, GetsAnAlertAsOneLineWithItsFields) {
  const TemporaryFolder folder;
  const auto place = folder.path() / "log";
  const Log log(place);

  const auto sent = notify::send_to_log(place, notify::log_line(event_about("PC \"one\"")));

  ASSERT_TRUE(sent);
  const auto line = log.next();
  EXPECT_THAT(line, StartsWith("<11>rdpready: 150 PC \"one\": the certificate has ended Ask "));
  EXPECT_THAT(line, HasSubstr(" code=\"certificate.expired\" severity=\"failure\" "
                              "targets=\"PC \\\"one\\\"\""));
}

TEST(SystemLog, IsNotDeceivedByTheNameOfATarget) {
  const auto line = notify::log_line(event_about("pc\n<8>root: all is well\x1b[2J"));

  EXPECT_THAT(line, Not(HasSubstr("\n")));
  EXPECT_THAT(line, Not(HasSubstr("\x1b")));
}

TEST(SystemLog, IsMissedInOneSentence) {
  const TemporaryFolder folder;

  const auto sent = notify::send_to_log(folder.path() / "none", "line");

  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().kind, Failure::Kind::unavailable);
  EXPECT_EQ(sent.error().what, "This computer has no system log that takes alerts.");
}

}  // namespace
}  // namespace tests
