#pragma once

#include "tray/app/desk.h"
#include "tray/app/repair_presenter.h"

#include <wx/dialog.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class wxBoxSizer;
class wxButton;

namespace tray {

class RepairSheet;

/// "Fix my connection": looks, shows what can be done, does what is ticked, says how it went.
/// Changes nothing before the button is pressed. Does not wait: it closes and destroys itself.
class RepairDialog final : public wxDialog {
 public:
  RepairDialog(wxWindow* parent, Desk& desk, monitor::Target target);

  const monitor::Target& target() const { return target_; }

  /// Widens the window first where large letters make its buttons wider.
  bool Layout() override;

 private:
  enum class State { looking, plan, mending, result, aside };

  void look();
  void show_busy(const std::string& headline);
  void show_progress(const FixProgress& progress);
  void show_plan();
  void act();
  void show_result();
  void show_view(const RepairView& view);
  void show_again();
  void ask_for_past();
  void show_past(const std::vector<monitor::RepairRecord>& records);
  void undo(monitor::RepairId id, std::optional<int> step);
  void give_to_administrator();
  void show_kit(const WrittenKit& written);
  void show_trouble(const std::string& sentence);
  void end();

  void clear_buttons();
  wxButton* add_button(const char* label, void (RepairDialog::*action)());
  wxButton* add_close();
  void offer_way_back();
  void open_page(SystemPage page);
  void count_ticks();
  std::vector<std::string> ticked() const;
  std::function<void()> later(std::function<void()> action);

  Desk& desk_;
  monitor::Target target_;
  State state_ = State::looking;
  std::optional<Diagnosis> diagnosis_;
  std::optional<FixReport> report_;
  std::string undone_;  ///< what came of taking back; shown once
  std::vector<std::pair<std::string, bool>> ticks_;
  std::vector<std::string> done_lines_;
  RepairSheet* sheet_;
  wxBoxSizer* buttons_;
  wxButton* act_ = nullptr;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

/// Opens it, or brings to the front the one that is open for that target.
void open_repair(wxWindow* parent, Desk& desk, const monitor::Target& target);

}  // namespace tray
