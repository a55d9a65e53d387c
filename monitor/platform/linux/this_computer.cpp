#include "monitor/platform/this_computer.h"

#include <gio/gio.h>
#include <sys/utsname.h>

#include <memory>

namespace monitor {

namespace {

using Text = std::unique_ptr<char, decltype(&g_free)>;

/// PRETTY_NAME of os-release(5); "Linux" where there is none.
std::string distribution() {
  const Text name(g_get_os_info(G_OS_INFO_KEY_PRETTY_NAME), g_free);
  return name ? name.get() : "Linux";
}

}  // namespace

ThisComputer this_computer() {
  ThisComputer computer;
  utsname kernel{};
  computer.system = distribution();
  if (uname(&kernel) == 0) computer.system += std::string(", ") + kernel.release;
  const std::string full = g_get_host_name();
  computer.names = {full};
  if (const auto dot = full.find('.'); dot != std::string::npos)
    computer.names.push_back(full.substr(0, dot));
  // GLib says "Unknown" and "somebody" where it does not know.
  computer.people = {g_get_user_name(), g_get_real_name()};
  std::erase(computer.people, "Unknown");
  std::erase(computer.people, "somebody");
  computer.home = g_get_home_dir();
  return computer;
}

}  // namespace monitor
