#include "tray/gui/system_page.h"

#include "tray/gui/wx_text.h"

#include <windows.h>

#include <shellapi.h>

namespace tray {

namespace {

// Source of the names: Microsoft, "Canonical names of Control Panel items".
const char* arguments_for(SystemPage page) {
  switch (page) {
    case SystemPage::sign_ins:
      return "/name Microsoft.CredentialManager";
    case SystemPage::network:
      return "ncpa.cpl";
    case SystemPage::firewall:
      return "/name Microsoft.WindowsFirewall";
    case SystemPage::date_and_time:
      return "/name Microsoft.DateAndTime";
  }
  return "";
}

}  // namespace

std::vector<std::string> system_page_command(SystemPage page) {
  return {"control.exe", arguments_for(page)};
}

bool open_system_page(SystemPage page) {
  const auto command = system_page_command(page);
  const auto done = ShellExecuteW(nullptr, L"open", to_wx(command[0]).wc_str(),
                                  to_wx(command[1]).wc_str(), nullptr, SW_SHOWNORMAL);
  // Above 32 it worked: Microsoft's page of ShellExecuteW.
  return reinterpret_cast<INT_PTR>(done) > 32;
}

}  // namespace tray
