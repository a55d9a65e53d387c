// "Error code: 0x904, extended error code: 0x7": the same message, and each time something else is
// wrong. The program itself, asked as a user asks it, against servers that have it wrong.

#include "monitor/model/clock.h"
#include "store/database.h"
#include "tests/fakes/program_run.h"
#include "tests/fakes/scripted_server.h"
#include "tray/app/client_record.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <set>

namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using tests::Peer;
using tests::run_rdpready;
using tests::ScriptedServer;
using tests::TestCertificate;

const TestCertificate& good() {
  static const TestCertificate certificate({.alternative_names = "IP:127.0.0.1"});
  return certificate;
}

class SeedCase : public testing::Test {
 protected:
  void save(const ScriptedServer& server) {
    const auto place = "127.0.0.1:" + std::to_string(server.port());
    ASSERT_EQ(run_rdpready(data_, "targets add " + place + " --name pc").exit_code, 0);
  }

  json explained() const {
    const auto run = run_rdpready(data_, "explain 0x904 0x7 --target pc --json");
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return json::parse(run.out);
  }

  json planned() const {
    const auto run = run_rdpready(data_, "fix pc --plan --json");
    EXPECT_EQ(run.err, "");
    return json::parse(run.out);
  }

  /// What both commands hold for the cause.
  void expect_first(const std::string& code, const std::string& remedy) {
    const auto explanation = explained();
    ASSERT_FALSE(explanation["diagnosis"].empty()) << explanation;
    EXPECT_EQ(explanation["diagnosis"][0]["code"], code);
    EXPECT_EQ(explanation["diagnosis"][0]["evidence"]["confidence"], "certain");
    EXPECT_THAT(explanation["diagnosis"][0]["evidence"]["how_we_know"].get<std::string>(),
                HasSubstr("The Remote Desktop client shows 0x904"));
    EXPECT_TRUE(explanation["together"].is_null()) << explanation["together"];
    expect_planned(code, remedy);
  }

  void expect_planned(const std::string& code, const std::string& remedy) {
    const auto plan = planned();
    ASSERT_FALSE(plan["diagnosis"].empty()) << plan;
    EXPECT_EQ(plan["diagnosis"][0]["code"], code);
    EXPECT_EQ(plan["outcome"], "needs_host_admin");
    std::set<std::string> remedies;
    for (const auto& step : plan["plan"]) {
      if (step["where"] == "host") remedies.insert(step["remedy"].get<std::string>());
      EXPECT_EQ(step["state"], "planned") << step;
    }
    EXPECT_THAT(remedies, Contains(remedy));
  }

  tests::TemporaryFolder data_;
};

TEST_F(SeedCase, IsTheCertificateWhereThatHasExpired) {
  const TestCertificate expired({.alternative_names = "IP:127.0.0.1", .ends = -24h});
  const ScriptedServer server(tests::healthy(expired));
  save(server);

  expect_first("certificate.expired", "host.renew_certificate");
}

/// Schannel that cannot read the key takes the ClientHello and hangs up.
TEST_F(SeedCase, IsTheKeyWhereTheHandshakeDies) {
  const ScriptedServer server([](Peer& peer) {
    peer.confirm(2);
    peer.read_some();
  });
  save(server);

  expect_first("tls.closed_in_handshake", "host.fix_certificate_key");
}

/// What forwards the port takes the connection, finds nobody behind it, and hangs up.
TEST_F(SeedCase, IsTheForwardingWhereItLeadsToNothing) {
  const ScriptedServer server([](Peer&) {});
  save(server);

  expect_first("rdp.closed", "host.restart_service");
}

class WrongPassword : public SeedCase {
 protected:
  void SetUp() override { save(server_); }

  /// As the tray notes it when the client that it started has ended.
  void refuse_sign_in() {
    const auto folder = store::open_data_folder(data_.path() / "data", {});
    const auto database = store::Database::open(*folder).value();
    const auto now = monitor::SystemClock().now();
    ASSERT_TRUE(tray::remember(*database, {{"127.0.0.1", server_.port()}, now - 60s, now, 0x807}));
  }

  static void expect_no_certificate(const json& causes) {
    for (const auto& cause : causes)
      EXPECT_THAT(cause["code"].get<std::string>(), Not(StartsWith("certificate."))) << cause;
  }

  ScriptedServer server_{tests::healthy(good(), 2)};
};

TEST_F(WrongPassword, IsNotTheCertificate) {
  refuse_sign_in();

  const auto explanation = explained();

  ASSERT_FALSE(explanation["diagnosis"].empty()) << explanation;
  EXPECT_EQ(explanation["diagnosis"][0]["code"], "credential.rejected");
  EXPECT_THAT(explanation["together"].get<std::string>(), HasSubstr("points to the sign-in"));
  expect_no_certificate(explanation["diagnosis"]);
  const auto plan = planned();
  ASSERT_FALSE(plan["diagnosis"].empty()) << plan;
  EXPECT_EQ(plan["diagnosis"][0]["code"], "credential.rejected");
  EXPECT_THAT(plan["diagnosis"][0]["evidence"]["how_we_know"].get<std::string>(),
              HasSubstr("0x807"));
  expect_no_certificate(plan["diagnosis"]);
}

TEST_F(WrongPassword, IsWhatIsLeftWhereNothingElseIsSeen) {
  const auto run = run_rdpready(data_, "explain 0x904 0x7 --target pc");

  EXPECT_THAT(run.out, HasSubstr("Nothing is wrong"));
  EXPECT_THAT(run.out, HasSubstr("client still shows it, what comes after is left: the password"));
}

}  // namespace
