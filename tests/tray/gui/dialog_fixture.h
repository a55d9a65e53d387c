#pragma once

#include "tests/tray/gui/window_fixture.h"

#include <wx/dialog.h>
#include <wx/textctrl.h>
#include <wx/toplevel.h>

#include <string>
#include <utility>

namespace tests {

/// The first window of that kind, depth first; null if none.
template <class T>
T* find_kind(wxWindow& root) {
  if (auto* found = dynamic_cast<T*>(&root)) return found;
  for (auto* child : root.GetChildren()) {
    if (auto* found = find_kind<T>(*child)) return found;
  }
  return nullptr;
}

/// The field whose label begins so; null if none.
template <class T>
T* find_field(wxWindow& root, const wxString& label) {
  auto* field = dynamic_cast<T*>(&root);
  if (field != nullptr && field->GetName().StartsWith(label)) return field;
  for (auto* child : root.GetChildren()) {
    if (auto* found = find_field<T>(*child, label)) return found;
  }
  return nullptr;
}

/// What a person leaves in that field.
inline void type_into(wxWindow& root, const wxString& label, const wxString& text) {
  auto* field = find_field<wxTextCtrl>(root, label);
  ASSERT_NE(field, nullptr) << label;
  field->SetFocus();
  field->SetValue(text);
}

/// The letters that lead to something below `root`, as often as they do.
inline std::string letters(const wxWindow& root) {
  std::string all;
  const auto label = root.GetLabel().Lower();
  for (std::size_t i = 0; i + 1 < label.size(); ++i)
    if (label[i] == '&') all += static_cast<char>(label[i + 1]);
  for (const auto* child : root.GetChildren())
    if (child->IsShown()) all += letters(*child);
  return all;
}

/// One dialog and the desk behind it.
class DialogTest : public testing::Test {
 protected:
  template <class Dialog, class... Arguments>
  wxWindow& open(Arguments&&... arguments) {
    dialog = new Dialog(nullptr, desk, std::forward<Arguments>(arguments)...);
    dialog->Show();
    settle(*dialog);
    return *dialog;
  }

  void TearDown() override {
    if (is_open()) dialog->Destroy();
    wait_for([] { return wxTopLevelWindows.empty(); });
  }

  bool is_open() { return wxTopLevelWindows.Find(dialog) != nullptr && !dialog->IsBeingDeleted(); }

  FakeDesk desk;
  wxDialog* dialog = nullptr;
  monitor::SysTime now = monitor::SystemClock{}.now();
};

}  // namespace tests
