#include "monitor/platform/windows/credential.h"

#include "monitor/model/target.h"
#include "monitor/platform/copy_format.h"
#include "monitor/platform/windows/file_time.h"
#include "monitor/platform/windows/handle.h"
#include "monitor/platform/windows/wide_text.h"

#include <algorithm>
#include <cwctype>
#include <iterator>
#include <utility>

namespace monitor {

namespace {

constexpr std::wstring_view prefix = L"TERMSRV";
// CRED_MAX_CREDENTIAL_BLOB_SIZE of current Windows SDKs, 5 * 512; mingw's header still has 512.
constexpr DWORD largest_blob = 5 * 512;
// wincred.h; absent from older headers.
constexpr DWORD generic_certificate = 5;
constexpr DWORD domain_extended = 6;

std::wstring_view view(const wchar_t* text) {
  return text == nullptr ? std::wstring_view() : text;
}

bool is_blank(wchar_t c) {
  return std::iswspace(static_cast<std::wint_t>(c)) != 0;
}

std::wstring_view trimmed(std::wstring_view text) {
  while (!text.empty() && is_blank(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back()))
    text.remove_suffix(1);
  return text;
}

/// What stands behind the service in "TERMSRV/pc"; as it stands, with every stray character.
std::wstring_view behind_service(std::wstring_view target) {
  target = trimmed(target).substr(prefix.size());
  while (!target.empty() && (target.front() == L'/' || target.front() == L'\\'))
    target.remove_prefix(1);
  return trimmed(target);
}

bool is_of_rdp(std::wstring_view target) {
  target = trimmed(target);
  return target.size() > prefix.size() && std::iswalnum(target[prefix.size()]) == 0 &&
         CompareStringOrdinal(target.data(), static_cast<int>(prefix.size()), prefix.data(),
                              static_cast<int>(prefix.size()), TRUE) == CSTR_EQUAL;
}

const char* name_of_type(DWORD type) {
  switch (type) {
    case CRED_TYPE_GENERIC:
      return "generic";
    case CRED_TYPE_DOMAIN_PASSWORD:
      return "domain_password";
    case CRED_TYPE_DOMAIN_CERTIFICATE:
      return "domain_certificate";
    case CRED_TYPE_DOMAIN_VISIBLE_PASSWORD:
      return "domain_visible_password";
    case generic_certificate:
      return "generic_certificate";
    case domain_extended:
      return "domain_extended";
    default:
      return "other";
  }
}

const char* name_of_persistence(DWORD persist) {
  switch (persist) {
    case CRED_PERSIST_SESSION:
      return "session";
    case CRED_PERSIST_ENTERPRISE:
      return "enterprise";
    default:
      return "local_machine";
  }
}

std::span<const std::byte> blob_of(const CREDENTIALW& entry) {
  return std::as_bytes(std::span(entry.CredentialBlob, entry.CredentialBlobSize));
}

/// UTF-16 without a lone surrogate and without a zero inside.
bool is_text(std::span<const BYTE> blob) {
  bool high = false;
  for (std::size_t i = 0; i + 1 < blob.size(); i += 2) {
    const unsigned unit = blob[i] | static_cast<unsigned>(blob[i + 1]) << 8U;
    const bool low = unit >= 0xdc00 && unit <= 0xdfff;
    if (low != high || unit == 0) return false;
    high = unit >= 0xd800 && unit <= 0xdbff;
  }
  return !high;
}

const char* judged(const CREDENTIALW& entry) {
  if ((entry.Flags & CRED_FLAGS_PROMPT_NOW) != 0) return "not_kept";
  // CREDENTIALW: only the authentication packages may read the others.
  if (entry.Type != CRED_TYPE_GENERIC) return "unreadable";
  if (entry.CredentialBlobSize == 0) return "empty";
  if (entry.CredentialBlobSize % 2 != 0) return "odd_length";
  if (entry.CredentialBlobSize > largest_blob) return "too_long";
  return is_text(std::span(entry.CredentialBlob, entry.CredentialBlobSize)) ? "fine" : "not_text";
}

Undo undo_of(const CREDENTIALW& entry) {
  if (entry.Type == CRED_TYPE_GENERIC) return Undo::whole;
  return std::string_view(name_of_type(entry.Type)) == "other" ? Undo::impossible
                                                               : Undo::needs_password_again;
}

void add_text(CopyWriter& copy, const wchar_t* text) {
  // One more than there is, so that absent and empty stay apart.
  const auto all = view(text);
  copy.number(text == nullptr ? 0 : 1);
  copy.bytes(std::as_bytes(std::span(all)));
}

constexpr const char* copy_kind = "windows credential";

}  // namespace

Result<CredentialList> CredentialList::read() {
  CredentialList list;
  if (CredEnumerateW(nullptr, 0, &list.count_, &list.entries_)) return list;
  list.entries_ = nullptr;
  list.count_ = 0;
  switch (const DWORD error = GetLastError()) {
    case ERROR_NOT_FOUND:
      return list;
    case ERROR_NO_SUCH_LOGON_SESSION:
      return fail(Failure::Kind::unavailable, "Windows keeps no saved sign-ins for this logon.",
                  system_message(error));
    default:
      return fail(Failure::Kind::denied, "Windows does not let its saved sign-ins be read.",
                  system_message(error));
  }
}

CredentialList::CredentialList(CredentialList&& other) noexcept
    : entries_(std::exchange(other.entries_, nullptr)), count_(std::exchange(other.count_, 0)) {}

CredentialList::~CredentialList() {
  if (entries_ == nullptr) return;
  for (const auto* entry : std::span(entries_, count_))
    wipe(entry->CredentialBlob, entry->CredentialBlobSize);
  CredFree(entries_);
}

std::vector<const CREDENTIALW*> CredentialList::of_rdp() const {
  std::vector<const CREDENTIALW*> found;
  for (const auto* entry : std::span(entries_, count_)) {
    if (is_of_rdp(view(entry->TargetName))) found.push_back(entry);
  }
  return found;
}

std::string id_of(const CREDENTIALW& entry) {
  auto id = std::string(name_of_type(entry.Type)) + ':' + to_utf8(view(entry.TargetName));
  if (entry.Type == domain_extended) id += '|' + to_utf8(view(entry.UserName));
  return id;
}

SavedItem item_of(const CREDENTIALW& entry) {
  SavedItem item;
  item.place = "saved_credentials";
  item.id = id_of(entry);
  item.kind = ItemKind::sign_in;
  item.host = to_utf8(behind_service(view(entry.TargetName)));
  item.shown_as = "Saved sign-in for " + item.host;
  if (const auto endpoint = parse_endpoint(item.host, 1); endpoint && endpoint->port != 1) {
    item.host = endpoint->host;
    item.port = endpoint->port;
  }
  item.user_name = to_utf8(view(entry.UserName));
  item.written = moment_of(entry.LastWritten);
  item.size = entry.CredentialBlobSize;
  item.secret = true;
  item.undo = undo_of(entry);
  item.state = state_of(entry);
  item.facts = {{"target", to_utf8(view(entry.TargetName))},
                {"type", std::string(name_of_type(entry.Type))},
                {"persistence", std::string(name_of_persistence(entry.Persist))},
                {"password", std::string(judged(entry))}};
  if (const auto alias = view(entry.TargetAlias); !alias.empty())
    item.facts.push_back({"alias", to_utf8(alias)});
  return item;
}

Secret copy_of(const CREDENTIALW& entry) {
  CopyWriter copy(copy_kind);
  copy.number(entry.Flags);
  copy.number(entry.Type);
  copy.number(entry.Persist);
  for (const auto* text : {entry.TargetName, entry.Comment, entry.TargetAlias, entry.UserName})
    add_text(copy, text);
  copy.bytes(blob_of(entry));
  copy.number(entry.AttributeCount);
  for (const auto& attribute : std::span(entry.Attributes, entry.AttributeCount)) {
    add_text(copy, attribute.Keyword);
    copy.number(attribute.Flags);
    copy.bytes(std::as_bytes(std::span(attribute.Value, attribute.ValueSize)));
  }
  return copy.take();
}

std::string state_of(const CREDENTIALW& entry) {
  return fingerprint(copy_of(entry).reveal()) + '@' + std::to_string(ticks_of(entry.LastWritten));
}

}  // namespace monitor
