#include "tray/gui/connection_files.h"

#include "tray/app/whole_file.h"
#include "tray/gui/wx_text.h"

#include <wx/dnd.h>
#include <wx/filedlg.h>

#include <memory>
#include <utility>

namespace tray {

namespace {

Files paths_of(const wxArrayString& names) {
  Files files;
  for (const auto& name : names)
    files.push_back(path_of(to_utf8(name)));
  return files;
}

class FileDrop final : public wxFileDropTarget {
 public:
  FileDrop(wxWindow& window, std::function<void(Files)> take)
      : window_(window), take_(std::move(take)) {}

  bool OnDropFiles(wxCoord, wxCoord, const wxArrayString& names) override {
    window_.CallAfter([take = take_, files = paths_of(names)] { take(files); });
    return true;
  }

 private:
  wxWindow& window_;
  std::function<void(Files)> take_;
};

}  // namespace

Files choose_connection_files(wxWindow* parent) {
  wxFileDialog dialog(parent, "Import connection files", "", "",
                      "Connection files|*.rdp;*.rdg;*.xml;*.remmina;*.csv;*.json;*.rtsz|"
                      "All files|*",
                      wxFD_OPEN | wxFD_MULTIPLE | wxFD_FILE_MUST_EXIST);
  if (dialog.ShowModal() != wxID_OK) return {};
  wxArrayString names;
  dialog.GetPaths(names);
  return paths_of(names);
}

void take_dropped_files(wxWindow& window, std::function<void(Files)> take) {
  auto drop = std::make_unique<FileDrop>(window, std::move(take));
  window.SetDropTarget(drop.release());  // the window deletes it
}

}  // namespace tray
