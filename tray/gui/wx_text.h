#pragma once

#include <wx/control.h>
#include <wx/string.h>

#include <string>
#include <string_view>

namespace tray {

/// UTF-8 to wx; bytes that are no UTF-8 are read as Latin-1, so that nothing vanishes.
inline wxString to_wx(std::string_view text) {
  auto shown = wxString::FromUTF8(text.data(), text.size());
  if (shown.empty() && !text.empty()) shown = wxString::From8BitData(text.data(), text.size());
  return shown;
}

/// For labels, where a lone & would underline what follows.
inline wxString to_label(std::string_view text) {
  return wxControl::EscapeMnemonics(to_wx(text));
}

/// wx to UTF-8.
inline std::string to_utf8(const wxString& text) {
  return text.utf8_string();
}

}  // namespace tray
