# StatusNotifierItem over GDBus, its menu by dbusmenu, toasts by libnotify, names by ATK.
find_package(wxWidgets 3.2 REQUIRED COMPONENTS core base)
target_include_directories(wx SYSTEM INTERFACE ${wxWidgets_INCLUDE_DIRS})
target_compile_definitions(wx INTERFACE ${wxWidgets_DEFINITIONS})
target_compile_options(wx INTERFACE ${wxWidgets_CXX_FLAGS})
target_link_directories(wx INTERFACE ${wxWidgets_LIBRARY_DIRS})
target_link_libraries(wx INTERFACE ${wxWidgets_LIBRARIES})

find_package(PkgConfig REQUIRED)
pkg_check_modules(desktop REQUIRED IMPORTED_TARGET gio-2.0 gio-unix-2.0 atk libnotify
                  dbusmenu-glib-0.4)
target_sources(tray_windows PRIVATE
  linux/accessible_name.cpp
  linux/embedded_icon.cpp
  linux/panel_menu.cpp
  linux/presence.cpp
  linux/single_instance.cpp
  linux/status_notifier.cpp
  linux/system_page.cpp
  linux/toast_channel.cpp
  linux/toolkit.cpp
  linux/toast_desk.cpp)
target_link_libraries(tray_windows PRIVATE PkgConfig::desktop)
