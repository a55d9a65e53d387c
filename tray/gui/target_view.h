#pragma once

#include "tray/app/desk.h"
#include "tray/gui/target_header.h"

#include <wx/panel.h>

#include <memory>
#include <optional>
#include <vector>

namespace tray {

class DetailsPanel;

/// One target: its head with the buttons, and below it all that is known of it, the past included.
class TargetView final : public wxPanel {
 public:
  TargetView(wxWindow* parent, Watchlist& watchlist, const TargetHeader::Actions& actions);

  /// Asks for the past where that target or its last look is another than before.
  void show(const TargetStatus& status);
  /// After a change of theme.
  void redraw();

 private:
  void ask_for_history(const TargetStatus& status);
  void ask_for_certificates(const TargetStatus& status, std::vector<store::HistoryPoint> points);

  Watchlist& watchlist_;
  TargetHeader* header_;
  DetailsPanel* details_;
  monitor::TargetId past_of_{};
  std::optional<monitor::SysTime> past_of_look_;  ///< the look whose past is shown
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace tray
