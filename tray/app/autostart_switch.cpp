#include "tray/app/autostart_switch.h"

#include "monitor/platform/autostart.h"
#include "tray/app/whole_file.h"

namespace tray {

monitor::Result<bool> starts_at_login() {
  return monitor::open_autostart()->is_on();
}

monitor::Result<void> set_starts_at_login(bool on, const std::filesystem::path& program) {
  const auto autostart = monitor::open_autostart();
  if (!on) return autostart->turn_off();
  auto tray_program = program;
  tray_program.replace_filename(std::u8string(u8"rdpready-tray") + program.extension().u8string());
  std::error_code trouble;
  if (!std::filesystem::exists(tray_program, trouble)) {
    return monitor::fail(monitor::Failure::Kind::unavailable,
                         "The tray program is not installed beside " + text_of(program) + ".");
  }
  return autostart->turn_on(tray_program);
}

}  // namespace tray
