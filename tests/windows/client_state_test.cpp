// What this computer says about its client, asked of Windows itself (or of Wine: an absent facility
// must be a clear state, never a crash).

#include "monitor/platform/client_log.h"
#include "monitor/platform/client_policy.h"
#include "monitor/platform/client_running.h"
#include "monitor/platform/firewall.h"
#include "monitor/platform/resolver_cache.h"
#include "monitor/platform/sealing.h"

#include <gmock/gmock.h>

#include <windows.h>

#include <dpapi.h>

#include <algorithm>
#include <array>
#include <string>

namespace {

using monitor::Failure;

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

TEST(Sealing, GivesBackWhatWasSealed) {
  const auto sealing = monitor::open_sealing();
  const auto sealed = sealing->seal(monitor::Secret(bytes_of("a marker password")));
  ASSERT_TRUE(sealed) << sealed.error().detail;

  const auto opened = sealing->open(*sealed);

  ASSERT_TRUE(opened) << opened.error().detail;
  EXPECT_TRUE(std::ranges::equal(opened->reveal(), bytes_of("a marker password")));
  EXPECT_EQ(std::ranges::search(sealed->bytes, bytes_of("marker")).size(), 0U);
}

TEST(Sealing, RefusesWhatWasTamperedWith) {
  const auto sealing = monitor::open_sealing();
  auto sealed = sealing->seal(monitor::Secret(bytes_of("secret")));
  ASSERT_TRUE(sealed);
  sealed->bytes[sealed->bytes.size() - 3] ^= std::byte{1};

  const auto opened = sealing->open(*sealed);

  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, Failure::Kind::invalid_input);
}

TEST(Sealing, RefusesWhatAnotherProgramSealed) {
  std::string text = "secret";
  DATA_BLOB in{static_cast<DWORD>(text.size()), reinterpret_cast<BYTE*>(text.data())};
  DATA_BLOB out{};
  ASSERT_TRUE(CryptProtectData(&in, nullptr, nullptr, nullptr, nullptr, 0, &out));
  const auto* first = reinterpret_cast<const std::byte*>(out.pbData);
  const monitor::Sealed foreign{{first, first + out.cbData}};
  LocalFree(out.pbData);

  EXPECT_FALSE(monitor::open_sealing()->open(foreign));
}

TEST(Sealing, IsNotUndoneWithoutOurEntropy) {
  auto sealed = monitor::open_sealing()->seal(monitor::Secret(bytes_of("secret")));
  ASSERT_TRUE(sealed);
  DATA_BLOB in{static_cast<DWORD>(sealed->bytes.size()),
               reinterpret_cast<BYTE*>(sealed->bytes.data())};
  DATA_BLOB out{};

  EXPECT_FALSE(
      CryptUnprotectData(&in, nullptr, nullptr, nullptr, nullptr, CRYPTPROTECT_UI_FORBIDDEN, &out));
}

TEST(ClientLog, OfAClientThatKeepsNoneIsAClearState) {
  const auto log = monitor::read_client_log(monitor::SysTime{});

  // Where mstsc keeps one, it may be read; Wine keeps none.
  ASSERT_TRUE(log) << log.error().detail;
  EXPECT_TRUE(log->kept || log->events.empty());
}

/// A value below HKEY_CURRENT_USER for as long as this lives.
class UserValue {
 public:
  UserValue(const wchar_t* path, const wchar_t* name, DWORD number) : path_(path), name_(name) {
    RegSetKeyValueW(HKEY_CURRENT_USER, path, name, REG_DWORD, &number, sizeof number);
  }

  ~UserValue() { RegDeleteKeyValueW(HKEY_CURRENT_USER, path_, name_); }

  UserValue(const UserValue&) = delete;
  UserValue& operator=(const UserValue&) = delete;

 private:
  const wchar_t* path_;
  const wchar_t* name_;
};

TEST(ClientPolicy, TellsThatWarningsAreSwitchedOff) {
  EXPECT_FALSE(monitor::read_client_policy().authentication_level_override);

  const UserValue value(L"Software\\Microsoft\\Terminal Server Client",
                        L"AuthenticationLevelOverride", 0);

  EXPECT_EQ(monitor::read_client_policy().authentication_level_override, 0U);
}

TEST(ClientPolicy, ReadsTheUsersRulesWhereTheMachineHasNone) {
  const UserValue value(L"SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services",
                        L"DisablePasswordSaving", 1);

  EXPECT_EQ(monitor::read_client_policy().password_saving_disabled, true);
}

TEST(ClientRunning, SaysNoWhereNoneRuns) {
  const auto runs = monitor::is_rdp_client_running();

  ASSERT_TRUE(runs);
  EXPECT_FALSE(*runs);
}

TEST(ClientRunning, SeesOneThatRuns) {
  std::array<wchar_t, MAX_PATH> system{};
  GetSystemDirectoryW(system.data(), MAX_PATH);
  std::array<wchar_t, MAX_PATH> folder{};
  GetTempPathW(MAX_PATH, folder.data());
  const auto client = std::wstring(folder.data()) + L"MSTSC.EXE";
  // Any program that waits will do; it is its name that counts.
  ASSERT_TRUE(
      CopyFileW((std::wstring(system.data()) + L"\\cmd.exe").c_str(), client.c_str(), FALSE));
  HANDLE read = nullptr;
  HANDLE write = nullptr;
  SECURITY_ATTRIBUTES inherited{sizeof inherited, nullptr, TRUE};
  ASSERT_TRUE(CreatePipe(&read, &write, &inherited, 0));
  SetHandleInformation(write, HANDLE_FLAG_INHERIT, 0);
  STARTUPINFOW start{};
  start.cb = sizeof start;
  start.dwFlags = STARTF_USESTDHANDLES;
  start.hStdInput = read;
  start.hStdOutput = GetStdHandle(STD_ERROR_HANDLE);
  PROCESS_INFORMATION process{};
  auto command = L'"' + client + L"\" /q /c set /p x=";
  ASSERT_TRUE(CreateProcessW(client.c_str(), command.data(), nullptr, nullptr, TRUE,
                             CREATE_NO_WINDOW, nullptr, nullptr, &start, &process));

  const auto runs = monitor::is_rdp_client_running();
  CloseHandle(write);
  CloseHandle(read);
  TerminateProcess(process.hProcess, 0);
  WaitForSingleObject(process.hProcess, INFINITE);
  CloseHandle(process.hProcess);
  CloseHandle(process.hThread);
  DeleteFileW(client.c_str());

  ASSERT_TRUE(runs);
  EXPECT_TRUE(*runs);
}

TEST(Firewall, IsReadOrUnknown) {
  const auto firewall = monitor::read_firewall(3389);

  // Wine has one that does not tell its rules.
  EXPECT_TRUE(firewall.known || firewall == monitor::Firewall{});
}

TEST(ResolverCache, IsEmptied) {
  const auto emptied = monitor::empty_resolver_cache();

  EXPECT_TRUE(emptied) << emptied.error().detail;
}

}  // namespace
