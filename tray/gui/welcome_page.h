#pragma once

#include "tray/app/desk.h"

#include <wx/panel.h>

#include <functional>
#include <memory>

class wxButton;
class wxTextCtrl;

namespace tray {

class LookPanel;
class WrappedText;

/// What the window shows while nothing is watched: takes a name, or imports what is there.
class WelcomePage final : public wxPanel {
 public:
  /// What its two other ways in lead to.
  struct Ways {
    std::function<void()> import_files;
    std::function<void()> import_this_computer;
  };

  WelcomePage(wxWindow* parent, TargetBook& book, Ways ways);

  void set_focus();

 private:
  void arrange();
  void bind(const Ways& ways);
  void look();
  void watch();
  monitor::Result<monitor::Target> read() const;

  TargetBook& book_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  WrappedText* headline_;
  WrappedText* text_;
  wxTextCtrl* address_;
  wxButton* look_;
  LookPanel* result_;
  wxButton* watch_;
  wxButton* this_computer_;
  wxButton* files_;
};

}  // namespace tray
