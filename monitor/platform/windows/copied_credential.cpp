#include "monitor/platform/copy_format.h"
#include "monitor/platform/windows/credential.h"

#include <cstring>

namespace monitor {

namespace {

std::vector<BYTE> bytes_of(std::span<const std::byte> bytes) {
  std::vector<BYTE> out(bytes.size());
  if (!out.empty()) std::memcpy(out.data(), bytes.data(), out.size());
  return out;
}

/// With its zero at the end; nothing at all for a text that was not there.
std::vector<wchar_t> text_of(CopyReader& reader) {
  const bool there = reader.number() != 0;
  const auto bytes = reader.bytes();
  if (!there) return {};
  std::vector<wchar_t> text(bytes.size() / sizeof(wchar_t) + 1, L'\0');
  if (text.size() > 1) std::memcpy(text.data(), bytes.data(), (text.size() - 1) * sizeof(wchar_t));
  return text;
}

wchar_t* pointer_to(std::vector<wchar_t>& text) {
  return text.empty() ? nullptr : text.data();
}

}  // namespace

Result<CopiedCredential> CopiedCredential::read(const Secret& copy) {
  CopyReader reader(copy, "windows credential");
  CopiedCredential read;
  read.flags_ = static_cast<DWORD>(reader.number());
  read.type_ = static_cast<DWORD>(reader.number());
  read.persist_ = static_cast<DWORD>(reader.number());
  for (auto* text : {&read.target_, &read.comment_, &read.alias_, &read.user_})
    *text = text_of(reader);
  read.blob_ = bytes_of(reader.bytes());
  const auto attributes = reader.count();
  for (std::uint64_t i = 0; i < attributes && reader.is_good(); ++i) {
    Attribute attribute;
    attribute.keyword = text_of(reader);
    attribute.flags = static_cast<DWORD>(reader.number());
    attribute.value = bytes_of(reader.bytes());
    read.attributes_.push_back(std::move(attribute));
  }
  if (!reader.is_whole() || read.target_.empty())
    return fail(Failure::Kind::invalid_input, "The copy of a saved sign-in is damaged.");
  return read;
}

CopiedCredential::~CopiedCredential() {
  wipe(blob_.data(), blob_.size());
}

CREDENTIALW CopiedCredential::entry() {
  views_.clear();
  for (auto& attribute : attributes_) {
    views_.push_back({.Keyword = pointer_to(attribute.keyword),
                      .Flags = attribute.flags,
                      .ValueSize = static_cast<DWORD>(attribute.value.size()),
                      .Value = attribute.value.data()});
  }
  CREDENTIALW entry{};
  entry.Flags = flags_;
  entry.Type = type_;
  entry.TargetName = pointer_to(target_);
  entry.Comment = pointer_to(comment_);
  entry.CredentialBlobSize = static_cast<DWORD>(blob_.size());
  entry.CredentialBlob = blob_.empty() ? nullptr : blob_.data();
  entry.Persist = persist_;
  entry.AttributeCount = static_cast<DWORD>(views_.size());
  entry.Attributes = views_.empty() ? nullptr : views_.data();
  entry.TargetAlias = pointer_to(alias_);
  entry.UserName = pointer_to(user_);
  return entry;
}

}  // namespace monitor
