#include "monitor/platform/windows/client_files.h"

#include "monitor/platform/bitmap_cache_file.h"
#include "monitor/platform/windows/file_time.h"
#include "monitor/platform/windows/handle.h"
#include "monitor/platform/windows/wide_text.h"

#include <shlobj.h>

#include <algorithm>
#include <cwctype>

namespace monitor {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_files = 10'000;
const std::string bitmap_prefix = "bitmap_cache:";
const std::string default_id = "history:Default.rdp";
const std::string jump_list_id = "history:jump list";

fs::path known_folder(const KNOWNFOLDERID& id) {
  wchar_t* path = nullptr;
  const HRESULT found = SHGetKnownFolderPath(id, KF_FLAG_DONT_VERIFY, nullptr, &path);
  const std::unique_ptr<wchar_t, FreeTaskMemory> owned(path);
  return found == S_OK && path != nullptr ? fs::path(path) : fs::path();
}

fs::path cache_folder() {
  const auto local = known_folder(FOLDERID_LocalAppData);
  return local.empty() ? local : local / L"Microsoft\\Terminal Server Client\\Cache";
}

std::wstring lower(std::wstring text) {
  std::transform(text.begin(), text.end(), text.begin(), [](wchar_t c) {
    return static_cast<wchar_t>(std::towlower(static_cast<std::wint_t>(c)));
  });
  return text;
}

/// bcache22.bmc, Cache0001.bin.
bool is_bitmap_cache(const std::wstring& file_name) {
  const auto name = lower(file_name);
  return (name.starts_with(L"bcache") && name.ends_with(L".bmc")) ||
         (name.starts_with(L"cache") && name.ends_with(L".bin") && name.size() == 13);
}

std::vector<fs::path> bitmap_caches() {
  std::vector<fs::path> files;
  std::error_code trouble;
  const auto folder = cache_folder();
  if (folder.empty()) return files;
  fs::directory_iterator entry(folder, fs::directory_options::skip_permission_denied, trouble);
  for (; !trouble && entry != fs::directory_iterator() && files.size() < most_files;
       entry.increment(trouble)) {
    if (is_bitmap_cache(entry->path().filename().native())) files.push_back(entry->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

SavedItem item_for(const KeptFile& file, const std::string& id, ItemKind kind) {
  SavedItem item;
  item.place = "connection_cache";
  item.id = id;
  item.kind = kind;
  item.written = moment_of(file_time(file.written));
  item.size = file.size;
  item.undo = file.size > largest_copied_file ? Undo::impossible : Undo::whole;
  item.state = file.state();
  item.facts = {{"client", std::string("mstsc")}, {"path", to_utf8(file.path.native())}};
  return item;
}

void add(ClientFiles& files, const std::string& id, ItemKind kind, const std::string& shown) {
  const auto path = path_of_file(id);
  if (path.empty()) return;
  auto file = look_at_file(path, bitmap_cache_start);
  if (!file) {
    if (file.error().kind != Failure::Kind::not_found)
      files.unreadable.push_back(file.error().what);
    return;
  }
  auto item = item_for(*file, id, kind);
  item.shown_as = shown;
  if (kind == ItemKind::bitmap_cache) {
    const auto name = to_utf8(lower(path.filename().native()));
    auto damage = bitmap_cache_damage(name, file->start, file->size);
    if (!damage.empty()) item.facts.push_back({"damage", std::move(damage)});
  }
  files.items.push_back({std::move(item), *std::move(file)});
}

}  // namespace

ClientFiles read_client_files() {
  ClientFiles files;
  for (const auto& path : bitmap_caches()) {
    const auto name = to_utf8(path.filename().native());
    add(files, bitmap_prefix + name, ItemKind::bitmap_cache, "Pictures of past sessions, " + name);
  }
  add(files, default_id, ItemKind::history, "Last settings of Remote Desktop (Default.rdp)");
  add(files, jump_list_id, ItemKind::history, "Recent computers in the task bar");
  return files;
}

fs::path path_of_file(const std::string& id) {
  if (id.starts_with(bitmap_prefix)) {
    const auto name = to_wide(std::string_view(id).substr(bitmap_prefix.size()));
    // A name alone: a copy must not lead out of the folder.
    const bool plain = name.find_first_of(L"\\/:") == name.npos && is_bitmap_cache(name);
    const auto folder = cache_folder();
    return plain && !folder.empty() ? folder / name : fs::path();
  }
  if (id == default_id) {
    const auto documents = known_folder(FOLDERID_Documents);
    return documents.empty() ? documents : documents / L"Default.rdp";
  }
  if (id == jump_list_id) {
    const auto roaming = known_folder(FOLDERID_RoamingAppData);
    // The application's number is Remote Desktop's.
    return roaming.empty() ? roaming
                           : roaming /
                                 L"Microsoft\\Windows\\Recent\\AutomaticDestinations"
                                 L"\\1bc392b8e104a00e.automaticDestinations-ms";
  }
  return {};
}

}  // namespace monitor
