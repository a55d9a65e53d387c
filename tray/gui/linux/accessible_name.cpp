#include "tray/gui/accessible_name.h"

#include <atk/atk.h>
#include <wx/dataview.h>

namespace tray {

namespace {

/// The widget that a screen reader meets: of a list it is the tree inside.
void* widget_of(wxWindow& window) {
  if (auto* list = dynamic_cast<wxDataViewCtrl*>(&window)) return list->GtkGetTreeView();
  return window.GetHandle();
}

}  // namespace

// wxGTK 3.2 has no accessibility of its own, but every GTK widget implements AtkImplementor.
void set_accessible_name(wxWindow& window, const wxString& name, const wxString& description) {
  auto* widget = widget_of(window);
  if (widget == nullptr || !ATK_IS_IMPLEMENTOR(widget)) return;
  auto* accessible = atk_implementor_ref_accessible(ATK_IMPLEMENTOR(widget));
  if (accessible == nullptr) return;
  atk_object_set_name(accessible, name.utf8_str());
  if (!description.empty()) atk_object_set_description(accessible, description.utf8_str());
  g_object_unref(accessible);
}

}  // namespace tray
