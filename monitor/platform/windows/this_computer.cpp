#include "monitor/platform/this_computer.h"

#include "monitor/platform/windows/registry_key.h"
#include "monitor/platform/windows/wide_text.h"

#include <lmcons.h>

#include <windows.h>

#include <shlobj.h>

#include <array>

namespace monitor {

namespace {

/// The registry's words, since a program without a manifest for it is told an older version.
std::string system_version() {
  const auto key =
      RegistryKey::open(HKEY_LOCAL_MACHINE, R"(SOFTWARE\Microsoft\Windows NT\CurrentVersion)");
  if (!key) return "Windows";
  auto text = key->text("ProductName").value_or("Windows");
  if (const auto build = key->text("CurrentBuild")) text += ", " + *build;
  if (const auto update = key->number("UBR")) text += '.' + std::to_string(*update);
  return text;
}

std::string computer_name(COMPUTER_NAME_FORMAT kind) {
  std::array<wchar_t, 256> name{};
  auto size = static_cast<DWORD>(name.size());
  if (GetComputerNameExW(kind, name.data(), &size) == FALSE) return {};
  return to_utf8({name.data(), size});
}

std::string user_name() {
  std::array<wchar_t, UNLEN + 1> name{};
  auto size = static_cast<DWORD>(name.size());
  // Its size counts the closing null.
  if (GetUserNameW(name.data(), &size) == FALSE || size == 0) return {};
  return to_utf8({name.data(), size - 1});
}

std::string home_folder() {
  wchar_t* path = nullptr;
  const bool found =
      SUCCEEDED(SHGetKnownFolderPath(FOLDERID_Profile, KF_FLAG_DONT_VERIFY, nullptr, &path));
  auto home = found ? to_utf8(path) : std::string();
  CoTaskMemFree(path);
  return home;
}

}  // namespace

ThisComputer this_computer() {
  ThisComputer computer;
  computer.system = system_version();
  for (const auto kind :
       {ComputerNameNetBIOS, ComputerNameDnsHostname, ComputerNameDnsFullyQualified})
    computer.names.push_back(computer_name(kind));
  computer.people = {user_name()};
  computer.home = home_folder();
  return computer;
}

}  // namespace monitor
