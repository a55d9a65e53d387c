#include "tray/gui/linux/panel_menu.h"

#include "tray/gui/gui_thread.h"
#include "tray/gui/icons.h"
#include "tray/gui/linux/glib_ref.h"

#include <libdbusmenu-glib/client.h>
#include <libdbusmenu-glib/menuitem.h>
#include <libdbusmenu-glib/server.h>
#include <wx/image.h>
#include <wx/imagpng.h>
#include <wx/mstream.h>

#include <map>
#include <utility>

namespace tray {

namespace {

constexpr int sign_size = 16;

std::vector<guchar> png_of(Sign sign) {
  auto image = sign_icon(sign, sign_size).GetBitmap(wxSize(sign_size, sign_size)).ConvertToImage();
  wxMemoryOutputStream stream;
  wxPNGHandler png;
  if (!png.SaveFile(&image, stream, false)) return {};
  std::vector<guchar> bytes(stream.GetSize());
  stream.CopyTo(bytes.data(), bytes.size());
  return bytes;
}

/// dbusmenu underlines what follows a lone underscore.
std::string escaped(const std::string& label) {
  std::string text;
  for (const char c : label)
    text.append(c == '_' ? 2 : 1, c);
  return text;
}

}  // namespace

/// One line as the panel knows it, and what it stands for.
struct PanelMenu::Node {
  GlibRef<DbusmenuMenuitem> line{dbusmenu_menuitem_new()};
  MenuItem item;
  bool told = false;
  std::vector<std::unique_ptr<Node>> children;
  Parts* parts = nullptr;
};

struct PanelMenu::Parts {
  std::function<void(const MenuItem&)> on_command;
  GlibRef<DbusmenuServer> server{dbusmenu_server_new(path)};
  Node root;
  std::map<Sign, std::vector<guchar>> pictures;

  void sync(Node& parent, const std::vector<MenuItem>& items);
  void tell(Node& node, const MenuItem& item);
  void tell_kind(DbusmenuMenuitem* line, const MenuItem& item);
  std::unique_ptr<Node> make_node();
};

PanelMenu::PanelMenu(std::function<void(const MenuItem&)> on_command)
    : parts_(std::make_unique<Parts>()) {
  parts_->on_command = std::move(on_command);
  dbusmenu_server_set_root(parts_->server.get(), parts_->root.line.get());
}

PanelMenu::~PanelMenu() = default;

void PanelMenu::show(const std::vector<MenuItem>& items) {
  parts_->sync(parts_->root, items);
}

std::unique_ptr<PanelMenu::Node> PanelMenu::Parts::make_node() {
  auto node = std::make_unique<Node>();
  node->parts = this;
  const auto pressed = +[](DbusmenuMenuitem*, guint, gpointer data) {
    const auto& pressed_node = *static_cast<Node*>(data);
    on_gui_thread(
        [command = pressed_node.parts->on_command, item = pressed_node.item] { command(item); });
  };
  g_signal_connect(node->line.get(), DBUSMENU_MENUITEM_SIGNAL_ITEM_ACTIVATED, G_CALLBACK(pressed),
                   node.get());
  return node;
}

void PanelMenu::Parts::sync(Node& parent, const std::vector<MenuItem>& items) {
  while (parent.children.size() > items.size()) {
    dbusmenu_menuitem_child_delete(parent.line.get(), parent.children.back()->line.get());
    parent.children.pop_back();
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    const bool is_new = i == parent.children.size();
    if (is_new) parent.children.push_back(make_node());
    tell(*parent.children[i], items[i]);
    if (is_new) dbusmenu_menuitem_child_append(parent.line.get(), parent.children[i]->line.get());
  }
}

void PanelMenu::Parts::tell(Node& node, const MenuItem& item) {
  if (node.told && node.item == item) return;
  auto* line = node.line.get();
  tell_kind(line, item);
  dbusmenu_menuitem_property_set(line, DBUSMENU_MENUITEM_PROP_LABEL, escaped(item.label).c_str());
  dbusmenu_menuitem_property_set_bool(line, DBUSMENU_MENUITEM_PROP_ENABLED, item.enabled);
  if (item.sign && node.item.sign != item.sign) {
    auto& picture = pictures[*item.sign];
    if (picture.empty()) picture = png_of(*item.sign);
    dbusmenu_menuitem_property_set_byte_array(line, DBUSMENU_MENUITEM_PROP_ICON_DATA,
                                              picture.data(), picture.size());
  } else if (!item.sign) {
    dbusmenu_menuitem_property_remove(line, DBUSMENU_MENUITEM_PROP_ICON_DATA);
  }
  node.item = item;
  node.told = true;
  sync(node, item.children);
}

void PanelMenu::Parts::tell_kind(DbusmenuMenuitem* line, const MenuItem& item) {
  const auto set = [line](const char* name, const char* value) {
    if (value == nullptr) {
      dbusmenu_menuitem_property_remove(line, name);
    } else {
      dbusmenu_menuitem_property_set(line, name, value);
    }
  };
  const bool separator = item.kind == MenuItem::Kind::separator;
  const bool submenu = item.kind == MenuItem::Kind::submenu;
  const bool check = item.kind == MenuItem::Kind::check;
  set(DBUSMENU_MENUITEM_PROP_TYPE, separator ? DBUSMENU_CLIENT_TYPES_SEPARATOR : nullptr);
  set(DBUSMENU_MENUITEM_PROP_CHILD_DISPLAY,
      submenu ? DBUSMENU_MENUITEM_CHILD_DISPLAY_SUBMENU : nullptr);
  set(DBUSMENU_MENUITEM_PROP_TOGGLE_TYPE, check ? DBUSMENU_MENUITEM_TOGGLE_CHECK : nullptr);
  if (check)
    dbusmenu_menuitem_property_set_int(line, DBUSMENU_MENUITEM_PROP_TOGGLE_STATE,
                                       item.checked ? DBUSMENU_MENUITEM_TOGGLE_STATE_CHECKED
                                                    : DBUSMENU_MENUITEM_TOGGLE_STATE_UNCHECKED);
}

}  // namespace tray
