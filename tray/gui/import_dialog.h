#pragma once

#include "tray/app/desk.h"

#include <wx/dialog.h>

#include <filesystem>
#include <memory>
#include <vector>

class wxActivityIndicator;
class wxButton;
class wxDataViewListCtrl;

namespace tray {

class WrappedText;

/// Shows what connection files hold and saves what is ticked, nothing before. Does not wait: it
/// closes and destroys itself.
class ImportDialog final : public wxDialog {
 public:
  /// Reads these files, or without any what this computer's own RDP clients remember.
  ImportDialog(wxWindow* parent, Desk& desk, std::vector<std::filesystem::path> files);

 private:
  void arrange();
  void show(const ImportPreview& preview);
  void count_ticks();
  void save();
  std::vector<monitor::Target> ticked() const;

  Desk& desk_;
  std::vector<monitor::Target> targets_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  WrappedText* headline_ = nullptr;
  WrappedText* troubles_ = nullptr;
  wxActivityIndicator* progress_ = nullptr;
  wxDataViewListCtrl* list_ = nullptr;
  wxButton* save_ = nullptr;
};

}  // namespace tray
