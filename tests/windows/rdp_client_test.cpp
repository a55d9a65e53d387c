#include "monitor/platform/rdp_client.h"

#include "monitor/platform/windows/handle.h"
#include "monitor/platform/windows/wide_text.h"
#include "tests/fakes/spawned.h"

#include <gmock/gmock.h>

#include <windows.h>

#include <array>
#include <filesystem>

namespace {

namespace fs = std::filesystem;

using monitor::Handle;

constexpr auto pipe_variable = L"RDPREADY_TEST_CLIENT";

fs::path client_program() {
  std::wstring folder(MAX_PATH, L'\0');
  folder.resize(GetSystemDirectoryW(folder.data(), MAX_PATH));
  return fs::path(folder) / L"mstsc.exe";
}

/// Where this program was started by the name of the client, it plays it: it says by which words.
bool play_the_client() {
  std::array<wchar_t, MAX_PATH> pipe{};
  if (GetEnvironmentVariableW(pipe_variable, pipe.data(), MAX_PATH) == 0) return false;
  if (tests::this_test_program().filename() != L"mstsc.exe") return false;
  const Handle out(CreateFileW(pipe.data(), GENERIC_WRITE, 0, nullptr, OPEN_EXISTING, 0, nullptr));
  const auto words = monitor::to_utf8(GetCommandLineW());
  DWORD written = 0;
  WriteFile(out.get(), words.data(), static_cast<DWORD>(words.size()), &written, nullptr);
  ExitProcess(0);
}

const bool plays = play_the_client();

class RdpClient : public testing::Test {
 protected:
  void SetUp() override {
    if (fs::exists(client_program())) GTEST_SKIP() << "The real client is not started by tests.";
  }

  void TearDown() override {
    SetEnvironmentVariableW(pipe_variable, nullptr);
    if (!is_ours_) return;
    std::error_code in_use;
    while (!fs::remove(client_program(), in_use) && in_use) {
    }
  }

  void install() {
    is_ours_ = true;
    fs::copy_file(tests::this_test_program(), client_program());
    const auto name = L"\\\\.\\pipe\\rdpready-client-" + std::to_wstring(GetCurrentProcessId());
    pipe_.reset(CreateNamedPipeW(name.c_str(), PIPE_ACCESS_INBOUND, PIPE_TYPE_BYTE, 1, 0, 4096, 0,
                                 nullptr));
    SetEnvironmentVariableW(pipe_variable, name.c_str());
  }

  /// By which words it was started, behind its own name; waits for it.
  std::string started_with() const {
    ConnectNamedPipe(pipe_.get(), nullptr);
    std::string line(4096, '\0');
    DWORD size = 0;
    ReadFile(pipe_.get(), line.data(), static_cast<DWORD>(line.size()), &size, nullptr);
    line.resize(size);
    const auto program = '"' + monitor::to_utf8(client_program().wstring()) + "\" ";
    return line.starts_with(program) ? line.substr(program.size()) : line;
  }

  static monitor::Target target(const std::string& host, std::uint16_t port) {
    monitor::Target made;
    made.endpoint = {host, port};
    return made;
  }

  Handle pipe_;
  bool is_ours_ = false;
  std::unique_ptr<monitor::RdpClient> client_ = monitor::open_rdp_client();
};

TEST_F(RdpClient, SaysThatThereIsNone) {
  EXPECT_EQ(client_->name(), "");

  const auto started = client_->connect(target("pc", 3389));

  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().kind, monitor::Failure::Kind::unavailable);
  EXPECT_THAT(started.error().what, testing::HasSubstr("Remote Desktop Connection"));
}

TEST_F(RdpClient, StartsWindowsOwn) {
  install();

  ASSERT_TRUE(client_->connect(target("pc.example.com", 3390)));

  EXPECT_EQ(client_->name(), "Remote Desktop Connection");
  EXPECT_EQ(started_with(), "/v:pc.example.com:3390");
}

TEST_F(RdpClient, PutsAnIpv6AddressInBrackets) {
  install();

  ASSERT_TRUE(client_->connect(target("2001:db8::1", 3390)));

  EXPECT_EQ(started_with(), "/v:[2001:db8::1]:3390");
}

TEST_F(RdpClient, NamesTheGateway) {
  install();
  auto to = target("компьютер", 3389);
  to.gateway = monitor::Endpoint{"gw.example.com", 443};

  ASSERT_TRUE(client_->connect(to));

  EXPECT_EQ(started_with(), "/v:компьютер /g:gw.example.com");
}

}  // namespace
