#pragma once

#include "tray/app/repair_presenter.h"

#include <wx/scrolwin.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

class wxActivityIndicator;
class wxButton;
class wxCheckBox;
class wxSizer;

namespace tray {

class WrappedText;

/// What the repair window shows between its edge and its buttons: rows below each other, filled
/// anew for each state. Scrolls where they do not fit.
class RepairSheet final : public wxScrolledWindow {
 public:
  explicit RepairSheet(wxWindow* parent);

  /// Takes everything away.
  void clear();
  void add_headline(Sign sign, const std::string& text);
  /// The same with something that turns, while there is nothing to say yet.
  void add_busy_headline(const std::string& text);
  void set_headline(const std::string& text);
  void add_heading(const std::string& text);
  void add_text(const std::string& text);
  /// A sentence with its sign in front.
  void add_line(Sign sign, const std::string& text);
  void add_cause(const RepairCauseRow& cause);
  /// With a tick where it has one; `on_tick` hears of changes. `on_undo` gives it a button.
  void add_step(const RepairStepRow& step, std::function<void(bool)> on_tick,
                std::function<void()> on_undo = {});
  /// Buttons beside each other.
  void add_buttons(const std::vector<std::pair<std::string, std::function<void()>>>& buttons);
  /// Once everything is added.
  void finish();
  /// Brings what was added last into sight.
  void show_end();

 private:
  WrappedText* add_wrapped(wxSizer& sizer, const std::string& text, int indent, int gap);
  wxSizer& add_row(int gap);
  void wrap();

  std::vector<std::pair<WrappedText*, int>> texts_;  ///< with the pixels that are not theirs
  WrappedText* headline_ = nullptr;
  int wrapped_width_ = -1;
};

}  // namespace tray
