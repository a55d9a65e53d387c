// A password in every place that RDP Ready looks at leaves no trace in anything that it says or
// keeps.

#include "tests/fakes/marker_password.h"

#include "monitor/platform/windows/wide_text.h"

#include <gmock/gmock.h>

#include <windows.h>

#include <wincred.h>

#include <string>

namespace {

using testing::IsEmpty;

constexpr auto* entry_name = L"TERMSRV/marker.invalid";

void store_marker() {
  std::wstring name = entry_name;
  std::wstring user = L"me";
  auto password = monitor::to_wide(tests::marker_password);
  CREDENTIALW entry{};
  entry.Type = CRED_TYPE_GENERIC;
  entry.TargetName = name.data();
  entry.UserName = user.data();
  entry.CredentialBlob = reinterpret_cast<BYTE*>(password.data());
  entry.CredentialBlobSize = static_cast<DWORD>(password.size() * sizeof(wchar_t));
  entry.Persist = CRED_PERSIST_LOCAL_MACHINE;
  ASSERT_NE(CredWriteW(&entry, 0), FALSE);
}

TEST(MarkerPassword, LeavesNoTrace) {
  const tests::TemporaryFolder data;
  const tests::TemporaryFolder files;
  tests::plant_connection_files(files.path());
  store_marker();

  const auto said = tests::everything_said(data, files.path());

  CredDeleteW(entry_name, CRED_TYPE_GENERIC, 0);
  for (const auto& text : said)
    EXPECT_FALSE(tests::holds_marker(text)) << text;
  EXPECT_THAT(tests::files_with_marker(data.path()), IsEmpty());
  EXPECT_FALSE(tests::files_with_marker(files.path()).empty());
}

}  // namespace
