#pragma once

#include "tray/app/menu_presenter.h"

#include <functional>
#include <memory>
#include <vector>

namespace tray {

/// The icon's menu as com.canonical.dbusmenu, for panels to draw. GUI thread.
class PanelMenu {
 public:
  /// D-Bus object that carries the menu.
  static constexpr const char* path = "/MenuBar";

  /// `on_command` is called after the panel's call has been answered.
  explicit PanelMenu(std::function<void(const MenuItem&)> on_command);
  ~PanelMenu();
  PanelMenu(const PanelMenu&) = delete;
  PanelMenu& operator=(const PanelMenu&) = delete;

  /// Changes what differs and leaves the rest alone, so that an open menu does not jump.
  void show(const std::vector<MenuItem>& items);

 private:
  struct Node;
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace tray
