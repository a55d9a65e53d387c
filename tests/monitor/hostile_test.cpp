// Servers that mean harm or are merely broken: a look ends in time, stays small and names the step.

#include "monitor/engine/check_run.h"
#include "tests/fakes/ntlm_message.h"
#include "tests/fakes/one_look.h"
#include "tests/fakes/scripted_server.h"

#include <gmock/gmock.h>

#include <fstream>
#include <mutex>

namespace {

using monitor::Check;
using monitor::find_finding;
using monitor::find_step;
using monitor::Millis;
using monitor::Outcome;
using testing::AnyOf;
using testing::SizeIs;
using tests::Peer;
using tests::ScriptedServer;
using tests::TestCertificate;
using namespace std::chrono_literals;

constexpr Millis limit{200};
// The servers here go on for ever; a busy computer may need a while to notice that time is up.
constexpr Millis grace{20'000};

Check look_at(ScriptedServer::Script script, Millis at_most = limit) {
  const ScriptedServer server(std::move(script));
  auto target = server.target();
  target.identity_allowed = true;
  return tests::look_at(target, {.limit = at_most});
}

void expect_broken(const Check& check, const std::string& step) {
  const auto* broken = failing_step(check);
  ASSERT_NE(broken, nullptr) << step;
  EXPECT_EQ(broken->step, step) << broken->error->message;
  EXPECT_LT(check.took, limit + grace) << step;
}

const TestCertificate& certificate() {
  static const TestCertificate made({});
  return made;
}

/// The end of every test of bytes: an endless stream that looks like the real thing.
std::string record(char type, std::size_t size) {
  std::string text{type, '\x03', '\x03', static_cast<char>(size >> 8),
                   static_cast<char>(size & 0xFF)};
  return text + std::string(size, '\x01');
}

std::string many_names(int count) {
  std::string names;
  for (int i = 0; i < count; ++i)
    names += (i > 0 ? ",DNS:h" : "DNS:h") + std::to_string(i) + ".example.com";
  return names;
}

TEST(Hostile, DrippingTheAnswerDoesNotStretchTheLook) {
  const auto check = look_at([](Peer& peer) {
    peer.read_some();
    peer.drip(std::string("\x03\x00\x00\x13\x0E\xD0\x00\x00\x12\x34\x00\x02\x1F\x08", 14), 30ms);
    peer.stall();
  });

  expect_broken(check, "negotiate");
  EXPECT_EQ(find_step(check, "negotiate")->error->kind, "no_answer");
}

TEST(Hostile, DrippingTheHandshakeDoesNotStretchTheLook) {
  const auto check = look_at([](Peer& peer) {
    peer.confirm(1);
    peer.drip(record('\x16', 4000), 5ms);
  });

  expect_broken(check, "tls");
}

TEST(Hostile, FloodingBreaksOffAtOnce) {
  const auto instead_of_rdp = look_at([](Peer& peer) {
    peer.read_some();
    peer.flood(std::string(4096, 'A'));
  });
  const auto huge_packet = look_at([](Peer& peer) {
    peer.read_some();
    peer.send(std::string_view("\x03\x00\xFF\xFF", 4));
    peer.flood(std::string(4096, '\x03'));
  });

  expect_broken(instead_of_rdp, "negotiate");
  expect_broken(huge_packet, "negotiate");
  EXPECT_NE(find_finding(instead_of_rdp, "rdp.not_rdp"), nullptr);
  EXPECT_NE(find_finding(huge_packet, "rdp.malformed"), nullptr);
}

TEST(Hostile, FloodingTheHandshakeBreaksOff) {
  for (const char type : {'\x16', '\x14', '\x15', '\x17'}) {
    const auto check = look_at([type](Peer& peer) {
      peer.confirm(1);
      peer.read_some();
      peer.flood(record(type, 4000));
    });

    expect_broken(check, "tls");
  }
}

TEST(Hostile, CertificatesWithThreeThousandNamesAreRead) {
  const TestCertificate large({.alternative_names = many_names(3'000)});

  const auto check = look_at(tests::healthy(large, 1), Millis{5'000});

  ASSERT_TRUE(check.certificate);
  EXPECT_THAT(check.certificate->names, SizeIs(100));
  EXPECT_EQ(check.certificate->name_count, 3'000);
  EXPECT_FALSE(check.certificate->name_matches);
}

TEST(Hostile, CertificatesWithoutAnEndAreNot) {
  const TestCertificate large({.alternative_names = many_names(9'000)});

  const auto check = look_at(tests::healthy(large, 1), Millis{5'000});

  EXPECT_EQ(find_step(check, "tls")->error->kind, "unreadable");
  EXPECT_NE(find_finding(check, "certificate.unreadable"), nullptr);
}

TEST(Hostile, ChallengesOfSixtyKilobytesAreRead) {
  const auto check = look_at(
      [](Peer& peer) {
        peer.confirm(2);
        peer.start_tls(certificate());
        peer.tls_read_some();
        peer.tls_send(tests::challenge_reply({.padding = 60'000}));
        peer.stall();
      },
      Millis{5'000});

  EXPECT_EQ(find_step(check, "identity")->outcome, Outcome::ok);
  EXPECT_EQ(check.identity->computer, "PC");
}

TEST(Hostile, ChallengesWithoutAnEndAreNot) {
  for (const std::string& begin :
       {std::string("\x30\x83\x01\x10\x00", 5), std::string("\x30\x84\xFF\xFF\xFF\xFF", 6)}) {
    const auto check = look_at([begin](Peer& peer) {
      peer.confirm(2);
      peer.start_tls(certificate());
      peer.tls_read_some();
      peer.tls_send(begin);
      for (;;)
        peer.tls_send(std::string(4096, '\x30'));
    });

    expect_broken(check, "identity");
  }
}

TEST(Hostile, SilenceAtAnyPointEndsInTime) {
  const std::vector<std::pair<std::string, ScriptedServer::Script>> scripts = {
      {"negotiate", [](Peer& peer) { peer.stall(); }},
      {"tls",
       [](Peer& peer) {
         peer.confirm(1);
         peer.stall();
       }},
      {"tls",
       [](Peer& peer) {
         peer.confirm(1);
         peer.read_some();
         peer.send(std::string_view("\x16\x03\x03", 3));
         peer.stall();
       }},
      {"identity", [](Peer& peer) {
         peer.confirm(2);
         peer.start_tls(certificate());
         peer.stall();
       }}};
  for (const auto& [step, script] : scripts)
    expect_broken(look_at(script), step);
}

TEST(Hostile, GatewaysWithoutAnEndAreNone) {
  const ScriptedServer server([](Peer& peer) {
    peer.start_tls(certificate());
    peer.tls_read_some();
    peer.tls_send("HTTP/1.1 401 Unauthorized\r\n");
    for (;;)
      peer.tls_send("X-More: " + std::string(4000, 'x') + "\r\n");
  });
  auto target = server.target();
  target.gateway = target.endpoint;

  // Their size gives them away, long before the time is up.
  constexpr Millis patience{60'000};
  const auto check = tests::look_at(target, {.limit = patience});

  EXPECT_EQ(find_step(check, "gateway.tls")->error->kind, "not_a_gateway");
  EXPECT_LT(check.took, patience);
}

/// Resident memory of this process; empty where the system does not say.
std::optional<std::int64_t> resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::int64_t size = 0;
  std::int64_t resident = 0;
  if (!(file >> size >> resident)) return {};
  return resident * 4096;
}

/// Counts the servers that have sent all they have, and weighs the process at the last one.
class Scales {
 public:
  explicit Scales(int wanted) : wanted_(wanted) {}

  void arrive() {
    const std::lock_guard lock(gate_);
    if (++arrived_ == wanted_) weight_ = resident_bytes();
  }

  std::optional<std::int64_t> weight() const {
    const std::lock_guard lock(gate_);
    return weight_;
  }

 private:
  mutable std::mutex gate_;
  const int wanted_;
  int arrived_ = 0;
  std::optional<std::int64_t> weight_;
};

TEST(Hostile, NeverMakesALookLarge) {
#ifdef RDPREADY_SANITIZED
  GTEST_SKIP() << "the sanitizer's own memory would be weighed too";
#endif
  // A challenge near the limit that never ends: the most that a look itself keeps.
  constexpr int looks = 16;
  const auto reply = tests::challenge_reply({.padding = 60'000});
  Scales scales(looks);
  const auto script = [&](Peer& peer) {
    peer.confirm(2);
    peer.start_tls(certificate());
    peer.tls_read_some();
    for (std::size_t sent = 0; sent < reply.size() - 4096; sent += 4096)
      peer.tls_send(std::string_view(reply).substr(sent, 4096));
    scales.arrive();
    peer.stall();
  };
  std::vector<std::unique_ptr<ScriptedServer>> servers;
  std::vector<monitor::Target> targets;
  for (int i = 0; i < looks; ++i) {
    servers.push_back(std::make_unique<ScriptedServer>(script));
    targets.push_back(servers.back()->target());
    targets.back().identity_allowed = true;
  }
  look_at(tests::healthy(certificate(), 1));
  const auto before = resident_bytes();
  if (!before) GTEST_SKIP() << "this system does not tell how large a process is";

  monitor::CheckRunOptions options;
  options.limit = Millis{3'000};
  run_checks(std::move(targets), options, monitor::SystemClock(), [](const Check&) {});

  ASSERT_TRUE(scales.weight());
  // Both ends are in this process, each with some 70 KiB of the TLS library's own.
  const auto each = (*scales.weight() - *before) / looks;
  RecordProperty("bytes_per_look_and_server", std::to_string(each));
  EXPECT_LT(each, (256 + 2 * 70) * 1024);
}

}  // namespace
