#pragma once

#include "tray/app/desk.h"

#include <wx/dialog.h>

#include <memory>
#include <optional>

class wxButton;
class wxCheckBox;
class wxChoice;
class wxSpinCtrl;
class wxTextCtrl;

namespace tray {

class ScrolledPage;
class WrappedText;

/// The user's settings. Does not wait: it closes and destroys itself.
class SettingsDialog final : public wxDialog {
 public:
  SettingsDialog(wxWindow* parent, SettingsBook& book);

 private:
  void make_fields();
  wxSizer* arrange();
  wxSizer* arrange_fields(int margin);
  wxSizer* arrange_numbers();
  wxSizer* arrange_for_administrators();
  /// The field, what its number counts, and a lock where the policy has set it.
  wxSizer* with_lock(std::string_view key, wxWindow* field, const char* unit);
  void bind();
  void fill(const Preferences& preferences);
  /// Fails with a sentence about the field that makes no sense.
  monitor::Result<Preferences> read() const;
  void save();
  void save_autostart();
  /// Says it, and leads to the field that makes no sense.
  void complain(const std::string& sentence);
  /// Null where all make sense.
  wxTextCtrl* field_at_fault() const;

  SettingsBook& book_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  std::optional<bool> autostart_before_;  ///< empty until it is known
  ScrolledPage* page_ = nullptr;
  wxSpinCtrl* every_ = nullptr;
  wxChoice* notify_ = nullptr;
  wxTextCtrl* quiet_ = nullptr;
  wxSpinCtrl* remind_ = nullptr;
  wxTextCtrl* certificate_days_ = nullptr;
  wxSpinCtrl* clock_skew_ = nullptr;
  wxSpinCtrl* keep_repairs_ = nullptr;
  wxCheckBox* autostart_ = nullptr;
  wxTextCtrl* journal_ = nullptr;
  wxCheckBox* event_log_ = nullptr;
  wxTextCtrl* metrics_ = nullptr;
  wxTextCtrl* command_ = nullptr;
  WrappedText* trouble_ = nullptr;
  wxButton* save_ = nullptr;
};

}  // namespace tray
