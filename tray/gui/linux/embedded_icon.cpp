#include "tray/gui/linux/embedded_icon.h"

#include "tray/gui/icons.h"
#include "tray/gui/wx_text.h"

#include <wx/menu.h>
#include <wx/taskbar.h>

#include <utility>

namespace tray {

namespace {

constexpr int icon_size = 24;
constexpr int sign_size = 16;

class EmbeddedIcon final : public TrayIcon, private wxTaskBarIcon {
 public:
  explicit EmbeddedIcon(TrayListener listener) : listener_(std::move(listener)) {
    Bind(wxEVT_TASKBAR_LEFT_DOWN, [this](wxTaskBarIconEvent&) { listener_.on_activate(); });
  }

  ~EmbeddedIcon() override { RemoveIcon(); }

  void show(const IconView& icon_view, const std::vector<MenuItem>& menu) override {
    menu_ = menu;
    if (shown_ && *shown_ == icon_view) return;
    shown_ = icon_view;
    auto tip = to_wx(icon_view.title);
    if (!icon_view.text.empty()) tip += "\n" + to_wx(icon_view.text);
    SetIcon(icon(tray_icon_name(icon_view.sign), icon_size), tip);
  }

  bool has_place() const override { return wxTaskBarIcon::IsAvailable(); }

  std::optional<wxRect> place() const override { return {}; }

 private:
  wxMenu* CreatePopupMenu() override { return build(menu_).release(); }

  std::unique_ptr<wxMenu> build(const std::vector<MenuItem>& items) {
    auto menu = std::make_unique<wxMenu>();
    for (const auto& item : items)
      append(*menu, item);
    return menu;
  }

  void append(wxMenu& menu, const MenuItem& item) {
    switch (item.kind) {
      case MenuItem::Kind::separator:
        menu.AppendSeparator();
        return;
      case MenuItem::Kind::submenu:
        menu.AppendSubMenu(build(item.children).release(), to_label(item.label))
            ->Enable(item.enabled);
        return;
      case MenuItem::Kind::check:
      case MenuItem::Kind::command:
        append_command(menu, item);
    }
  }

  void append_command(wxMenu& menu, const MenuItem& item) {
    const bool check = item.kind == MenuItem::Kind::check;
    // wx owns what it makes here; the menu takes it over.
    auto line = std::make_unique<wxMenuItem>(&menu, wxID_ANY, to_label(item.label), wxEmptyString,
                                             check ? wxITEM_CHECK : wxITEM_NORMAL);
    if (item.sign) line->SetBitmap(sign_icon(*item.sign, sign_size));
    auto* added = menu.Append(line.release());
    added->Enable(item.enabled);
    if (check) added->Check(item.checked);
    menu.Bind(
        wxEVT_MENU, [this, item](wxCommandEvent&) { listener_.on_command(item); }, added->GetId());
  }

  TrayListener listener_;
  std::optional<IconView> shown_;
  std::vector<MenuItem> menu_;
};

}  // namespace

std::unique_ptr<TrayIcon> make_embedded_icon(TrayListener listener) {
  return std::make_unique<EmbeddedIcon>(std::move(listener));
}

}  // namespace tray
