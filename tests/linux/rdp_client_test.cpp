#include "monitor/platform/rdp_client.h"

#include "tests/fakes/program_run.h"

#include <gmock/gmock.h>

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <vector>

namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;

/// Programs that write their arguments into a pipe, which the test waits at.
class RdpClient : public testing::Test {
 protected:
  void SetUp() override {
    path_ = std::getenv("PATH");
    setenv("PATH", folder_.c_str(), 1);
    mkfifo((folder_ / "arguments").c_str(), 0600);
  }

  void TearDown() override { setenv("PATH", path_.c_str(), 1); }

  void install(const std::string& program) const {
    const auto file = folder_ / program;
    std::ofstream(file) << "#!/bin/sh\nprintf '%s\\n' \"${0##*/}\" \"$@\" > '"
                        << (folder_ / "arguments").string() << "'\n";
    fs::permissions(file, fs::perms::owner_all);
  }

  std::vector<std::string> started() const {
    std::ifstream in(folder_ / "arguments");
    std::vector<std::string> words;
    for (std::string word; std::getline(in, word);)
      words.push_back(word);
    return words;
  }

  static monitor::Target target() {
    monitor::Target made;
    made.endpoint = {"pc.example.com", 3390};
    return made;
  }

  const tests::TemporaryFolder own_;
  const fs::path& folder_ = own_.path();
  std::string path_;
  std::unique_ptr<monitor::RdpClient> client_ = monitor::open_rdp_client();
};

TEST_F(RdpClient, SaysWhatToInstallWhereThereIsNone) {
  EXPECT_EQ(client_->name(), "");
  const auto started_it = client_->connect(target());

  ASSERT_FALSE(started_it);
  EXPECT_EQ(started_it.error().kind, monitor::Failure::Kind::unavailable);
  EXPECT_THAT(started_it.error().what, testing::HasSubstr("FreeRDP"));
}

TEST_F(RdpClient, StartsFreeRdp) {
  install("xfreerdp");
  auto to = target();
  to.user_name = "EXAMPLE\\some one";

  ASSERT_TRUE(client_->connect(to));

  EXPECT_EQ(client_->name(), "FreeRDP");
  EXPECT_THAT(started(), ElementsAre("xfreerdp", "/v:pc.example.com:3390", "/u:EXAMPLE\\some one"));
}

TEST_F(RdpClient, PrefersFreeRdpThreeAndNamesItsGatewayItsWay) {
  install("xfreerdp");
  install("xfreerdp3");
  install("remmina");
  auto to = target();
  to.gateway = monitor::Endpoint{"gw.example.com", 443};

  ASSERT_TRUE(client_->connect(to));

  EXPECT_THAT(started(),
              ElementsAre("xfreerdp3", "/v:pc.example.com:3390", "/gateway:g:gw.example.com:443"));
}

TEST_F(RdpClient, HearsWhyFreeRdpHasEnded) {
  install("xfreerdp");
  std::ofstream(folder_ / "xfreerdp", std::ios::app) << "exit 154\n";
  std::promise<std::uint32_t> why;

  ASSERT_TRUE(client_->connect(target(), [&](std::uint32_t reason) { why.set_value(reason); }));

  started();
  EXPECT_EQ(why.get_future().get(), 0x807U);
}

TEST_F(RdpClient, FallsBackToRemmina) {
  install("remmina");
  auto to = target();
  to.endpoint = {"2001:db8::1", 3389};
  to.user_name = "some one@x";

  ASSERT_TRUE(client_->connect(to));

  EXPECT_EQ(client_->name(), "Remmina");
  EXPECT_THAT(started(), ElementsAre("remmina", "-c", "rdp://some%20one%40x@[2001:db8::1]:3389"));
}

}  // namespace
