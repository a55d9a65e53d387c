#include "monitor/platform/client_running.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace monitor {

namespace {

namespace fs = std::filesystem;

// As /proc/PID/stat has them: 15 characters at most (proc(5)).
constexpr std::array<std::string_view, 9> clients = {"xfreerdp",     "xfreerdp3",       "wlfreerdp",
                                                     "wlfreerdp3",   "sdl-freerdp",     "remmina",
                                                     "sdl-freerdp3", "gnome-connectio", "krdc"};

/// The process is this user's, alive, and one of the clients.
bool is_running_client(const fs::path& process) {
  struct stat status {};

  if (stat(process.c_str(), &status) != 0 || status.st_uid != geteuid()) return false;
  std::string text;
  std::getline(std::ifstream(process / "stat"), text);
  // "17 (name) S …": the name may hold anything, also parentheses.
  const auto first = text.find('(');
  const auto last = text.rfind(')');
  if (first == text.npos || last == text.npos || last < first || last + 2 >= text.size())
    return false;
  const bool alive = text[last + 2] != 'Z' && text[last + 2] != 'X';
  const auto name = std::string_view(text).substr(first + 1, last - first - 1);
  return alive && std::find(clients.begin(), clients.end(), name) != clients.end();
}

}  // namespace

Result<bool> is_rdp_client_running() {
  std::error_code trouble;
  fs::directory_iterator entry("/proc", trouble);
  if (trouble)
    return fail(Failure::Kind::unavailable, "The system does not say which programs run.",
                trouble.message());
  for (; !trouble && entry != fs::directory_iterator(); entry.increment(trouble)) {
    const auto name = entry->path().filename().string();
    if (name.find_first_not_of("0123456789") == name.npos && is_running_client(entry->path()))
      return true;
  }
  return false;
}

}  // namespace monitor
