#pragma once

#include "tray/app/details_presenter.h"

#include <wx/panel.h>

#include <functional>

class wxStaticBitmap;

namespace tray {

class WrappedText;

/// The chosen target in one glance, with what can be done about it.
class TargetHeader final : public wxPanel {
 public:
  /// What its buttons do; `more` is given the button, to open a menu below it.
  struct Actions {
    std::function<void()> connect;
    std::function<void()> check;
    std::function<void()> fix;
    std::function<void(wxWindow&)> more;
  };

  TargetHeader(wxWindow* parent, const Actions& actions);

  void show(const DetailsView& view);

 private:
  void wrap(int buttons_width);

  wxStaticBitmap* sign_;
  WrappedText* name_;
  WrappedText* headline_;
  WrappedText* timing_;
  int wrapped_width_ = -1;
};

}  // namespace tray
