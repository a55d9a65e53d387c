# StatusNotifierItem over GDBus, its menu by dbusmenu, toasts by libnotify, names by ATK.
find_package(PkgConfig REQUIRED)
pkg_check_modules(desktop REQUIRED IMPORTED_TARGET gio-2.0 gio-unix-2.0 atk libnotify
                  dbusmenu-glib-0.4)
target_sources(tray_windows PRIVATE
  linux/accessible_name.cpp
  linux/panel_menu.cpp
  linux/single_instance.cpp
  linux/status_notifier.cpp
  linux/toast_channel.cpp
  linux/toolkit.cpp
  linux/toast_desk.cpp
  linux/tray_icon.cpp)
target_link_libraries(tray_windows PRIVATE PkgConfig::desktop)
