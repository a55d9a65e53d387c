# What this platform's files need beyond the headers of monitor/platform.
find_package(PkgConfig REQUIRED)
pkg_check_modules(GIO REQUIRED IMPORTED_TARGET gio-unix-2.0)
pkg_check_modules(LIBSECRET REQUIRED IMPORTED_TARGET libsecret-1)
target_sources(monitor PRIVATE
  platform/linux/desktop_entry.cpp
  platform/linux/freerdp_exit.cpp
  platform/linux/kept_file.cpp
  platform/linux/keyring_clients.cpp
  platform/linux/known_hosts.cpp
  platform/linux/network_state.cpp
  platform/linux/root_bundle.cpp
  platform/linux/secret_service.cpp
  platform/linux/stored_certificate.cpp
  platform/linux/system_bus.cpp)
target_link_libraries(monitor PRIVATE PkgConfig::GIO PkgConfig::LIBSECRET)
