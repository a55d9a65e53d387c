// What FreeRDP remembers of certificates, byte for byte.

#include "monitor/platform/saved_items.h"
#include "tests/fakes/linux/private_keyring.h"

#include <gmock/gmock.h>

#include <chrono>
#include <fstream>
#include <iterator>

namespace {

namespace fs = std::filesystem;
using monitor::Failure;
using monitor::find_fact;
using monitor::SavedItem;
using testing::HasSubstr;

const std::string hash =
    "22:4e:c3:aa:22:4e:c3:aa:22:4e:c3:aa:22:4e:c3:aa:22:4e:c3:aa:22:4e:c3:aa:22:4e:c3:aa:22:4e:c3:"
    "fc";
const std::string plain_hash = "224ec3aa224ec3aa224ec3aa224ec3aa224ec3aa224ec3aa224ec3aa224ec3fc";

class FreeRdpCache : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder_ / "server"); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }

  std::string read(const std::string& name) const {
    std::ifstream in(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  std::vector<SavedItem> items() const { return place_->list().value().items; }

  SavedItem item_of(const std::string& host) const {
    for (const auto& item : items()) {
      if (item.host == host) return item;
    }
    return {};
  }

  static std::string fact(const SavedItem& item, const char* name) {
    const auto* value = find_fact<std::string>(item.facts, name);
    return value == nullptr ? "none" : *value;
  }

  tests::PrivateKeyring home_{false};
  fs::path folder_ = home_.home() / "config/freerdp";
  std::unique_ptr<monitor::SavedItems> place_ = monitor::open_connection_cache();
};

TEST_F(FreeRdpCache, ReadsALineAsFreeRdpWritesIt) {
  write("known_hosts2", "pc.example.com 3390 " + hash + " Q04gPSB2bQ== Q04gPSB2bQ==\n");

  const auto item = item_of("pc.example.com");

  EXPECT_EQ(item.port, 3390);
  EXPECT_EQ(fact(item, "sha256"), plain_hash);
  EXPECT_EQ(fact(item, "damage"), "none");
}

TEST_F(FreeRdpCache, ReadsALineAsRemminaWritesIt) {
  write("known_hosts2", "127.0.0.1:23390 23390 " + hash + " a b\n");

  EXPECT_EQ(item_of("127.0.0.1").port, 23390);
}

TEST_F(FreeRdpCache, SaysWhichLinesAreDamaged) {
  write("known_hosts2", "cut 3389\nodd 3389 12:34 a b\nwords many a b c\n\n# a remark\n");

  EXPECT_EQ(items().size(), 3U);
  EXPECT_NE(fact(item_of("cut"), "damage"), "none");
  EXPECT_NE(fact(item_of("odd"), "damage"), "none");
  EXPECT_NE(fact(item_of("words"), "damage"), "none");
}

TEST_F(FreeRdpCache, TouchesNoOtherByteOfTheFile) {
  const std::string before = "# mine\r\nfirst 3389 " + hash + " a b\r\n\n";
  const std::string line = "pc 3389 " + hash + " c d\n";
  const std::string after = "  indented 3389 " + hash + " e f\nlast 3389 " + hash + " g h";
  write("known_hosts2", before + line + after);
  const auto item = item_of("pc");
  const auto copy = place_->back_up(item);
  ASSERT_TRUE(copy);

  ASSERT_TRUE(place_->remove(item));

  EXPECT_EQ(read("known_hosts2"), before + after);
  ASSERT_TRUE(place_->put_back(*copy));
  EXPECT_EQ(read("known_hosts2"), before + line + after);
}

TEST_F(FreeRdpCache, RestoresALastLineWithoutItsBreak) {
  const std::string text = "first 3389 " + hash + " a b\nlast 3389 " + hash + " g h";
  write("known_hosts2", text);
  const auto item = item_of("last");
  const auto copy = place_->back_up(item);
  ASSERT_TRUE(copy);
  ASSERT_TRUE(place_->remove(item));

  ASSERT_TRUE(place_->put_back(*copy));

  EXPECT_EQ(read("known_hosts2"), text);
}

TEST_F(FreeRdpCache, PutsALineBackBesideLinesThatCameMeanwhile) {
  write("known_hosts2", "a 3389 " + hash + " x y\npc 3389 " + hash + " x y\n");
  const auto item = item_of("pc");
  const auto copy = place_->back_up(item);
  ASSERT_TRUE(copy);
  ASSERT_TRUE(place_->remove(item));
  write("known_hosts2", "new 3389 " + hash + " x y\n" + read("known_hosts2"));

  ASSERT_TRUE(place_->put_back(*copy));

  EXPECT_EQ(read("known_hosts2"),
            "new 3389 " + hash + " x y\na 3389 " + hash + " x y\npc 3389 " + hash + " x y\n");
}

TEST_F(FreeRdpCache, PutsALineBackWhereTheFileIsGone) {
  write("known_hosts2", "pc 3389 " + hash + " x y\n");
  const auto copy = place_->back_up(item_of("pc"));
  ASSERT_TRUE(copy);
  fs::remove(folder_ / "known_hosts2");

  ASSERT_TRUE(place_->put_back(*copy));

  EXPECT_EQ(read("known_hosts2"), "pc 3389 " + hash + " x y\n");
}

TEST_F(FreeRdpCache, KeepsModeAndTimesOfTheFile) {
  write("known_hosts2", "a 3389 " + hash + " x y\npc 3389 " + hash + " x y\n");
  const auto file = folder_ / "known_hosts2";
  fs::permissions(file, fs::perms(0640));
  const auto then = fs::last_write_time(file) - std::chrono::hours(1000);
  fs::last_write_time(file, then);

  ASSERT_TRUE(place_->remove(item_of("pc")));

  EXPECT_EQ(fs::status(file).permissions(), fs::perms(0640));
  EXPECT_EQ(fs::last_write_time(file), then);
}

TEST_F(FreeRdpCache, WritesThroughALinkThatTheUserHasMade) {
  const auto real = home_.home() / "dotfiles";
  std::ofstream(real) << "pc 3389 " << hash << " x y\n";
  fs::create_symlink(real, folder_ / "known_hosts2");

  ASSERT_TRUE(place_->remove(item_of("pc")));

  EXPECT_TRUE(fs::is_symlink(folder_ / "known_hosts2"));
  EXPECT_EQ(fs::file_size(real), 0U);
}

TEST_F(FreeRdpCache, LeavesAReadOnlyFileAlone) {
  write("known_hosts2", "pc 3389 " + hash + " x y\n");
  write("server/pc_3390.pem", "");
  fs::permissions(folder_ / "known_hosts2", fs::perms(0444));
  fs::permissions(folder_ / "server/pc_3390.pem", fs::perms(0444));

  for (const auto& item : items()) {
    const auto removed = place_->remove(item);
    ASSERT_FALSE(removed);
    EXPECT_EQ(removed.error().kind, Failure::Kind::denied);
    EXPECT_THAT(removed.error().what, HasSubstr("read-only"));
  }
  EXPECT_EQ(items().size(), 2U);
}

TEST_F(FreeRdpCache, SeesADamagedCertificateFile) {
  write("server/empty_3389.pem", "");
  write("server/cut_3389.pem", "-----BEGIN CERTIFICATE-----\nMIIB");
  write("server/other_3389.pem", "hello");

  EXPECT_THAT(fact(item_of("empty"), "damage"), HasSubstr("empty"));
  EXPECT_THAT(fact(item_of("cut"), "damage"), HasSubstr("breaks off"));
  EXPECT_THAT(fact(item_of("other"), "damage"), HasSubstr("no certificate"));
}

TEST_F(FreeRdpCache, OverwritesWhatAnUnfinishedRunLeftBehind) {
  write("known_hosts2", "pc 3389 " + hash + " x y\n");
  write("known_hosts2.rdpready-new", "half");

  ASSERT_TRUE(place_->remove(item_of("pc")));

  EXPECT_FALSE(fs::exists(folder_ / "known_hosts2.rdpready-new"));
}

TEST_F(FreeRdpCache, IsNotLedOutOfItsFolder) {
  const auto outside = home_.home() / "config/outside.pem";
  write("server/pc_3389.pem", "x");
  const auto copy = place_->back_up(items().front());
  ASSERT_TRUE(copy);
  auto bytes = std::vector<std::byte>(copy->reveal().begin(), copy->reveal().end());
  std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const std::string name = "freerdp/server/pc_3389.pem";
  text.replace(text.find(name), name.size(), "freerdp/../../pc_evil.pem1");

  const auto put = place_->put_back(monitor::Secret(std::as_bytes(std::span(text))));

  ASSERT_FALSE(put);
  EXPECT_EQ(put.error().kind, Failure::Kind::invalid_input);
}

TEST_F(FreeRdpCache, IsEmptyWhereFreeRdpWasNeverUsed) {
  fs::remove_all(folder_);

  EXPECT_TRUE(items().empty());
}

}  // namespace
