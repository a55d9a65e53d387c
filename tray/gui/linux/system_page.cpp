#include "tray/gui/system_page.h"

#include <wx/filefn.h>
#include <wx/filename.h>
#include <wx/utils.h>

#include <vector>

namespace tray {

namespace {

/// Programs of the usual desktops, the most fitting first.
std::vector<std::vector<const char*>> programs_for(SystemPage page) {
  switch (page) {
    case SystemPage::sign_ins:
      return {{"seahorse"}, {"kwalletmanager5"}, {"kwalletmanager"}};
    case SystemPage::network:
      return {{"gnome-control-center", "network"},
              {"systemsettings", "kcm_networkmanagement"},
              {"nm-connection-editor"}};
    case SystemPage::firewall:
      return {{"firewall-config"}, {"gufw"}, {"systemsettings", "kcm_firewall"}};
    case SystemPage::date_and_time:
      return {
          {"gnome-control-center", "datetime"}, {"systemsettings", "kcm_clock"}, {"time-admin"}};
  }
  return {};
}

wxString on_path(const char* program) {
  wxPathList path;
  path.AddEnvList("PATH");
  return path.FindAbsoluteValidPath(program);
}

}  // namespace

bool open_system_page(SystemPage page) {
  for (const auto& words : programs_for(page)) {
    const auto program = on_path(words.front());
    if (program.empty()) continue;
    std::vector<const char*> arguments = words;
    const auto full = program.utf8_string();
    arguments.front() = full.c_str();
    arguments.push_back(nullptr);
    if (wxExecute(arguments.data(), wxEXEC_ASYNC) > 0) return true;
  }
  return false;
}

}  // namespace tray
