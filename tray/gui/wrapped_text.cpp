#include "tray/gui/wrapped_text.h"

#include "tray/gui/wx_text.h"

namespace tray {

WrappedText::WrappedText(wxWindow* parent, std::string_view text)
    : wxStaticText(parent, wxID_ANY, to_label(text)), text_(to_label(text)) {}

void WrappedText::set_text(std::string_view text) {
  const auto label = to_label(text);
  if (label == text_) return;
  text_ = label;
  SetLabel(text_);
  if (width_ > 0) Wrap(width_);
}

void WrappedText::wrap_to(int width) {
  if (width <= 0 || width == width_) return;
  width_ = width;
  SetLabel(text_);
  Wrap(width_);
}

void set_font(wxWindow& window, double scale, bool bold) {
  auto font = window.GetFont().Scaled(static_cast<float>(scale));
  if (bold) font.MakeBold();
  window.SetFont(font);
}

}  // namespace tray
