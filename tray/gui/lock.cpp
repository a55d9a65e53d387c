#include "tray/gui/lock.h"

#include "tray/gui/accessible_name.h"
#include "tray/gui/icons.h"

#include <wx/sizer.h>
#include <wx/statbmp.h>
#include <wx/stattext.h>

namespace tray {

namespace {

constexpr int lock_size = 16;

}  // namespace

wxWindow* make_lock(wxWindow& parent) {
  auto* lock = new wxStaticBitmap(&parent, wxID_ANY, icon("lock", lock_size));
  lock->SetToolTip("Set by your organisation.");
  set_accessible_name(*lock, "Set by your organisation");
  return lock;
}

wxSizer* make_lock_note(wxWindow& parent) {
  auto* row = new wxBoxSizer(wxHORIZONTAL);
  row->Add(new wxStaticBitmap(&parent, wxID_ANY, icon("lock", lock_size)), 0,
           wxRIGHT | wxALIGN_CENTRE_VERTICAL, parent.FromDIP(8));
  row->Add(
      new wxStaticText(&parent, wxID_ANY,
                       "What has a lock is set by your organisation and cannot be changed here."),
      0, wxALIGN_CENTRE_VERTICAL);
  return row;
}

}  // namespace tray
