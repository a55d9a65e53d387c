#pragma once

#include "tray/app/status_presenter.h"

#include <wx/dataview.h>
#include <wx/timer.h>

#include <functional>
#include <optional>
#include <vector>

namespace tray {

/// The targets as rows, sortable by each column. A row without a target (`unsaved`) is for all of
/// them and stays on top. The chosen one stays in view while the list changes its size.
class TargetList final : public wxDataViewCtrl {
 public:
  explicit TargetList(wxWindow* parent);

  /// Keeps the choice and the place in the list.
  void show(std::vector<RowView> rows);
  std::optional<monitor::TargetId> chosen() const;
  void choose(monitor::TargetId id);

 private:
  void show_choice();

  class Model;
  Model* model_;  // the control holds it
  wxTimer resized_;
};

}  // namespace tray
