// A real keyring on a bus of its own: locked, absent, and what each client keeps in it.

#include "monitor/platform/saved_items.h"
#include "monitor/platform/sealing.h"
#include "tests/fakes/linux/private_keyring.h"
#include "tests/fakes/linux/private_surroundings.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

namespace {

namespace fs = std::filesystem;
using monitor::Failure;
using monitor::find_fact;
using monitor::SavedItem;
using testing::HasSubstr;
using testing::Not;

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

SavedItem only_item() {
  const auto list = monitor::open_saved_credentials()->list();
  return list && list->items.size() == 1 ? list->items.front() : SavedItem{};
}

void write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

TEST(Keyring, HasNothingOfOthers) {
  const tests::PrivateKeyring keyring;
  keyring.store("mail", "service imap user me", "marker password");

  EXPECT_TRUE(monitor::open_saved_credentials()->list()->items.empty());
}

TEST(Keyring, TellsRemminasGatewayFromItsHost) {
  const tests::PrivateKeyring keyring;
  const auto profile = keyring.home() / "pc.remmina";
  write(profile, "[remmina]\nserver=pc:3390\ngateway_server=gate.example.com\nusername=me\n");
  keyring.store(
      "Remmina: pc - gateway_password",
      "xdg:schema org.remmina.Password filename " + profile.string() + " key gateway_password",
      "secret");

  EXPECT_EQ(only_item().host, "gate.example.com");
}

TEST(Keyring, ReadsHostAndUserOfARemminaProfile) {
  const tests::PrivateKeyring keyring;
  const auto profile = keyring.home() / "pc.remmina";
  write(profile, "[remmina]\nserver=pc:3390\nusername=me\n");
  keyring.store("Remmina: pc - password",
                "xdg:schema org.remmina.Password filename " + profile.string() + " key password",
                "secret");

  const auto item = only_item();

  EXPECT_EQ(item.host, "pc");
  EXPECT_EQ(item.port, 3390);
  EXPECT_EQ(item.user_name, "me");
  EXPECT_EQ(item.undo, monitor::Undo::whole);
  EXPECT_TRUE(item.secret);
}

TEST(Keyring, PutsTheDomainOfARemminaProfileBeforeTheUser) {
  const tests::PrivateKeyring keyring;
  const auto profile = keyring.home() / "pc.remmina";
  write(profile, "[remmina]\nserver=pc\nusername=me\ndomain=EXAMPLE\n");
  keyring.store("Remmina: pc - password",
                "xdg:schema org.remmina.Password filename " + profile.string() + " key password",
                "secret");

  EXPECT_EQ(only_item().user_name, "EXAMPLE\\me");
}

TEST(Keyring, KnowsAPasswordWhoseProfileIsGone) {
  const tests::PrivateKeyring keyring;
  keyring.store("Remmina: old - password",
                "xdg:schema org.remmina.Password filename /nowhere/old.remmina key password",
                "secret");

  EXPECT_EQ(only_item().host, "");
  EXPECT_THAT(only_item().shown_as, HasSubstr("Remmina: old"));
}

TEST(Keyring, KnowsWhatGnomeConnectionsKeeps) {
  const tests::PrivateKeyring keyring;
  write(keyring.home() / "config/connections.db", "[1234-5]\nuri=rdp://pc.example.com:3391\n");
  keyring.store("Connections",
                "xdg:schema org.gnome.Connections "
                "gnome-connections-connection-uuid 1234-5",
                "{'password': <'secret'>}");

  EXPECT_EQ(only_item().host, "pc.example.com");
  EXPECT_EQ(only_item().port, 3391);
}

TEST(Keyring, KnowsWhatKrdcKeeps) {
  const tests::PrivateKeyring keyring;
  keyring.store("KRDC",
                "xdg:schema org.qt.keychain server KRDC type plaintext "
                "user rdp://me@pc.example.com:3389",
                "secret");
  keyring.store("another", "xdg:schema org.qt.keychain server Mail type plaintext user me", "x");

  EXPECT_EQ(only_item().host, "pc.example.com");
  EXPECT_EQ(only_item().user_name, "me");
}

TEST(Keyring, ThatIsLockedShowsWhatItKeepsAndAsksForNothing) {
  const tests::PrivateKeyring keyring;
  keyring.store("Remmina: pc - password",
                "xdg:schema org.remmina.Password filename /pc.remmina key password", "secret");
  const auto open = only_item();
  keyring.lock();

  const auto item = only_item();

  EXPECT_EQ(item.id, open.id);
  EXPECT_EQ(
      find_fact<bool>(item.facts, "locked") != nullptr && *find_fact<bool>(item.facts, "locked"),
      true);
  const auto place = monitor::open_saved_credentials();
  const auto copied = place->back_up(item);
  ASSERT_FALSE(copied);
  EXPECT_EQ(copied.error().kind, Failure::Kind::denied);
  EXPECT_THAT(copied.error().what, HasSubstr("locked"));
  EXPECT_EQ(place->remove(item).error().kind, Failure::Kind::denied);
}

TEST(Keyring, ThatIsLockedTakesNothingBack) {
  const tests::PrivateKeyring keyring;
  keyring.store("Remmina: pc - password",
                "xdg:schema org.remmina.Password filename /pc.remmina key password", "secret");
  const auto place = monitor::open_saved_credentials();
  const auto copy = place->back_up(only_item());
  ASSERT_TRUE(copy);
  ASSERT_TRUE(place->remove(only_item()));
  keyring.lock();

  const auto put = place->put_back(*copy);

  ASSERT_FALSE(put);
  EXPECT_EQ(put.error().kind, Failure::Kind::denied);
}

TEST(Keyring, ThatDoesNotRunIsAClearState) {
  const tests::PrivateKeyring bus(false);

  const auto list = monitor::open_saved_credentials()->list();

  ASSERT_FALSE(list);
  EXPECT_EQ(list.error().kind, Failure::Kind::unavailable);
  // It was not started by looking.
  EXPECT_THAT(tests::shell("gdbus call --session -d org.freedesktop.DBus -o /org/freedesktop/DBus "
                           "-m org.freedesktop.DBus.ListNames"),
              Not(HasSubstr("org.freedesktop.secrets")));
}

TEST(Keyring, ShowsNoPasswordAnywhere) {
  const tests::PrivateKeyring keyring;
  keyring.store("Remmina: pc - password",
                "xdg:schema org.remmina.Password filename /pc.remmina key password",
                "MarkerPassword");

  const auto item = only_item();

  auto all = item.id + item.shown_as + item.state + item.user_name;
  for (const auto& fact : item.facts) {
    if (const auto* text = std::get_if<std::string>(&fact.value)) all += *text;
  }
  EXPECT_THAT(all, Not(HasSubstr("MarkerPassword")));
}

TEST(Sealing, GivesBackWhatWasSealed) {
  const tests::PrivateKeyring keyring;
  const auto sealed = monitor::open_sealing()->seal(monitor::Secret(bytes_of("a marker password")));
  ASSERT_TRUE(sealed) << sealed.error().what;

  // Another run of the program, with nothing in memory.
  const auto opened = monitor::open_sealing()->open(*sealed);

  ASSERT_TRUE(opened) << opened.error().what;
  EXPECT_TRUE(std::ranges::equal(opened->reveal(), bytes_of("a marker password")));
  EXPECT_EQ(std::ranges::search(sealed->bytes, bytes_of("marker")).size(), 0U);
}

TEST(Sealing, NeverSealsTheSameWayTwice) {
  const tests::PrivateKeyring keyring;
  const auto sealing = monitor::open_sealing();

  EXPECT_NE(sealing->seal(monitor::Secret(bytes_of("secret"))).value(),
            sealing->seal(monitor::Secret(bytes_of("secret"))).value());
}

TEST(Sealing, RefusesEveryTamperedByte) {
  const tests::PrivateKeyring keyring;
  const auto sealing = monitor::open_sealing();
  const auto sealed = sealing->seal(monitor::Secret(bytes_of("secret")));
  ASSERT_TRUE(sealed);

  for (std::size_t i = 0; i < sealed->bytes.size(); i += 3) {
    auto bad = *sealed;
    bad.bytes[i] ^= std::byte{1};
    const auto opened = sealing->open(bad);
    ASSERT_FALSE(opened) << i;
    EXPECT_EQ(opened.error().kind, Failure::Kind::invalid_input) << i;
  }
  EXPECT_FALSE(sealing->open({}));
}

TEST(Sealing, IsAnotherUsersWithAnotherKeyring) {
  monitor::Sealed sealed;
  {
    const tests::PrivateKeyring first;
    sealed = monitor::open_sealing()->seal(monitor::Secret(bytes_of("secret"))).value();
  }
  const tests::PrivateKeyring second;

  EXPECT_FALSE(monitor::open_sealing()->open(sealed));
}

TEST(Sealing, SaysThatTheKeyringIsLocked) {
  const tests::PrivateKeyring keyring;
  const auto sealing = monitor::open_sealing();
  const auto sealed = sealing->seal(monitor::Secret(bytes_of("secret")));
  ASSERT_TRUE(sealed);
  keyring.lock();

  EXPECT_EQ(sealing->seal(monitor::Secret(bytes_of("more"))).error().kind, Failure::Kind::denied);
  EXPECT_EQ(sealing->open(*sealed).error().kind, Failure::Kind::denied);
}

TEST(Sealing, SaysThatThereIsNoKeyring) {
  const tests::PrivateKeyring bus(false);

  EXPECT_EQ(monitor::open_sealing()->seal(monitor::Secret(bytes_of("x"))).error().kind,
            Failure::Kind::unavailable);
}

}  // namespace
