#pragma once

#include "tray/gui/wx_text.h"

#include <wx/clipbrd.h>
#include <wx/dataobj.h>

#include <string_view>

namespace tray {

/// Puts the text on the clipboard; nothing where another program holds it.
inline void copy_text(std::string_view text) {
  if (!wxTheClipboard->Open()) return;
  wxTheClipboard->SetData(new wxTextDataObject(to_wx(text)));
  wxTheClipboard->Close();
}

}  // namespace tray
