#include "monitor/platform/client_memory.h"

#include "monitor/platform/windows/handle.h"
#include "monitor/platform/windows/registry_key.h"
#include "monitor/platform/windows/wide_text.h"

#include <knownfolders.h>
#include <shlobj.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

// What mstsc remembers: the computers of its list (MRU0 to MRU9, newest first), a user name for
// each that it ever connected to, and Documents\Default.rdp with the last settings. Microsoft,
// "Remove entries from the Remote Desktop Connection Computer box".

namespace monitor {

namespace {

namespace fs = std::filesystem;

constexpr auto client_key = "Software\\Microsoft\\Terminal Server Client";
constexpr std::size_t largest_file = 1U << 20U;

/// Targets so far, by the text of their address.
using Targets = std::map<std::string, Target>;

void add(Targets& targets, const std::string& address) {
  const auto endpoint = parse_endpoint(address);
  if (!endpoint) return;
  Target target;
  target.name = short_text(*endpoint);
  target.endpoint = *endpoint;
  targets.emplace(to_text(*endpoint), std::move(target));
}

void collect_recent(const RegistryKey& client, Targets& targets) {
  const auto recent = client.child("Default");
  if (!recent) return;
  for (const auto& name : recent->values()) {
    if (!name.starts_with("MRU")) continue;
    if (const auto address = recent->text(name)) add(targets, *address);
  }
}

bool same_host(const Endpoint& a, const Endpoint& b) {
  return std::equal(a.host.begin(), a.host.end(), b.host.begin(), b.host.end(),
                    [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

/// The branch of a server is named by its host alone, so its user is for every port of that host.
void collect_servers(const RegistryKey& client, Targets& targets) {
  const auto servers = client.child("Servers");
  if (!servers) return;
  for (const auto& host : servers->children()) {
    const auto endpoint = parse_endpoint(host);
    if (!endpoint) continue;
    const auto server = servers->child(host);
    const auto user = server ? server->text("UsernameHint").value_or("") : std::string();
    bool known = false;
    for (auto& [address, target] : targets) {
      if (!same_host(target.endpoint, *endpoint)) continue;
      known = true;
      if (target.user_name.empty()) target.user_name = user;
    }
    if (known) continue;
    add(targets, host);
    targets[to_text(*endpoint)].user_name = user;
  }
}

fs::path documents() {
  wchar_t* path = nullptr;
  const auto found = SHGetKnownFolderPath(FOLDERID_Documents, KF_FLAG_DONT_VERIFY, nullptr, &path);
  const std::unique_ptr<wchar_t, FreeTaskMemory> owned(path);
  return SUCCEEDED(found) ? fs::path(path) : fs::path();
}

/// UTF-8 of what is UTF-16 with its mark, as mstsc writes it.
std::string readable(const std::string& bytes) {
  if (!bytes.starts_with("\xff\xfe")) return bytes;
  std::wstring wide(bytes.size() / 2 - 1, L'\0');
  std::copy_n(bytes.data() + 2, wide.size() * 2, reinterpret_cast<char*>(wide.data()));
  return to_utf8(wide);
}

/// Without an address it holds settings only, which is how Windows delivers it.
bool names_a_computer(const std::string& bytes) {
  constexpr std::string_view key = "full address:s:";
  const auto text = readable(bytes);
  const auto at = text.find(key);
  return at != std::string::npos && at + key.size() < text.size() &&
         text[at + key.size()] != '\r' && text[at + key.size()] != '\n';
}

void collect_last_settings(ClientMemory& memory) {
  const auto file = documents() / L"Default.rdp";
  std::error_code trouble;
  if (!fs::is_regular_file(file, trouble)) return;
  const auto name = to_utf8(file.wstring());
  std::ifstream in(file, std::ios::binary);
  std::string bytes(largest_file + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  if (in.bad() || bytes.empty() || bytes.size() > largest_file) {
    memory.unreadable.push_back(name);
  } else if (names_a_computer(bytes)) {
    memory.files.push_back({name, std::move(bytes), false});
  }
}

}  // namespace

Result<ClientMemory> read_client_memory() {
  ClientMemory memory;
  collect_last_settings(memory);
  const auto client = RegistryKey::open(HKEY_CURRENT_USER, client_key);
  if (!client) return memory;
  Targets targets;
  collect_recent(*client, targets);
  collect_servers(*client, targets);
  for (auto& [address, target] : targets)
    memory.targets.push_back(std::move(target));
  return memory;
}

}  // namespace monitor
