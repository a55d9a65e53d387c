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

#include <algorithm>
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

  static bool has_shape(const Node& parent, const std::vector<MenuItem>& items);
  void sync(Node& parent, const std::vector<MenuItem>& items);
  void tell(Node& node, const MenuItem& item);
  static void tell_kind(DbusmenuMenuitem* line, const MenuItem& item);
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

// Panels change the words of a line, but not what kind of line it is.
bool PanelMenu::Parts::has_shape(const Node& parent, const std::vector<MenuItem>& items) {
  return std::equal(items.begin(), items.end(), parent.children.begin(), parent.children.end(),
                    [](const MenuItem& item, const std::unique_ptr<Node>& node) {
                      return node->item.kind == item.kind &&
                             node->item.sign.has_value() == item.sign.has_value();
                    });
}

void PanelMenu::Parts::sync(Node& parent, const std::vector<MenuItem>& items) {
  const bool same_shape = has_shape(parent, items);
  while (!same_shape && !parent.children.empty()) {
    dbusmenu_menuitem_child_delete(parent.line.get(), parent.children.back()->line.get());
    parent.children.pop_back();
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!same_shape) parent.children.push_back(make_node());
    tell(*parent.children[i], items[i]);
    if (!same_shape)
      dbusmenu_menuitem_child_append(parent.line.get(), parent.children[i]->line.get());
  }
}

void PanelMenu::Parts::tell(Node& node, const MenuItem& item) {
  if (node.told && node.item == item) return;
  auto* line = node.line.get();
  if (!node.told) tell_kind(line, item);
  if (item.kind == MenuItem::Kind::check)
    dbusmenu_menuitem_property_set_int(line, DBUSMENU_MENUITEM_PROP_TOGGLE_STATE,
                                       item.checked ? DBUSMENU_MENUITEM_TOGGLE_STATE_CHECKED
                                                    : DBUSMENU_MENUITEM_TOGGLE_STATE_UNCHECKED);
  if (!item.label.empty())
    dbusmenu_menuitem_property_set(line, DBUSMENU_MENUITEM_PROP_LABEL, escaped(item.label).c_str());
  dbusmenu_menuitem_property_set_bool(line, DBUSMENU_MENUITEM_PROP_ENABLED, item.enabled);
  if (item.sign && (!node.told || node.item.sign != item.sign)) {
    auto& picture = pictures[*item.sign];
    if (picture.empty()) picture = png_of(*item.sign);
    dbusmenu_menuitem_property_set_byte_array(line, DBUSMENU_MENUITEM_PROP_ICON_DATA,
                                              picture.data(), picture.size());
  }
  node.item = item;
  node.told = true;
  sync(node, item.children);
}

void PanelMenu::Parts::tell_kind(DbusmenuMenuitem* line, const MenuItem& item) {
  switch (item.kind) {
    case MenuItem::Kind::command:
      return;
    case MenuItem::Kind::separator:
      dbusmenu_menuitem_property_set(line, DBUSMENU_MENUITEM_PROP_TYPE,
                                     DBUSMENU_CLIENT_TYPES_SEPARATOR);
      return;
    case MenuItem::Kind::submenu:
      dbusmenu_menuitem_property_set(line, DBUSMENU_MENUITEM_PROP_CHILD_DISPLAY,
                                     DBUSMENU_MENUITEM_CHILD_DISPLAY_SUBMENU);
      return;
    case MenuItem::Kind::check:
      dbusmenu_menuitem_property_set(line, DBUSMENU_MENUITEM_PROP_TOGGLE_TYPE,
                                     DBUSMENU_MENUITEM_TOGGLE_CHECK);
  }
}

}  // namespace tray
