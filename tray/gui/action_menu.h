#pragma once

#include "tray/gui/wx_text.h"

#include <wx/menu.h>

#include <functional>
#include <string_view>
#include <utility>

namespace tray {

/// A menu whose lines know what they do.
class ActionMenu final : public wxMenu {
 public:
  /// `label` as wx has it: & before the letter, the key behind a tab.
  void add(std::string_view label, std::function<void()> action) {
    const auto* item = Append(wxID_ANY, to_wx(label));
    Bind(
        wxEVT_MENU, [action = std::move(action)](wxCommandEvent&) { action(); }, item->GetId());
  }
};

}  // namespace tray
