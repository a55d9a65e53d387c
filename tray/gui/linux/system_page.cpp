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

std::vector<std::string> system_page_command(SystemPage page) {
  for (const auto& words : programs_for(page)) {
    const auto program = on_path(words.front());
    if (program.empty()) continue;
    std::vector<std::string> command(words.begin(), words.end());
    command.front() = program.utf8_string();
    return command;
  }
  return {};
}

bool open_system_page(SystemPage page) {
  const auto command = system_page_command(page);
  if (command.empty()) return false;
  std::vector<const char*> words;
  for (const auto& word : command)
    words.push_back(word.c_str());
  words.push_back(nullptr);
  return wxExecute(words.data(), wxEXEC_ASYNC) > 0;
}

}  // namespace tray
