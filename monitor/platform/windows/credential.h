#pragma once

#include "monitor/model/repair.h"
#include "monitor/model/result.h"
#include "monitor/model/secret.h"

#include <windows.h>

#include <wincred.h>

#include <string>
#include <vector>

namespace monitor {

/// The entries of this user's Credential Manager; wiped and freed when it goes.
class CredentialList {
 public:
  /// Reads all of them. Fails with unavailable where this logon has none to read, else denied.
  static Result<CredentialList> read();
  ~CredentialList();
  CredentialList(CredentialList&& other) noexcept;
  CredentialList(const CredentialList&) = delete;
  CredentialList& operator=(const CredentialList&) = delete;
  CredentialList& operator=(CredentialList&&) = delete;

  /// Those that Remote Desktop clients read or that were meant for them, however misspelt.
  std::vector<const CREDENTIALW*> of_rdp() const;

 private:
  CredentialList() = default;

  PCREDENTIALW* entries_ = nullptr;
  DWORD count_ = 0;
};

/// Names one entry: "generic:TERMSRV/pc". Type and target tell entries apart without regard to
/// case, of extended ones the user too (CREDENTIALW).
std::string id_of(const CREDENTIALW& entry);
/// What is to be seen of it; `password` of the facts judges the blob without showing it.
SavedItem item_of(const CREDENTIALW& entry);
/// All of it that can be read: flags, type, names, comment, blob, persistence, attributes, alias.
Secret copy_of(const CREDENTIALW& entry);
/// What makes it another one: the copy, and when it was written.
std::string state_of(const CREDENTIALW& entry);

/// An entry made from a copy, ready for CredWriteW.
class CopiedCredential {
 public:
  /// Fails with invalid_input for what is no such copy.
  static Result<CopiedCredential> read(const Secret& copy);
  CopiedCredential(CopiedCredential&&) = default;
  ~CopiedCredential();
  CopiedCredential(const CopiedCredential&) = delete;
  CopiedCredential& operator=(const CopiedCredential&) = delete;
  CopiedCredential& operator=(CopiedCredential&&) = delete;

  /// Looks into this object.
  CREDENTIALW entry();

 private:
  /// A text that may be absent.
  using Text = std::vector<wchar_t>;

  struct Attribute {
    Text keyword;
    DWORD flags = 0;
    std::vector<BYTE> value;
  };

  CopiedCredential() = default;

  DWORD flags_ = 0;
  DWORD type_ = 0;
  DWORD persist_ = 0;
  Text target_, comment_, alias_, user_;
  std::vector<BYTE> blob_;
  std::vector<Attribute> attributes_;
  std::vector<CREDENTIAL_ATTRIBUTEW> views_;
};

}  // namespace monitor
