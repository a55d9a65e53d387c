# What this platform's files need beyond the headers of monitor/platform.
find_package(PkgConfig REQUIRED)
pkg_check_modules(GIO REQUIRED IMPORTED_TARGET gio-unix-2.0)
target_sources(monitor PRIVATE
  platform/linux/desktop_entry.cpp
  platform/linux/network_state.cpp
  platform/linux/root_bundle.cpp
  platform/linux/system_bus.cpp)
target_link_libraries(monitor PRIVATE PkgConfig::GIO)
