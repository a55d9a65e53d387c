#pragma once

#include <wx/stattext.h>

#include <string_view>

namespace tray {

/// Text that is broken into lines anew for each width, which wxStaticText forgets to do.
class WrappedText final : public wxStaticText {
 public:
  WrappedText(wxWindow* parent, std::string_view text);

  void set_text(std::string_view text);
  /// Breaks the lines for `width` pixels; the caller lays out anew.
  void wrap_to(int width);

 private:
  void break_lines();
  wxString without_long_words() const;

  wxString text_;
  int width_ = -1;
};

/// Larger or smaller than usual, and bold or not.
void set_font(wxWindow& window, double scale, bool bold);

}  // namespace tray
