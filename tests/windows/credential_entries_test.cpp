// What is seen of the real Credential Manager's entries, type by type.

#include "monitor/platform/saved_items.h"
#include "monitor/platform/windows/wide_text.h"

#include <gmock/gmock.h>

#include <windows.h>

#include <wincred.h>

#include <cstring>
#include <numeric>

namespace {

using monitor::find_fact;
using monitor::SavedItem;
using monitor::to_utf8;
using monitor::Undo;
using testing::ElementsAre;
using testing::Not;

/// An entry to be written; the texts are its own.
struct Entry {
  std::wstring target;
  DWORD type = CRED_TYPE_GENERIC;
  std::wstring user = L"EXAMPLE\\me";
  std::string blob = std::string("p\0w\0", 4);
  DWORD persist = CRED_PERSIST_LOCAL_MACHINE;
};

class CredentialManager : public testing::Test {
 protected:
  void SetUp() override { clear(); }

  void TearDown() override { clear(); }

  static void clear() {
    DWORD count = 0;
    PCREDENTIALW* entries = nullptr;
    if (!CredEnumerateW(nullptr, 0, &count, &entries)) return;
    for (DWORD i = 0; i < count; ++i)
      CredDeleteW(entries[i]->TargetName, entries[i]->Type, 0);
    CredFree(entries);
  }

  static CREDENTIALW view(Entry& entry) {
    CREDENTIALW out{};
    out.Type = entry.type;
    out.TargetName = entry.target.data();
    out.UserName = entry.user.empty() ? nullptr : entry.user.data();
    out.CredentialBlob = reinterpret_cast<BYTE*>(entry.blob.data());
    out.CredentialBlobSize = static_cast<DWORD>(entry.blob.size());
    out.Persist = entry.persist;
    return out;
  }

  static bool write(Entry entry) {
    auto out = view(entry);
    return CredWriteW(&out, 0) != FALSE;
  }

  std::vector<SavedItem> items() { return place_->list().value().items; }

  SavedItem only_item() {
    const auto all = items();
    return all.size() == 1 ? all.front() : SavedItem{};
  }

  static std::string fact(const SavedItem& item, const char* name) {
    const auto* value = find_fact<std::string>(item.facts, name);
    return value == nullptr ? "none" : *value;
  }

  std::unique_ptr<monitor::SavedItems> place_ = monitor::open_saved_credentials();
};

TEST_F(CredentialManager, IsEmptyAtFirst) {
  EXPECT_TRUE(items().empty());
}

TEST_F(CredentialManager, ShowsOnlyWhatIsForRemoteDesktop) {
  ASSERT_TRUE(write({.target = L"git:https://example.com"}));
  ASSERT_TRUE(write({.target = L"TERMSRVICE/pc"}));
  ASSERT_TRUE(write({.target = L"termsrv/PC"}));

  EXPECT_EQ(only_item().host, "PC");
  EXPECT_EQ(fact(only_item(), "target"), "termsrv/PC");
}

TEST_F(CredentialManager, ReadsEverySpelling) {
  ASSERT_TRUE(write({.target = L"TERMSRV/pc.example.com:3390"}));
  ASSERT_TRUE(write({.target = L"TERMSRV/10.0.0.7 "}));
  ASSERT_TRUE(write({.target = L"TERMSRV/\u043f\u043a"}));
  ASSERT_TRUE(write({.target = L"TERMSRV\\slash/"}));

  std::vector<std::string> hosts;
  for (const auto& item : items())
    hosts.push_back(item.host + (item.port ? " at " + std::to_string(*item.port) : ""));
  std::sort(hosts.begin(), hosts.end());

  EXPECT_THAT(hosts, ElementsAre("10.0.0.7", "pc.example.com at 3390", "slash/", "\u043f\u043a"));
}

TEST_F(CredentialManager, KeepsTypesOfOneTargetApart) {
  ASSERT_TRUE(write({.target = L"TERMSRV/pc"}));
  ASSERT_TRUE(write({.target = L"TERMSRV/pc", .type = CRED_TYPE_DOMAIN_PASSWORD}));

  const auto all = items();

  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(fact(all[0], "type"), "domain_password");
  EXPECT_EQ(all[0].undo, Undo::needs_password_again);
  EXPECT_EQ(fact(all[0], "password"), "unreadable");
  EXPECT_EQ(fact(all[1], "type"), "generic");
  EXPECT_EQ(all[1].undo, Undo::whole);
  EXPECT_EQ(fact(all[1], "password"), "fine");
}

TEST_F(CredentialManager, RemovesTheTypeThatWasMeant) {
  ASSERT_TRUE(write({.target = L"TERMSRV/pc"}));
  ASSERT_TRUE(write({.target = L"TERMSRV/pc", .type = CRED_TYPE_DOMAIN_PASSWORD}));
  const auto domain = items().front();
  const auto copy = place_->back_up(domain);
  ASSERT_TRUE(copy);

  ASSERT_TRUE(place_->remove(domain));

  EXPECT_EQ(fact(only_item(), "type"), "generic");
  ASSERT_TRUE(place_->put_back(*copy));
  EXPECT_EQ(items().size(), 2U);
  EXPECT_EQ(items().front().user_name, "EXAMPLE\\me");
}

TEST_F(CredentialManager, JudgesAPasswordWithoutShowingIt) {
  const auto judged = [this](std::string blob) {
    clear();
    EXPECT_TRUE(write({.target = L"TERMSRV/pc", .blob = std::move(blob)}));
    return fact(only_item(), "password");
  };

  EXPECT_EQ(judged(""), "empty");
  EXPECT_EQ(judged("abc"), "odd_length");
  EXPECT_EQ(judged(std::string("a\0\0\0b\0", 6)), "not_text");
  EXPECT_EQ(judged(std::string("\x00\xd8\x61\x00", 4)), "not_text");
  EXPECT_EQ(judged(std::string("\x3d\xd8\x11\xdd", 4)), "fine");
}

TEST_F(CredentialManager, TakesTheLongestPasswordThereIs) {
  const std::string longest(2560, 'x');
  ASSERT_TRUE(write({.target = L"TERMSRV/pc", .blob = longest}));
  const auto item = only_item();
  const auto copy = place_->back_up(item);
  ASSERT_TRUE(copy);
  ASSERT_TRUE(place_->remove(item));

  ASSERT_TRUE(place_->put_back(*copy));

  EXPECT_EQ(only_item().size, longest.size());
  EXPECT_EQ(fact(only_item(), "password"), "fine");
}

TEST_F(CredentialManager, SaysHowLongAnEntryLives) {
  ASSERT_TRUE(write({.target = L"TERMSRV/pc", .persist = CRED_PERSIST_SESSION}));

  EXPECT_EQ(fact(only_item(), "persistence"), "session");
}

TEST_F(CredentialManager, PutsBackEveryPartOfAnEntry) {
  Entry entry{.target = L"TERMSRV/pc", .persist = CRED_PERSIST_ENTERPRISE};
  auto written = view(entry);
  std::wstring comment = L"made by a script";
  std::wstring keyword = L"Tool_Owner";
  std::string value("\0\x01\x02", 3);
  CREDENTIAL_ATTRIBUTEW attribute{keyword.data(), 0, 3, reinterpret_cast<BYTE*>(value.data())};
  written.Comment = comment.data();
  written.Attributes = &attribute;
  written.AttributeCount = 1;
  ASSERT_TRUE(CredWriteW(&written, 0));
  const auto item = only_item();
  const auto copy = place_->back_up(item);
  ASSERT_TRUE(copy);
  ASSERT_TRUE(place_->remove(item));
  ASSERT_TRUE(place_->put_back(*copy));

  PCREDENTIALW back = nullptr;
  ASSERT_TRUE(CredReadW(L"TERMSRV/pc", CRED_TYPE_GENERIC, 0, &back));

  EXPECT_EQ(std::wstring(back->Comment), comment);
  EXPECT_EQ(std::wstring(back->UserName), L"EXAMPLE\\me");
  EXPECT_EQ(back->Persist, static_cast<DWORD>(CRED_PERSIST_ENTERPRISE));
  EXPECT_EQ(std::string(reinterpret_cast<char*>(back->CredentialBlob), back->CredentialBlobSize),
            entry.blob);
  // Wine 8 keeps no attributes; Windows does.
  if (back->AttributeCount == 1) {
    EXPECT_EQ(std::wstring(back->Attributes[0].Keyword), keyword);
    EXPECT_EQ(std::memcmp(back->Attributes[0].Value, value.data(), value.size()), 0);
  }
  CredFree(back);
}

TEST_F(CredentialManager, ShowsNoPasswordAnywhere) {
  const std::string marker("M\0a\0r\0k\0e\0r\0", 12);
  ASSERT_TRUE(write({.target = L"TERMSRV/pc", .blob = marker}));

  const auto item = only_item();

  std::string all = item.id + item.shown_as + item.state + item.user_name;
  for (const auto& one : item.facts)
    all += one.name + fact(item, one.name.c_str());
  EXPECT_THAT(all, Not(testing::HasSubstr("Marker")));
}

}  // namespace
