#pragma once

#include <windows.h>

#include <wincred.h>

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

}  // namespace tests
