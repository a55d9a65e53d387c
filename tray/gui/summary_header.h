#pragma once

#include "tray/app/status_presenter.h"

#include <wx/panel.h>

#include <functional>

class wxButton;
class wxStaticBitmap;

namespace tray {

class WrappedText;

/// The head of the window: how everything is, and what is not about one target alone.
class SummaryHeader final : public wxPanel {
 public:
  /// What its buttons do; `more` is given the button, to open a menu below it.
  struct Actions {
    std::function<void()> add;
    std::function<void()> import;
    std::function<void()> check_all;
    std::function<void(wxWindow&)> more;
  };

  SummaryHeader(wxWindow* parent, const Actions& actions);

  void show(const SummaryView& view);

 private:
  void wrap(int buttons_width);
  void lay_out();
  wxButton* add_button(wxSizer& row, const char* label);

  SummaryView view_;
  wxStaticBitmap* sign_;
  WrappedText* headline_;
  WrappedText* text_;
  int wrapped_width_ = -1;
};

}  // namespace tray
