#include "tray/gui/scrolled_page.h"

#include <wx/sizer.h>

namespace tray {

ScrolledPage::ScrolledPage(wxWindow* parent)
    : wxScrolledWindow(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize,
                       wxVSCROLL | wxTAB_TRAVERSAL) {
  SetScrollRate(0, FromDIP(12));
  ShowScrollbars(wxSHOW_SB_NEVER, wxSHOW_SB_DEFAULT);
}

void ScrolledPage::hold(wxSizer* fields) {
  SetSizer(fields);
  SetMinSize(fields->CalcMin());
}

}  // namespace tray
