#include "monitor/platform/client_memory.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>

// Remmina: ~/.local/share/remmina/*.remmina, a folder of the user's choice, ~/.remmina of old.
// FreeRDP 2: known_hosts2, "host port fingerprint …"; Remmina writes "host:port port …" into it.
// FreeRDP 3: server/<host>_<port>.pem, small letters. Both keep gateways among the hosts.

namespace monitor {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_files = 10'000;
constexpr std::size_t largest_file = 1U << 20U;

std::optional<fs::path> folder_from(const char* variable) {
  const char* value = std::getenv(variable);
  // XDG Base Directory Specification: a relative path counts as not set.
  if (value == nullptr || *value != '/') return {};
  return fs::path(value);
}

struct Folders {
  fs::path home;
  fs::path data;
  fs::path config;
};

std::optional<Folders> user_folders() {
  const auto home = folder_from("HOME");
  if (!home) return {};
  return Folders{.home = *home,
                 .data = folder_from("XDG_DATA_HOME").value_or(*home / ".local/share"),
                 .config = folder_from("XDG_CONFIG_HOME").value_or(*home / ".config")};
}

/// The regular files right in that folder; empty where there is no such folder.
std::vector<fs::path> files_in(const fs::path& folder, std::string_view extension) {
  std::vector<fs::path> files;
  std::error_code trouble;
  fs::directory_iterator entry(folder, fs::directory_options::skip_permission_denied, trouble);
  for (; !trouble && entry != fs::directory_iterator() && files.size() < most_files;
       entry.increment(trouble)) {
    std::error_code ignored;
    if (entry->path().extension() == extension && entry->is_regular_file(ignored))
      files.push_back(entry->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// Empty where it cannot be read or is too large.
std::optional<std::string> bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string bytes(largest_file + 1, '\0');
  if (!in) return {};
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (in.bad() || in.gcount() > static_cast<std::streamsize>(largest_file)) return {};
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return bytes;
}

/// The folder that Remmina's preferences name. Only that line is kept: the file also holds the key
/// of the stored passwords.
std::optional<fs::path> chosen_remmina_folder(const fs::path& config) {
  constexpr std::string_view key = "datadir_path=";
  std::ifstream in(config / "remmina/remmina.pref");
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(key) && line.size() > key.size()) return line.substr(key.size());
  return {};
}

void collect_remmina(const Folders& folders, ClientMemory& memory) {
  std::vector<fs::path> places = {folders.data / "remmina", folders.home / ".remmina",
                                  folders.home / ".var/app/org.remmina.Remmina/data/remmina"};
  if (const auto chosen = chosen_remmina_folder(folders.config)) places.push_back(*chosen);
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  for (const auto& place : places)
    for (const auto& file : files_in(place, ".remmina")) {
      if (auto bytes = bytes_of(file))
        memory.files.push_back({file.string(), *std::move(bytes)});
      else
        memory.unreadable.push_back(file.string());
    }
}

/// Hosts found so far, by the text of their address.
using Hosts = std::map<std::string, Endpoint>;

void add_host(Hosts& hosts, std::string_view host, std::string_view port) {
  const bool bare_v6 = std::count(host.begin(), host.end(), ':') > 1 && !host.starts_with('[');
  const auto text = bare_v6 ? "[" + std::string(host) + "]:" + std::string(port)
                    : host.find(':') == host.npos ? std::string(host) + ":" + std::string(port)
                                                  : std::string(host);
  const auto endpoint = parse_endpoint(text);
  // HTTPS is a gateway on the way, not a host to check.
  if (endpoint && endpoint->port != gateway_port) hosts.emplace(to_text(*endpoint), *endpoint);
}

void collect_known_hosts(const fs::path& file, Hosts& hosts) {
  std::ifstream in(file);
  std::size_t lines = 0;
  for (std::string line; lines < most_files && std::getline(in, line); ++lines) {
    std::istringstream words(line);
    std::string host;
    std::string port;
    if (words >> host >> port) add_host(hosts, host, port);
  }
}

void collect_server_certificates(const fs::path& folder, Hosts& hosts) {
  for (const auto& file : files_in(folder, ".pem")) {
    const auto name = file.stem().string();
    const auto split = name.rfind('_');
    // FreeRDP writes the colons of an IPv6 address as dots; such a name cannot be read back.
    if (split == std::string::npos || name.find("..") != std::string::npos) continue;
    add_host(hosts, std::string_view(name).substr(0, split),
             std::string_view(name).substr(split + 1));
  }
}

std::vector<Target> targets_of(const Hosts& hosts) {
  std::vector<Target> targets;
  for (const auto& [text, endpoint] : hosts) {
    Target target;
    target.name = short_text(endpoint);
    target.endpoint = endpoint;
    targets.push_back(std::move(target));
  }
  return targets;
}

}  // namespace

Result<ClientMemory> read_client_memory() {
  const auto folders = user_folders();
  if (!folders)
    return fail(
        Failure::Kind::unavailable,
        "Your home folder is not known (HOME is not set), so nothing remembered was found.");
  ClientMemory memory;
  collect_remmina(*folders, memory);
  Hosts hosts;
  for (const auto& place :
       {folders->config / "freerdp", folders->home / ".var/app/com.freerdp.FreeRDP/config/freerdp",
        folders->home / ".var/app/org.remmina.Remmina/config/freerdp"}) {
    collect_known_hosts(place / "known_hosts2", hosts);
    collect_server_certificates(place / "server", hosts);
  }
  memory.targets = targets_of(hosts);
  return memory;
}

}  // namespace monitor
