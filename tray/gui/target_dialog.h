#pragma once

#include "tray/app/desk.h"

#include <wx/dialog.h>

#include <functional>
#include <memory>
#include <string>

class wxButton;
class wxCheckBox;
class wxChoice;
class wxSpinCtrl;
class wxStaticText;
class wxTextCtrl;

namespace tray {

class LookPanel;
class ScrolledPage;

/// Adds a target, or edits one. Return in the address looks at it there and then; what came of it
/// does not keep anyone from saving. Does not wait: it closes and destroys itself.
class TargetDialog final : public wxDialog {
 public:
  /// A target with an id is edited, one without is added. `on_saved` may be empty.
  TargetDialog(wxWindow* parent, TargetBook& book, const TargetStatus& status,
               std::function<void(monitor::TargetId)> on_saved = {});

 private:
  void make_fields();
  wxSizer* arrange();
  wxSizer* arrange_fields(int margin);
  /// One that the policy has set cannot be changed, and has a lock.
  wxSizer* with_lock(wxWindow* field, wxWindow* beside = nullptr);
  void bind();
  void fill(const monitor::Target& target);
  /// What the fields say; fails with a sentence about the field that makes no sense.
  monitor::Result<monitor::Target> read() const;
  void look();
  void save();
  /// Says it, and leads to the field that makes no sense.
  void complain(const std::string& sentence);
  /// Null where all make sense.
  wxTextCtrl* field_at_fault() const;
  void keep_maintenance();
  void finish(const monitor::Result<void>& done);

  TargetBook& book_;
  std::function<void(monitor::TargetId)> on_saved_;
  monitor::Target target_;
  notify::Maintenance maintenance_;
  bool by_policy_;  ///< its name, computer and gateway are not the user's
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  ScrolledPage* page_ = nullptr;
  wxTextCtrl* address_ = nullptr;
  wxTextCtrl* name_ = nullptr;
  wxTextCtrl* gateway_ = nullptr;
  wxTextCtrl* user_ = nullptr;
  wxChoice* warning_ = nullptr;
  wxChoice* sign_in_ = nullptr;
  wxSpinCtrl* every_ = nullptr;
  wxTextCtrl* hours_ = nullptr;
  wxCheckBox* identity_ = nullptr;
  wxButton* look_ = nullptr;
  wxButton* save_ = nullptr;
  LookPanel* result_ = nullptr;
};

}  // namespace tray
