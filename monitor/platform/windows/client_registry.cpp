#include "monitor/platform/windows/client_registry.h"

#include "monitor/model/target.h"
#include "monitor/platform/copy_format.h"
#include "monitor/platform/windows/file_time.h"
#include "monitor/platform/windows/wide_text.h"

#include <algorithm>
#include <cstring>
#include <optional>

namespace monitor {

namespace {

const std::wstring client_key = L"Software\\Microsoft\\Terminal Server Client";

std::wstring below(const std::wstring& name) {
  return client_key + L'\\' + name;
}

/// UTF-8 of a name; empty for one that would not lead back to it (half a surrogate pair).
std::optional<std::string> text_of(const std::wstring& name) {
  auto text = to_utf8(name);
  if (to_wide(text) != name) return {};
  return text;
}

std::string string_of(const RegistryValue& value) {
  if (value.type != REG_SZ && value.type != REG_EXPAND_SZ) return {};
  std::wstring text(value.bytes.size() / sizeof(wchar_t), L'\0');
  if (!text.empty()) std::memcpy(text.data(), value.bytes.data(), text.size() * sizeof(wchar_t));
  text.resize(std::min(text.find(L'\0'), text.size()));
  return to_utf8(text);
}

std::string hex_of(const std::vector<BYTE>& bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const auto byte : bytes)
    out += {digits[byte >> 4U], digits[byte & 15U]};
  return out;
}

bool is_called(const RegistryValue& value, std::wstring_view name) {
  return CompareStringOrdinal(value.name.c_str(), static_cast<int>(value.name.size()), name.data(),
                              static_cast<int>(name.size()), TRUE) == CSTR_EQUAL;
}

std::uint64_t size_of(const std::vector<RegistryBranch>& branches);

std::uint64_t size_of(const std::vector<RegistryValue>& values) {
  std::uint64_t size = 0;
  for (const auto& value : values)
    size += value.bytes.size();
  return size;
}

std::uint64_t size_of(const std::vector<RegistryBranch>& branches) {
  std::uint64_t size = 0;
  for (const auto& branch : branches)
    size += size_of(branch.values) + size_of(branch.children);
  return size;
}

RegistryItem made(ItemKind kind, std::string id, RegistryPart part) {
  RegistryItem made;
  made.item.place = "connection_cache";
  made.item.kind = kind;
  made.item.id = std::move(id);
  made.item.written = moment_of(file_time(part.written));
  made.item.size = size_of(part.values) + size_of(part.children);
  made.item.state = fingerprint(copy_of(part).reveal());
  made.item.facts = {{"client", std::string("mstsc")}};
  made.part = std::move(part);
  return made;
}

/// Host and port of "pc" or "pc:3390"; what is neither stands as it is.
void set_host(SavedItem& item, const std::string& text) {
  item.host = text;
  const auto endpoint = parse_endpoint(text, 1);
  if (!endpoint || endpoint->port == 1) return;
  item.host = endpoint->host;
  item.port = endpoint->port;
}

RegistryPart only(const RegistryPart& key, const RegistryValue& value) {
  return {.path = key.path, .values = {value}, .children = {}, .written = key.written};
}

void judge_hash(SavedItem& item, const RegistryValue& value) {
  constexpr std::size_t sha1_size = 20;
  constexpr std::size_t sha256_size = 32;
  if (value.type == REG_BINARY && value.bytes.size() == sha1_size)
    item.facts.push_back({"sha1", hex_of(value.bytes)});
  else if (value.type == REG_BINARY && value.bytes.size() == sha256_size)
    item.facts.push_back({"sha256", hex_of(value.bytes)});
  else
    item.facts.push_back({"damage", std::string("It is no fingerprint of a certificate.")});
}

/// One key of Servers: what is known of a host, each in its own item, and the rest together.
void add_host(ClientRegistry& registry, const RegistryPart& key, const std::string& host) {
  RegistryPart rest{
      .path = key.path, .values = {}, .children = key.children, .written = key.written};
  const auto add = [&](RegistryItem item, const std::string& shown) {
    item.item.shown_as = shown + host;
    item.with_key = true;
    set_host(item.item, host);
    registry.items.push_back(std::move(item));
  };
  for (const auto& value : key.values) {
    if (is_called(value, L"CertHash")) {
      auto item = made(ItemKind::certificate, "certificate:" + host, only(key, value));
      judge_hash(item.item, value);
      add(std::move(item), "Remembered certificate of ");
    } else if (is_called(value, L"UsernameHint")) {
      auto item = made(ItemKind::user_name, "user_name:" + host, only(key, value));
      item.item.user_name = string_of(value);
      add(std::move(item), "Suggested user name for ");
    } else {
      rest.values.push_back(value);
    }
  }
  if (!rest.is_empty())
    add(made(ItemKind::remembered_host, "host:" + host, std::move(rest)), "Other settings of ");
}

void add_hosts(ClientRegistry& registry) {
  const auto servers = read_key(below(L"Servers"));
  if (!servers) return;
  for (const auto& child : servers->children) {
    const auto host = text_of(child.name);
    const auto key = read_key(below(L"Servers\\" + child.name));
    if (host && key)
      add_host(registry, *key, *host);
    else
      registry.unreadable.push_back("What the client keeps about " + to_utf8(child.name) +
                                    " cannot be read.");
  }
}

/// Each value of a key is an item.
void add_values(ClientRegistry& registry, const wchar_t* name, ItemKind kind,
                const std::string& shown) {
  const auto key = read_key(below(name));
  if (!key) return;
  for (const auto& value : key->values) {
    const auto text = text_of(value.name);
    if (!text) {
      registry.unreadable.push_back(shown + to_utf8(value.name) + " cannot be read.");
      continue;
    }
    auto item = made(kind, std::string(to_text(kind)) + ':' + *text, only(*key, value));
    item.item.shown_as = shown + *text;
    if (kind == ItemKind::device_answer) set_host(item.item, *text);
    if (kind == ItemKind::history) {
      const auto target = string_of(value);
      item.item.shown_as = shown + target;
      set_host(item.item, target);
    }
    registry.items.push_back(std::move(item));
  }
}

}  // namespace

ClientRegistry read_client_registry() {
  ClientRegistry registry;
  add_hosts(registry);
  add_values(registry, L"LocalDevices", ItemKind::device_answer, "Devices shared with ");
  add_values(registry, L"PublisherBypassList", ItemKind::publisher_answer, "Trusted publisher ");
  add_values(registry, L"Default", ItemKind::history, "Recent computer ");
  return registry;
}

bool is_of_client(const RegistryPart& part) {
  const auto root = client_key + L'\\';
  return part.path.size() > root.size() &&
         CompareStringOrdinal(part.path.c_str(), static_cast<int>(root.size()), root.c_str(),
                              static_cast<int>(root.size()), TRUE) == CSTR_EQUAL;
}

}  // namespace monitor
