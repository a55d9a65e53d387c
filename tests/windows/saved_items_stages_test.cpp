// The contract of SavedItems against the system's own Credential Manager, registry and files. Each
// stage removes what RDP clients keep here before and after.

#include "monitor/platform/windows/handle.h"
#include "monitor/platform/windows/wide_text.h"
#include "tests/fakes/saved_items_stage.h"
#include "tests/windows/kept_sign_ins.h"

#include <gmock/gmock.h>

#include <windows.h>

#include <shlobj.h>
#include <wincred.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

namespace fs = std::filesystem;
using monitor::to_utf8;
using monitor::to_wide;

class CredentialStage final : public fakes::SavedItemsStage {
 public:
  CredentialStage() { tests::clear_sign_ins(); }

  ~CredentialStage() override { tests::clear_sign_ins(); }

  monitor::SavedItems& place() override { return *place_; }

  void keep(const std::string& host) override { write(host, L"old password"); }

  void change(const std::string& host) override { write(host, L"new password \U0001F511"); }

  std::string everything() override {
    std::string all;
    tests::for_each_sign_in([&](const CREDENTIALW& one) {
      std::ostringstream text;
      text << one.Flags << ' ' << one.Type << ' ' << one.Persist << ' ' << to_utf8(one.TargetName)
           << ' ' << to_utf8(one.UserName) << ' '
           << (one.Comment != nullptr ? to_utf8(one.Comment) : "-") << ' '
           << std::string(reinterpret_cast<const char*>(one.CredentialBlob),
                          one.CredentialBlobSize);
      for (DWORD i = 0; i < one.AttributeCount; ++i)
        text << ' ' << to_utf8(one.Attributes[i].Keyword) << '='
             << std::string(reinterpret_cast<const char*>(one.Attributes[i].Value),
                            one.Attributes[i].ValueSize);
      all += text.str() + '\n';
    });
    return all;
  }

 private:
  static void write(const std::string& host, std::wstring password) {
    auto target = L"TERMSRV/" + to_wide(host);
    std::wstring user = L"EXAMPLE\\zo\u00eb";
    std::wstring comment = L"kept by a tool";
    CREDENTIALW entry{};
    entry.Type = CRED_TYPE_GENERIC;
    entry.TargetName = target.data();
    entry.UserName = user.data();
    entry.Comment = comment.data();
    entry.Persist = CRED_PERSIST_ENTERPRISE;
    entry.CredentialBlob = reinterpret_cast<BYTE*>(password.data());
    entry.CredentialBlobSize = static_cast<DWORD>(password.size() * sizeof(wchar_t));
    ASSERT_TRUE(CredWriteW(&entry, 0)) << GetLastError();
  }

  std::unique_ptr<monitor::SavedItems> place_ = monitor::open_saved_credentials();
};

const std::wstring client_key = L"Software\\Microsoft\\Terminal Server Client";

/// All that is below the client's key, types and bytes.
void dump(HKEY root, const std::wstring& path, std::ostringstream& out) {
  HKEY key = nullptr;
  if (RegOpenKeyExW(root, path.c_str(), 0, KEY_READ, &key) != ERROR_SUCCESS) return;
  out << '[' << to_utf8(path) << "]\n";
  std::vector<std::string> lines;
  std::wstring name(1024, L'\0');
  std::string bytes(4096, '\0');
  for (DWORD i = 0;; ++i) {
    auto name_size = static_cast<DWORD>(name.size());
    auto size = static_cast<DWORD>(bytes.size());
    DWORD type = 0;
    if (RegEnumValueW(key, i, name.data(), &name_size, nullptr, &type,
                      reinterpret_cast<BYTE*>(bytes.data()), &size) != ERROR_SUCCESS)
      break;
    lines.push_back(to_utf8(name.substr(0, name_size)) + '=' + std::to_string(type) + ':' +
                    bytes.substr(0, size) + '\n');
  }
  std::sort(lines.begin(), lines.end());
  for (const auto& line : lines)
    out << line;
  std::vector<std::wstring> children;
  for (DWORD i = 0;; ++i) {
    auto name_size = static_cast<DWORD>(name.size());
    if (RegEnumKeyExW(key, i, name.data(), &name_size, nullptr, nullptr, nullptr, nullptr) !=
        ERROR_SUCCESS)
      break;
    children.push_back(name.substr(0, name_size));
  }
  std::sort(children.begin(), children.end());
  for (const auto& child : children)
    dump(key, child, out);
  RegCloseKey(key);
}

void set_value(const std::wstring& path, const wchar_t* name, DWORD type,
               const std::string& bytes) {
  HKEY key = nullptr;
  ASSERT_EQ(RegCreateKeyExW(HKEY_CURRENT_USER, path.c_str(), 0, nullptr, 0, KEY_ALL_ACCESS, nullptr,
                            &key, nullptr),
            ERROR_SUCCESS);
  RegSetValueExW(key, name, 0, type, reinterpret_cast<const BYTE*>(bytes.data()),
                 static_cast<DWORD>(bytes.size()));
  RegCloseKey(key);
}

/// What mstsc keeps in the registry; `value` is one of Servers\<host>.
class RegistryStage : public fakes::SavedItemsStage {
 public:
  RegistryStage() {
    clear();
    // "Servers" stays when nothing is in it any more.
    set_value(client_key + L"\\Servers", L"", REG_SZ, std::string(2, '\0'));
  }

  ~RegistryStage() override { clear(); }

  monitor::SavedItems& place() override { return *place_; }

  std::string everything() override {
    std::ostringstream out;
    dump(HKEY_CURRENT_USER, client_key, out);
    return out.str();
  }

  void keep(const std::string& host) override {
    set_value(key_of(host), L"CertHash", REG_BINARY, std::string(20, 'a'));
  }

  void change(const std::string& host) override {
    set_value(key_of(host), L"CertHash", REG_BINARY, std::string(20, 'b'));
  }

 protected:
  static std::wstring key_of(const std::string& host) {
    return client_key + L"\\Servers\\" + to_wide(host);
  }

 private:
  static void clear() { RegDeleteTreeW(HKEY_CURRENT_USER, client_key.c_str()); }

  std::unique_ptr<monitor::SavedItems> place_ = monitor::open_connection_cache();
};

/// The odd rest that a client may keep about a host: every type, names that are hard to write.
class RegistryBranchStage final : public RegistryStage {
 public:
  void keep(const std::string& host) override {
    const auto key = key_of(host);
    set_value(key, L"", REG_SZ, std::string("d\0e\0f\0\0\0", 8));
    set_value(key, L"none \u03a9 = \\ \"", REG_NONE, {});
    set_value(key, L"number", REG_DWORD, std::string(4, '\x01'));
    set_value(key, L"long", REG_QWORD, std::string(8, '\x02'));
    set_value(key + L"\\Below\\Deeper", L"many", REG_MULTI_SZ,
              std::string("a\0\0\0b\0\0\0\0\0", 10));
    set_value(key + L"\\Below", L"expand", REG_EXPAND_SZ, std::string("%\0x\0%\0\0\0", 8));
    set_value(key + L"\\Empty", L"odd size", REG_SZ, "abc");
    set_value(key + L"\\Below", L"strange", 0xabcd, "strange");
  }

  void change(const std::string& host) override {
    set_value(key_of(host) + L"\\Below", L"expand", REG_SZ, std::string("n\0\0\0", 4));
  }
};

fs::path local_folder() {
  wchar_t* path = nullptr;
  SHGetKnownFolderPath(FOLDERID_LocalAppData, 0, nullptr, &path);
  const std::unique_ptr<wchar_t, monitor::FreeTaskMemory> owned(path);
  return fs::path(path) / L"Microsoft\\Terminal Server Client\\Cache";
}

/// Bitmap caches; the file's name plays the host's part, so the items are found by name.
class BitmapFile : public testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }

  void TearDown() override {
    SetFileAttributesW((folder_ / L"Cache0001.bin").c_str(), FILE_ATTRIBUTE_NORMAL);
    fs::remove_all(folder_);
  }

  void write(const wchar_t* name, const std::string& bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
  }

  std::string read(const wchar_t* name) const {
    std::ifstream in(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  monitor::SavedItem item(const std::string& id) const {
    const auto list = place_->list();
    if (!list) return {};
    for (const auto& one : list->items) {
      if (one.id == id) return one;
    }
    return {};
  }

  static std::string good_cache() {
    return std::string("RDP8bmp\0\x06\0\0\0", 12) + std::string(8, 'k') +
           std::string("\x40\0\x40\0", 4) + std::string(64 * 64 * 4, '\x7f');
  }

  fs::path folder_ = local_folder();
  std::unique_ptr<monitor::SavedItems> place_ = monitor::open_connection_cache();
};

TEST_F(BitmapFile, ComesBackWithItsTimesAndAttributes) {
  write(L"Cache0001.bin", good_cache());
  const auto path = folder_ / L"Cache0001.bin";
  const HANDLE file =
      CreateFileW(path.c_str(), GENERIC_WRITE, 0, nullptr, OPEN_EXISTING, 0, nullptr);
  const FILETIME then{0x12345670, 0x01d00000};
  ASSERT_TRUE(SetFileTime(file, &then, &then, &then));
  CloseHandle(file);
  SetFileAttributesW(path.c_str(), FILE_ATTRIBUTE_HIDDEN);
  const auto before = item("bitmap_cache:Cache0001.bin");
  const auto copy = place_->back_up(before);
  ASSERT_TRUE(copy) << copy.error().what;
  ASSERT_TRUE(place_->remove(before));
  ASSERT_FALSE(fs::exists(path));

  const auto put = place_->put_back(*copy);

  ASSERT_TRUE(put) << put.error().what;
  EXPECT_EQ(read(L"Cache0001.bin"), good_cache());
  EXPECT_EQ(item("bitmap_cache:Cache0001.bin"), before);
  EXPECT_TRUE(GetFileAttributesW(path.c_str()) & FILE_ATTRIBUTE_HIDDEN);
}

TEST_F(BitmapFile, ThatIsDamagedSaysSo) {
  write(L"Cache0001.bin", good_cache());
  write(L"Cache0002.bin", "RDP8bm");
  write(L"bcache24.bmc", std::string(40, '\xff'));
  write(L"bcache22.bmc", "");

  EXPECT_EQ(monitor::find_fact<std::string>(item("bitmap_cache:Cache0001.bin").facts, "damage"),
            nullptr);
  EXPECT_NE(monitor::find_fact<std::string>(item("bitmap_cache:Cache0002.bin").facts, "damage"),
            nullptr);
  EXPECT_NE(monitor::find_fact<std::string>(item("bitmap_cache:bcache24.bmc").facts, "damage"),
            nullptr);
  EXPECT_EQ(monitor::find_fact<std::string>(item("bitmap_cache:bcache22.bmc").facts, "damage"),
            nullptr);
}

TEST_F(BitmapFile, ThatIsInUseStays) {
  write(L"Cache0001.bin", good_cache());
  const auto path = folder_ / L"Cache0001.bin";
  const auto before = item("bitmap_cache:Cache0001.bin");
  const HANDLE user = CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ,
                                  nullptr, OPEN_EXISTING, 0, nullptr);

  const auto removed = place_->remove(before);
  CloseHandle(user);

  ASSERT_FALSE(removed);
  EXPECT_EQ(removed.error().kind, monitor::Failure::Kind::denied);
  EXPECT_THAT(removed.error().what, testing::HasSubstr("in use"));
  EXPECT_TRUE(fs::exists(path));
}

TEST_F(BitmapFile, ThatIsReadOnlyStays) {
  write(L"Cache0001.bin", good_cache());
  const auto path = folder_ / L"Cache0001.bin";
  SetFileAttributesW(path.c_str(), FILE_ATTRIBUTE_READONLY);

  const auto removed = place_->remove(item("bitmap_cache:Cache0001.bin"));

  ASSERT_FALSE(removed);
  EXPECT_EQ(removed.error().kind, monitor::Failure::Kind::denied);
  EXPECT_TRUE(fs::exists(path));
}

TEST_F(BitmapFile, IsNotFollowedOutOfItsFolder) {
  write(L"Cache0001.bin", good_cache());
  const auto copy = place_->back_up(item("bitmap_cache:Cache0001.bin"));
  ASSERT_TRUE(copy);
  auto bytes = std::vector<std::byte>(copy->reveal().begin(), copy->reveal().end());
  const std::string_view name = "Cache0001.bin";
  auto* at = std::search(bytes.data(), bytes.data() + bytes.size(),
                         reinterpret_cast<const std::byte*>(name.data()),
                         reinterpret_cast<const std::byte*>(name.data()) + name.size());
  const std::string_view evil = "..\\\\cache.bin";
  std::copy_n(reinterpret_cast<const std::byte*>(evil.data()), evil.size(), at);

  const auto put = place_->put_back(monitor::Secret(bytes));

  ASSERT_FALSE(put);
  EXPECT_EQ(put.error().kind, monitor::Failure::Kind::invalid_input);
}

template <class Stage>
fakes::StageMaker maker(const char* name) {
  return {name, [] { return std::make_unique<Stage>(); }};
}

INSTANTIATE_TEST_SUITE_P(Real, SavedItemsContract,
                         testing::Values(maker<CredentialStage>("CredentialManager"),
                                         maker<RegistryStage>("RegistryValue"),
                                         maker<RegistryBranchStage>("RegistryBranch")),
                         [](const auto& each) { return each.param.name; });

}  // namespace
