#include "monitor/platform/copy_format.h"
#include "monitor/platform/linux/kept_file.h"
#include "monitor/platform/linux/known_hosts.h"
#include "monitor/platform/linux/stored_certificate.h"
#include "monitor/platform/saved_items.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <optional>

// FreeRDP 2: known_hosts2. FreeRDP 3: server/<host>_<port>.pem, small letters, ":" as "." and "/"
// and "\" as "_"; certs/ likewise. Remmina, GNOME Connections and KRDC use the same folder.

namespace monitor {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_files = 10'000;
constexpr std::string_view id_start = "certificate_file:";

std::optional<fs::path> folder_from(const char* variable) {
  const char* value = std::getenv(variable);
  // XDG Base Directory Specification: a relative path counts as not set.
  if (value == nullptr || *value != '/') return {};
  return fs::path(value);
}

/// Where clients keep FreeRDP's settings, flatpaks included; only those that are there.
std::vector<fs::path> freerdp_folders() {
  const auto home = folder_from("HOME");
  const auto config = folder_from("XDG_CONFIG_HOME");
  std::vector<fs::path> folders;
  if (config) folders.push_back(*config / "freerdp");
  if (home && !config) folders.push_back(*home / ".config/freerdp");
  for (const auto* app :
       {"com.freerdp.FreeRDP", "org.remmina.Remmina", "org.gnome.Connections", "org.kde.krdc"}) {
    if (home) folders.push_back(*home / ".var/app" / app / "config/freerdp");
  }
  std::vector<fs::path> there;
  for (const auto& folder : folders) {
    std::error_code error;
    const auto real = fs::canonical(folder, error);
    if (!error && std::find(there.begin(), there.end(), real) == there.end()) there.push_back(real);
  }
  return there;
}

/// True for a file below one of these folders: a copy must not lead anywhere else.
bool is_of_client(const fs::path& file) {
  const auto plain = file.lexically_normal();
  const auto folders = freerdp_folders();
  return std::any_of(folders.begin(), folders.end(), [&](const fs::path& folder) {
    const auto name = plain.parent_path().filename();
    return plain.parent_path() == folder ||
           (plain.parent_path().parent_path() == folder && (name == "server" || name == "certs"));
  });
}

std::vector<fs::path> pem_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code trouble;
  fs::directory_iterator entry(folder, fs::directory_options::skip_permission_denied, trouble);
  for (; !trouble && entry != fs::directory_iterator() && files.size() < most_files;
       entry.increment(trouble)) {
    if (entry->path().extension() == ".pem") files.push_back(entry->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// "pc.example.com_3389.pem"; another name is shown as it is.
void set_host(SavedItem& item, const std::string& stem) {
  item.host = stem;
  const auto split = stem.rfind('_');
  if (split == stem.npos) return;
  std::uint16_t port = 0;
  const char* end = stem.data() + stem.size();
  const auto read = std::from_chars(stem.data() + split + 1, end, port);
  if (read.ec != std::errc() || read.ptr != end || port == 0) return;
  item.host = stem.substr(0, split);
  item.port = port;
}

SavedItem item_of(const KeptFile& file) {
  SavedItem item;
  item.place = "connection_cache";
  item.id = std::string(id_start) + file.path.string();
  item.kind = ItemKind::certificate;
  set_host(item, file.path.stem().string());
  item.shown_as = "Remembered certificate of " + item.host;
  const auto& time = file.status.st_mtim;
  item.written = SysTime(std::chrono::seconds(time.tv_sec) +
                         std::chrono::milliseconds(time.tv_nsec / 1'000'000));
  item.size = file.bytes.size();
  item.state = file.state();
  item.facts = {{"client", std::string("freerdp")}, {"path", file.path.string()}};
  auto certificate = read_stored_certificate(file.bytes);
  if (certificate.damage.empty())
    item.facts.push_back({"sha256", std::move(certificate.sha256)});
  else
    item.facts.push_back({"damage", std::move(certificate.damage)});
  return item;
}

void add_files(SavedItemList& list, const fs::path& folder) {
  for (const auto& path : pem_files(folder)) {
    const auto file = read_kept_file(path);
    if (file)
      list.items.push_back(item_of(*file));
    else if (file.error().kind != Failure::Kind::not_found)
      list.unreadable.push_back(file.error().what);
  }
}

/// The file that the caller has seen.
Result<KeptFile> as_seen(const SavedItem& item) {
  const auto* path = find_fact<std::string>(item.facts, "path");
  auto file = read_kept_file(path == nullptr ? fs::path() : fs::path(*path));
  if (file && file->state() != item.state)
    return fail(Failure::Kind::changed, item.shown_as + ": it has been changed meanwhile.");
  return file;
}

/// FreeRDP's folders.
class FreeRdpCache final : public SavedItems {
 public:
  std::string_view place() const override { return "connection_cache"; }

  Result<SavedItemList> list() override {
    SavedItemList list;
    for (const auto& folder : freerdp_folders()) {
      auto hosts = read_known_hosts(folder / "known_hosts2");
      std::move(hosts.items.begin(), hosts.items.end(), std::back_inserter(list.items));
      std::move(hosts.unreadable.begin(), hosts.unreadable.end(),
                std::back_inserter(list.unreadable));
      add_files(list, folder / "server");
      add_files(list, folder / "certs");
    }
    std::ranges::sort(list.items, {}, &SavedItem::id);
    return list;
  }

  Result<Secret> back_up(const SavedItem& item) override {
    if (is_known_host(item)) return copy_known_host(item);
    const auto file = as_seen(item);
    if (!file) return tl::unexpected(file.error());
    return copy_of(*file);
  }

  Result<void> remove(const SavedItem& item) override {
    if (is_known_host(item)) return remove_known_host(item);
    const auto file = as_seen(item);
    if (!file) return tl::unexpected(file.error());
    return remove_kept_file(*file);
  }

  Result<void> put_back(const Secret& copy) override {
    if (is_of_client(file_of_line_copy(copy))) return put_back_known_host(copy);
    if (is_of_client(path_of_copy(copy))) return put_back_file(copy);
    return fail(Failure::Kind::invalid_input,
                "The copy does not belong to FreeRDP, or is damaged.");
  }
};

}  // namespace

std::unique_ptr<SavedItems> open_connection_cache() {
  return std::make_unique<FreeRdpCache>();
}

}  // namespace monitor
