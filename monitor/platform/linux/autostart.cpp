#include "monitor/platform/autostart.h"

#include "monitor/platform/linux/desktop_entry.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <vector>

namespace monitor {

namespace {

namespace fs = std::filesystem;

constexpr const char* entry_name = "rdpready-tray.desktop";

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// XDG Base Directory Specification: a path that is not absolute is ignored.
fs::path own_folder() {
  const fs::path config = variable("XDG_CONFIG_HOME");
  if (config.is_absolute()) return config / "autostart";
  return fs::path(variable("HOME")) / ".config" / "autostart";
}

std::vector<fs::path> system_folders() {
  auto list = variable("XDG_CONFIG_DIRS");
  if (list.empty()) list = "/etc/xdg";
  std::vector<fs::path> folders;
  for (std::size_t at = 0; at <= list.size();) {
    const auto end = std::min(list.find(':', at), list.size());
    const fs::path folder = list.substr(at, end - at);
    if (folder.is_absolute()) folders.push_back(folder / "autostart");
    at = end + 1;
  }
  return folders;
}

std::optional<std::string> read_entry(const fs::path& file) {
  constexpr std::size_t largest = 64U << 10U;
  std::ifstream in(file, std::ios::binary);
  if (!in) return {};
  std::string text(largest, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

bool starts(const std::string& entry) {
  return entry_value(entry, "Hidden") != "true" &&
         entry_value(entry, "X-GNOME-Autostart-enabled") != "false";
}

/// Whole or not at all: a login in between finds the old entry or the new one.
Result<void> write_entry(const fs::path& file, const std::string& text) {
  const auto trouble = [&file](const std::string& detail) {
    return fail(Failure::Kind::storage, "The file " + file.string() + " could not be written.",
                detail);
  };
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  if (error) return trouble(error.message());
  const fs::path draft = file.string() + '.' + std::to_string(getpid()) + ".new";
  std::ofstream out(draft, std::ios::binary | std::ios::trunc);
  out << text << std::flush;
  const bool written = out.good();
  out.close();
  if (written) fs::rename(draft, file, error);
  if (written && !error) return {};
  std::error_code ignored;
  fs::remove(draft, ignored);
  return trouble(error.message());
}

class AutostartEntry final : public Autostart {
 public:
  Result<bool> is_on() const override {
    auto folders = system_folders();
    folders.insert(folders.begin(), own_folder());
    // The first entry by that name counts, however it is set.
    for (const auto& folder : folders) {
      if (const auto entry = read_entry(folder / entry_name)) return starts(*entry);
    }
    return false;
  }

  Result<void> turn_on(const fs::path& program) override {
    return write_entry(own_folder() / entry_name,
                       "[Desktop Entry]\n"
                       "Type=Application\n"
                       "Name=RDP Ready\n"
                       "Comment=Tells before a Remote Desktop connection fails\n"
                       "Icon=rdpready\n"
                       "Exec=" +
                           exec_line({program.string()}) +
                           "\n"
                           "Terminal=false\n"
                           "X-GNOME-Autostart-enabled=true\n");
  }

  Result<void> turn_off() override {
    const auto file = own_folder() / entry_name;
    std::error_code error;
    for (const auto& folder : system_folders()) {
      if (!fs::exists(folder / entry_name, error)) continue;
      return write_entry(file,
                         "[Desktop Entry]\n"
                         "Type=Application\n"
                         "Name=RDP Ready\n"
                         "Hidden=true\n");
    }
    error.clear();
    fs::remove(file, error);
    if (!error) return {};
    return fail(Failure::Kind::storage, "The file " + file.string() + " could not be removed.",
                error.message());
  }
};

}  // namespace

std::unique_ptr<Autostart> open_autostart() {
  return std::make_unique<AutostartEntry>();
}

}  // namespace monitor
