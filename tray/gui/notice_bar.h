#pragma once

#include <wx/panel.h>

#include <string>

namespace tray {

class WrappedText;

/// A sentence across the window that stays until it is put away. Hidden while there is none.
class NoticeBar final : public wxPanel {
 public:
  explicit NoticeBar(wxWindow* parent);

  /// Takes the place of what it said before.
  void say(const std::string& sentence);

 private:
  void put_away();

  WrappedText* text_;
};

}  // namespace tray
