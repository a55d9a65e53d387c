#include "monitor/platform/client_memory.h"

#include "monitor/platform/windows/handle.h"
#include "tests/windows/own_branch.h"

#include <gmock/gmock.h>

#include <windows.h>

#include <knownfolders.h>
#include <shlobj.h>

#include <filesystem>
#include <fstream>

namespace {

namespace fs = std::filesystem;

using monitor::ClientMemory;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

fs::path default_file() {
  wchar_t* path = nullptr;
  SHGetKnownFolderPath(FOLDERID_Documents, KF_FLAG_CREATE, nullptr, &path);
  const std::unique_ptr<wchar_t, monitor::FreeTaskMemory> owned(path);
  return fs::path(path) / L"Default.rdp";
}

class ReadClientMemory : public testing::Test {
 protected:
  void TearDown() override { fs::remove(default_file()); }

  static void write_default(std::string_view bytes) {
    fs::create_directories(default_file().parent_path());
    std::ofstream(default_file(), std::ios::binary) << bytes;
  }

  static ClientMemory memory() {
    auto read = monitor::read_client_memory();
    EXPECT_TRUE(read.has_value());
    return read ? *std::move(read) : ClientMemory{};
  }

  static std::vector<std::string> addresses() {
    std::vector<std::string> texts;
    for (const auto& target : memory().targets)
      texts.push_back(monitor::to_text(target.endpoint) + ' ' + target.user_name);
    return texts;
  }

  tests::OwnBranch client_{HKEY_CURRENT_USER, "Software\\Microsoft\\Terminal Server Client"};
};

TEST_F(ReadClientMemory, IsNothingOnAFreshComputer) {
  EXPECT_THAT(memory().files, IsEmpty());
  EXPECT_THAT(memory().targets, IsEmpty());
  EXPECT_THAT(memory().unreadable, IsEmpty());
}

TEST_F(ReadClientMemory, HoldsTheComputersOfTheList) {
  client_.key("Default").set_text("MRU0", "pc.example.com");
  client_.key("Default").set_text("MRU1", "192.0.2.7:3390");
  client_.key("Default").set_text("MRU2", "[2001:db8::7]:3391");
  client_.key("Default").set_text("MRU3", "a line of nonsense");
  client_.key("Default").set_text("Something else", "192.0.2.8");

  EXPECT_THAT(addresses(),
              ElementsAre("192.0.2.7:3390 ", "[2001:db8::7]:3391 ", "pc.example.com:3389 "));
}

TEST_F(ReadClientMemory, KnowsTheUserOfEachComputerWhateverItsPort) {
  client_.key("Default").set_text("MRU0", "PC.example.com:3390");
  client_.key("Servers\\pc.example.com").set_text("UsernameHint", "EXAMPLE\\zoë");

  EXPECT_THAT(addresses(), ElementsAre("PC.example.com:3390 EXAMPLE\\zoë"));
}

TEST_F(ReadClientMemory, HoldsComputersThatHaveLeftTheList) {
  client_.key("Servers\\old.example.com").set_text("UsernameHint", "zoe");
  client_.key("Servers\\компьютер");

  EXPECT_THAT(addresses(), ElementsAre("old.example.com:3389 zoe", "компьютер:3389 "));
}

TEST_F(ReadClientMemory, HoldsTheLastSettings) {
  const std::string text = "screen mode id:i:2\r\nfull address:s:pc.example.com\r\n";
  write_default(text);

  const auto files = memory().files;

  ASSERT_THAT(files, SizeIs(1));
  EXPECT_EQ(files[0].bytes, text);
  EXPECT_TRUE(files[0].name.ends_with("\\Default.rdp"));
  EXPECT_FALSE(files[0].named_by_user);
}

TEST_F(ReadClientMemory, LeavesOutLastSettingsWithoutAComputer) {
  std::string text = "\xff\xfe";
  for (const char c : std::string_view("full address:s:\r\nuse multimon:i:0\r\n"))
    text += {c, '\0'};
  write_default(text);

  EXPECT_THAT(memory().files, IsEmpty());
  EXPECT_THAT(memory().unreadable, IsEmpty());
}

TEST_F(ReadClientMemory, SaysThatTheLastSettingsAreTooLargeToRead) {
  write_default(std::string((1U << 20U) + 1, 'a'));

  EXPECT_THAT(memory().files, IsEmpty());
  EXPECT_THAT(memory().unreadable, SizeIs(1));
}

}  // namespace
