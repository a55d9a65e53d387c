#include "tray/gui/system_page.h"

#include <windows.h>

#include <shellapi.h>

namespace tray {

namespace {

// Source of the names: Microsoft, "Canonical names of Control Panel items".
const wchar_t* arguments_for(SystemPage page) {
  switch (page) {
    case SystemPage::sign_ins:
      return L"/name Microsoft.CredentialManager";
    case SystemPage::network:
      return L"ncpa.cpl";
    case SystemPage::firewall:
      return L"/name Microsoft.WindowsFirewall";
    case SystemPage::date_and_time:
      return L"/name Microsoft.DateAndTime";
  }
  return L"";
}

}  // namespace

bool open_system_page(SystemPage page) {
  const auto done =
      ShellExecuteW(nullptr, L"open", L"control.exe", arguments_for(page), nullptr, SW_SHOWNORMAL);
  // Above 32 it worked: Microsoft's page of ShellExecuteW.
  return reinterpret_cast<INT_PTR>(done) > 32;
}

}  // namespace tray
