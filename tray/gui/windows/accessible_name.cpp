#include "tray/gui/accessible_name.h"

#include <wx/dataview.h>
#include <wx/msw/wrapwin.h>

#include <initguid.h>
#include <oleacc.h>

#include <memory>

namespace tray {

namespace {

/// wx speaks for its own list; only the name of the whole is missing.
class NamedList final : public wxDataViewCtrlAccessible {
 public:
  NamedList(wxDataViewCtrl* list, const wxString& name)
      : wxDataViewCtrlAccessible(list), name_(name) {}

  wxAccStatus GetName(int part, wxString* name) override {
    if (part != wxACC_SELF) return wxDataViewCtrlAccessible::GetName(part, name);
    *name = name_;
    return wxACC_OK;
  }

 private:
  wxString name_;
};

struct Release {
  void operator()(IUnknown* thing) const { thing->Release(); }
};

/// Null where Windows has no such service.
std::unique_ptr<IAccPropServices, Release> property_services() {
  void* services = nullptr;
  if (FAILED(::CoCreateInstance(CLSID_AccPropServices, nullptr, CLSCTX_INPROC_SERVER,
                                IID_IAccPropServices, &services)))
    return nullptr;
  return std::unique_ptr<IAccPropServices, Release>(static_cast<IAccPropServices*>(services));
}

}  // namespace

// Notes beside what Windows itself says of a control, so that all the rest of it stays.
void set_accessible_name(wxWindow& window, const wxString& name, const wxString& description) {
  if (auto* list = dynamic_cast<wxDataViewCtrl*>(&window)) {
    auto named = std::make_unique<NamedList>(list, name);
    return list->SetAccessible(named.release());  // the list deletes it
  }
  const auto services = property_services();
  if (!services) return;
  const auto note = [&](const MSAAPROPID& property, const wxString& text) {
    services->SetHwndPropStr(window.GetHWND(), static_cast<DWORD>(OBJID_CLIENT), CHILDID_SELF,
                             property, text.wc_str());
  };
  note(PROPID_ACC_NAME, name);
  if (!description.empty()) note(PROPID_ACC_DESCRIPTION, description);
}

}  // namespace tray
