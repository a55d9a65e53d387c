#pragma once

#include "tray/app/desk.h"

#include <wx/panel.h>

#include <functional>
#include <memory>

class wxActivityIndicator;
class wxButton;
class wxStaticBitmap;

namespace tray {

class WrappedText;

/// Looks once at something that need not be saved and says what came of it, in place.
class LookPanel final : public wxPanel {
 public:
  /// `on_done` is told the verdict once a look has ended by itself.
  LookPanel(wxWindow* parent, TargetBook& book, std::function<void(monitor::Verdict)> on_done);

  void look_at(const monitor::Target& target);
  /// Says a sentence in place of a result: what is wrong with what was typed.
  void complain(const std::string& sentence);
  /// Says nothing, and gives up a look under way: what it is about has changed.
  void clear();

  bool is_looking() const { return looking_ != nullptr; }

  /// Breaks the text for that width.
  void wrap_to(int width);

 private:
  void take(const monitor::Check& check);
  void stop();
  /// Without a sign.
  void say_only(const char* headline);
  void show_busy(bool busy);
  void lay_out();

  TargetBook& book_;
  std::function<void(monitor::Verdict)> on_done_;
  /// Of the look under way; its answer finds it gone after a stop or another look.
  std::shared_ptr<bool> looking_;
  wxStaticBitmap* sign_;
  wxActivityIndicator* activity_;
  WrappedText* headline_;
  WrappedText* text_;
  wxButton* stop_;
};

}  // namespace tray
