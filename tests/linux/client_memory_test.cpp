#include "monitor/platform/client_memory.h"

#include "tests/fakes/program_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace monitor {
namespace {

namespace fs = std::filesystem;

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// A home folder of its own for each test; the real one is never looked at.
class ReadClientMemory : public testing::Test {
 protected:
  void SetUp() override {
    keep_and_set("HOME", home_.string());
    keep_and_set("XDG_DATA_HOME", (home_ / "data").string());
    keep_and_set("XDG_CONFIG_HOME", (home_ / "config").string());
  }

  void TearDown() override {
    for (const auto& [name, value] : before_)
      if (value)
        setenv(name.c_str(), value->c_str(), 1);
      else
        unsetenv(name.c_str());
  }

  void write(const fs::path& name, std::string_view text) const {
    fs::create_directories((home_ / name).parent_path());
    std::ofstream(home_ / name, std::ios::binary) << text;
  }

  static ClientMemory memory() {
    auto read = read_client_memory();
    EXPECT_TRUE(read.has_value());
    return read ? *std::move(read) : ClientMemory{};
  }

  static std::vector<std::string> addresses() {
    std::vector<std::string> texts;
    for (const auto& target : memory().targets)
      texts.push_back(to_text(target.endpoint));
    return texts;
  }

  tests::TemporaryFolder folder_;
  fs::path home_ = folder_.path();

 private:
  void keep_and_set(const std::string& name, const std::string& value) {
    const char* old = std::getenv(name.c_str());
    before_.emplace_back(name, old ? std::optional<std::string>(old) : std::nullopt);
    setenv(name.c_str(), value.c_str(), 1);
  }

  std::vector<std::pair<std::string, std::optional<std::string>>> before_;
};

TEST_F(ReadClientMemory, IsNothingOnAFreshComputer) {
  const auto found = memory();

  EXPECT_THAT(found.files, IsEmpty());
  EXPECT_THAT(found.targets, IsEmpty());
  EXPECT_THAT(found.unreadable, IsEmpty());
}

TEST_F(ReadClientMemory, FailsForAUserWithoutAHome) {
  unsetenv("HOME");

  const auto read = read_client_memory();

  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, Failure::Kind::unavailable);
}

TEST_F(ReadClientMemory, HoldsRemminaProfilesOfEveryPlace) {
  write("data/remmina/a.remmina", "[remmina]\nname=a\n");
  write("data/remmina/notes.txt", "not a profile");
  write(".remmina/old.remmina", "[remmina]\nname=old\n");
  write("elsewhere/b.remmina", "[remmina]\nname=b\n");
  write("config/remmina/remmina.pref", "[remmina_pref]\nsecret=never to be kept\ndatadir_path=" +
                                           (home_ / "elsewhere").string() + "\n");

  const auto files = memory().files;

  ASSERT_THAT(files, SizeIs(3));
  EXPECT_EQ(files[0],
            (RememberedFile{(home_ / ".remmina/old.remmina").string(), "[remmina]\nname=old\n"}));
  EXPECT_EQ(files[1].name, home_ / "data/remmina/a.remmina");
  EXPECT_EQ(files[2].name, home_ / "elsewhere/b.remmina");
}

TEST_F(ReadClientMemory, HoldsHostsThatFreeRdpAndRemminaKnow) {
  write("config/freerdp/known_hosts2",
        "192.0.2.7 3389 22:4e:c3 Q04gPSB2bQ== Q04gPSB2bQ==\n"
        "192.0.2.8:3390 3390 60:0a Q04= Q04=\n"
        "2001:db8::7 3389 60:0a Q04= Q04=\n"
        "\n"
        "a line of nonsense\n");

  EXPECT_THAT(addresses(), ElementsAre("192.0.2.7:3389", "192.0.2.8:3390", "[2001:db8::7]:3389"));
}

TEST_F(ReadClientMemory, HoldsHostsThatFreeRdpThreeKnowsByFileName) {
  write("config/freerdp/server/zoe.example.com_3390.pem", "");
  write("config/freerdp/server/2001.db8..7_3389.pem", "");
  write("config/freerdp/server/nonsense.pem", "");
  write(".var/app/com.freerdp.FreeRDP/config/freerdp/server/pc_3389.pem", "");

  EXPECT_THAT(addresses(), ElementsAre("pc:3389", "zoe.example.com:3390"));
}

TEST_F(ReadClientMemory, NamesAHostOnceAndLeavesGatewaysOut) {
  write("config/freerdp/known_hosts2", "pc 3389 aa\npc:3389 3389 aa\ngateway.example.com 443 bb\n");
  write("config/freerdp/server/pc_3389.pem", "");

  const auto targets = memory().targets;

  ASSERT_THAT(targets, SizeIs(1));
  EXPECT_EQ(targets.front().name, "pc");
}

TEST_F(ReadClientMemory, SaysWhichFileIsTooLargeToRead) {
  write("data/remmina/huge.remmina", std::string((1U << 20U) + 1, 'a'));

  const auto found = memory();

  EXPECT_THAT(found.files, IsEmpty());
  EXPECT_THAT(found.unreadable, ElementsAre(home_ / "data/remmina/huge.remmina"));
}

}  // namespace
}  // namespace monitor
