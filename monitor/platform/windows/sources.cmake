# What this platform's files need beyond the headers of monitor/platform.
target_sources(monitor PRIVATE
  platform/windows/network_list.cpp
  platform/windows/network_state.cpp
  platform/windows/registry_key.cpp)
# Text and handles are for every windows/ folder, so they lie with what everybody links.
target_sources(model PRIVATE
  platform/windows/command_line.cpp
  platform/windows/handle.cpp
  platform/windows/wide_text.cpp)
target_link_libraries(model PUBLIC ole32)
target_link_libraries(monitor PUBLIC advapi32 crypt32 iphlpapi normaliz ole32 oleaut32 powrprof shell32
                                     uuid ws2_32 wtsapi32)
# What the client keeps, and what this computer says about it.
target_sources(monitor PRIVATE
  platform/windows/client_files.cpp
  platform/windows/client_registry.cpp
  platform/windows/copied_credential.cpp
  platform/windows/credential.cpp
  platform/windows/kept_file.cpp
  platform/windows/registry_copy.cpp
  platform/windows/registry_part.cpp)
target_link_libraries(monitor PUBLIC netapi32 wevtapi)
