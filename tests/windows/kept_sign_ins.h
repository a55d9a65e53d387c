#pragma once

#include <gtest/gtest.h>

#include <windows.h>

#include <wincred.h>

#include <string>

namespace tests {

/// Visits each entry of this user's Credential Manager: `visit` takes a const CREDENTIALW&.
template <class F>
void for_each_sign_in(F visit) {
  DWORD count = 0;
  PCREDENTIALW* entries = nullptr;
  if (!CredEnumerateW(nullptr, 0, &count, &entries)) return;
  for (DWORD i = 0; i < count; ++i)
    visit(*entries[i]);
  CredFree(entries);
}

/// Removes them all.
inline void clear_sign_ins() {
  for_each_sign_in([](const CREDENTIALW& one) { CredDeleteW(one.TargetName, one.Type, 0); });
}

/// Saves one for EXAMPLE\me, or that user, with the password "MarkerPassword".
inline void keep_sign_in(std::wstring name, DWORD type = CRED_TYPE_GENERIC,
                         std::wstring user = L"EXAMPLE\\me") {
  std::wstring password = L"MarkerPassword";
  CREDENTIALW entry{};
  entry.Type = type;
  entry.TargetName = name.data();
  entry.UserName = user.data();
  entry.Persist = CRED_PERSIST_LOCAL_MACHINE;
  entry.CredentialBlob = reinterpret_cast<BYTE*>(password.data());
  entry.CredentialBlobSize = static_cast<DWORD>(password.size() * sizeof(wchar_t));
  ASSERT_TRUE(CredWriteW(&entry, 0)) << GetLastError();
}

}  // namespace tests
