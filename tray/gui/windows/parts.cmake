# The notification area by Shell_NotifyIcon, our own hidden windows, names by oleacc.
find_package(wxWidgets 3.2 CONFIG REQUIRED)
# One library where we have built it ourselves, several from vcpkg.
if(TARGET wx::mono)
  target_link_libraries(wx INTERFACE wx::mono)
else()
  target_link_libraries(wx INTERFACE wx::core wx::base)
endif()

target_sources(tray_windows PRIVATE
  windows/accessible_name.cpp
  windows/balloon_desk.cpp
  windows/hidden_window.cpp
  windows/notification_area.cpp
  windows/popup_menu.cpp
  windows/presence.cpp
  windows/single_instance.cpp
  windows/system_page.cpp
  windows/taskbar_look.cpp
  windows/toast_queue.cpp
  windows/toolkit.cpp)
target_link_libraries(tray_windows PRIVATE shell32 ole32 oleacc)
