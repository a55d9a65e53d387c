#include "monitor/platform/copy_format.h"
#include "monitor/platform/windows/registry_part.h"

#include <cstring>

namespace monitor {

namespace {

constexpr const char* kind = "windows registry";
constexpr int deepest = 16;

void add(CopyWriter& copy, const std::wstring& text) {
  copy.bytes(std::as_bytes(std::span(text)));
}

void add(CopyWriter& copy, const std::vector<RegistryValue>& values) {
  copy.number(values.size());
  for (const auto& value : values) {
    add(copy, value.name);
    copy.number(value.type);
    copy.bytes(std::as_bytes(std::span(value.bytes)));
  }
}

void add(CopyWriter& copy, const std::vector<RegistryBranch>& branches) {
  copy.number(branches.size());
  for (const auto& branch : branches) {
    add(copy, branch.name);
    add(copy, branch.class_name);
    add(copy, branch.values);
    add(copy, branch.children);
  }
}

std::wstring text_of(CopyReader& reader) {
  const auto bytes = reader.bytes();
  std::wstring text(bytes.size() / sizeof(wchar_t), L'\0');
  if (!text.empty()) std::memcpy(text.data(), bytes.data(), text.size() * sizeof(wchar_t));
  return text;
}

std::vector<RegistryValue> values_of(CopyReader& reader) {
  std::vector<RegistryValue> values;
  for (auto left = reader.count(); left > 0 && reader.is_good(); --left) {
    RegistryValue value;
    value.name = text_of(reader);
    value.type = static_cast<DWORD>(reader.number());
    const auto bytes = reader.bytes();
    const auto* first = reinterpret_cast<const BYTE*>(bytes.data());
    value.bytes.assign(first, first + bytes.size());
    values.push_back(std::move(value));
  }
  return values;
}

std::vector<RegistryBranch> branches_of(CopyReader& reader, int depth) {
  std::vector<RegistryBranch> branches;
  for (auto left = reader.count(); left > 0 && reader.is_good() && depth <= deepest; --left) {
    RegistryBranch branch;
    branch.name = text_of(reader);
    branch.class_name = text_of(reader);
    branch.values = values_of(reader);
    branch.children = branches_of(reader, depth + 1);
    branches.push_back(std::move(branch));
  }
  return branches;
}

}  // namespace

Secret copy_of(const RegistryPart& part) {
  CopyWriter copy(kind);
  add(copy, part.path);
  add(copy, part.values);
  add(copy, part.children);
  return copy.take();
}

Result<RegistryPart> part_of(const Secret& copy) {
  CopyReader reader(copy, kind);
  RegistryPart part;
  part.path = text_of(reader);
  part.values = values_of(reader);
  part.children = branches_of(reader, 0);
  if (reader.is_whole() && !part.path.empty()) return part;
  return fail(Failure::Kind::invalid_input, "The copy of a part of the registry is damaged.");
}

}  // namespace monitor
