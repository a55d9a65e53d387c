#include "tray/gui/wrapped_text.h"

#include "tray/gui/wx_text.h"

namespace tray {

WrappedText::WrappedText(wxWindow* parent, std::string_view text)
    : wxStaticText(parent, wxID_ANY, to_label(text)), text_(to_label(text)) {}

void WrappedText::set_text(std::string_view text) {
  const auto label = to_label(text);
  if (label == text_) return;
  text_ = label;
  break_lines();
}

void WrappedText::wrap_to(int width) {
  if (width <= 0 || width == width_) return;
  width_ = width;
  break_lines();
}

void WrappedText::break_lines() {
  SetLabel(width_ > 0 ? without_long_words() : text_);
  if (width_ > 0) Wrap(width_);
}

// Wrap() breaks at spaces only, and names of computers have none.
wxString WrappedText::without_long_words() const {
  wxString broken;
  wxString line;
  for (const auto c : text_) {
    const bool space = c == ' ' || c == '\n';
    if (!space && GetTextExtent(line + c).x > width_) {
      broken += line + '\n';
      line.clear();
    }
    line += c;
    if (!space) continue;
    broken += line;
    line.clear();
  }
  return broken + line;
}

void set_font(wxWindow& window, double scale, bool bold) {
  auto font = window.GetFont().Scaled(static_cast<float>(scale));
  if (bold) font.MakeBold();
  window.SetFont(font);
}

}  // namespace tray
