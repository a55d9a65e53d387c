#include "monitor/platform/linux/keyring_clients.h"

#include "monitor/model/target.h"

#include <glib.h>

#include <cstdlib>
#include <filesystem>
#include <memory>

// Remmina: org.remmina.Password, "filename" (the profile) and "key" ("password",
// "gateway_password"). GNOME Connections: org.gnome.Connections, the connection's number, which is
// a group of connections.db. KRDC: QtKeychain's items of the service "KRDC"; the key is a URL.

namespace monitor {

namespace {

namespace fs = std::filesystem;

constexpr const char* uuid_name = "gnome-connections-connection-uuid";
// No profile is longer; a longer file is none.
constexpr std::uintmax_t largest_profile = 1U << 20U;

struct Free {
  void operator()(GKeyFile* file) const { g_key_file_unref(file); }

  void operator()(GUri* uri) const { g_uri_unref(uri); }

  void operator()(char* text) const { g_free(text); }
};

std::unique_ptr<GKeyFile, Free> key_file(const fs::path& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  std::unique_ptr<GKeyFile, Free> file(g_key_file_new());
  if (error || size > largest_profile ||
      g_key_file_load_from_file(file.get(), path.c_str(), G_KEY_FILE_NONE, nullptr) == 0)
    return {};
  return file;
}

std::string value(GKeyFile& file, const char* group, const char* key) {
  const std::unique_ptr<char, Free> text(g_key_file_get_string(&file, group, key, nullptr));
  return text ? text.get() : "";
}

std::string attribute(const Keyring::Attributes& attributes, const char* name) {
  const auto found = attributes.find(name);
  return found == attributes.end() ? "" : found->second;
}

void set_host(SavedItem& item, const std::string& text) {
  const auto endpoint = parse_endpoint(text, 1);
  item.host = endpoint ? endpoint->host : text;
  if (endpoint && endpoint->port != 1) item.port = endpoint->port;
}

void set_url(SavedItem& item, const std::string& url) {
  const std::unique_ptr<GUri, Free> uri(g_uri_parse(url.c_str(), G_URI_FLAGS_NONE, nullptr));
  if (!uri) return;
  if (const char* host = g_uri_get_host(uri.get()); host != nullptr) item.host = host;
  if (const int port = g_uri_get_port(uri.get()); port > 0)
    item.port = static_cast<std::uint16_t>(port);
  if (const char* user = g_uri_get_userinfo(uri.get()); user != nullptr) item.user_name = user;
}

void name_by_remmina(SavedItem& item, const Keyring::Attributes& attributes) {
  const auto profile = attribute(attributes, "filename");
  item.facts.push_back({"profile", profile});
  const auto file = key_file(profile);
  if (!file) return;
  const bool gateway = attribute(attributes, "key").starts_with("gateway");
  const auto* server = gateway ? "gateway_server" : "server";
  const auto* user = gateway ? "gateway_username" : "username";
  set_host(item, value(*file, "remmina", server));
  item.user_name = value(*file, "remmina", user);
  const auto domain = value(*file, "remmina", gateway ? "gateway_domain" : "domain");
  if (!domain.empty() && item.user_name.find_first_of("\\@") == std::string::npos)
    item.user_name.insert(0, domain + '\\');
}

fs::path config_folder() {
  const char* config = std::getenv("XDG_CONFIG_HOME");
  if (config != nullptr && *config == '/') return config;
  const char* home = std::getenv("HOME");
  return home != nullptr && *home == '/' ? fs::path(home) / ".config" : fs::path();
}

void name_by_connections(SavedItem& item, const Keyring::Attributes& attributes) {
  const auto uuid = attribute(attributes, uuid_name);
  const auto path = config_folder() / "connections.db";
  item.facts.push_back({"profile", uuid});
  const auto file = key_file(path);
  if (!file) return;
  const auto url = value(*file, uuid.c_str(), "uri");
  if (!url.empty())
    set_url(item, url);
  else
    set_host(item, value(*file, uuid.c_str(), "host"));
}

}  // namespace

std::vector<KeyringClient> keyring_clients() {
  return {{"remmina", "Remmina", {{"xdg:schema", "org.remmina.Password"}}},
          {"gnome_connections", "GNOME Connections", {{"xdg:schema", "org.gnome.Connections"}}},
          {"krdc", "KRDC", {{"xdg:schema", "org.qt.keychain"}, {"server", "KRDC"}}}};
}

void name_host(SavedItem& item, const KeyringClient& client,
               const Keyring::Attributes& attributes) {
  if (client.name == "remmina")
    name_by_remmina(item, attributes);
  else if (client.name == "gnome_connections")
    name_by_connections(item, attributes);
  else
    set_url(item, attribute(attributes, "user"));
}

}  // namespace monitor
