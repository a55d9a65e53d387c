# A Windows desktop by Wine, by windows_session.sh.
target_sources(window_tests PRIVATE
  windows/system_page_test.cpp
  windows/take_picture.cpp
  windows/taskbar_look_test.cpp
  windows/toast_queue_test.cpp)
finish_program(window_tests "Tests of RDP Ready's windows")

# What a script outside of Wine sees of the windows within, and its hand there.
add_executable(look_around windows/hand.cpp windows/look_around.cpp)
target_link_libraries(look_around PRIVATE warnings shell32)

# What tests/bench/windows_footprint.sh compares with; only that asks for it.
add_executable(bench_bare_tray EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/tests/bench/bare_tray.cpp)
set_target_properties(bench_bare_tray PROPERTIES WIN32_EXECUTABLE ON)
target_link_libraries(bench_bare_tray PRIVATE warnings wx)
finish_program(bench_bare_tray "Bare tray")

set(session ${CMAKE_CURRENT_SOURCE_DIR}/windows_session.sh)
add_test(NAME windows.windows COMMAND ${session} $<TARGET_FILE:window_tests>)
# The same on finer screens, for the pictures.
foreach(dpi IN ITEMS 144 192)
  add_test(NAME windows.windows_${dpi}
           COMMAND ${session} $<TARGET_FILE:window_tests> --gtest_filter=*AtOnce:*ReturnIsPressed)
endforeach()
# A whole morning with the program itself: taskbar, servers of this system, clicks.
add_test(NAME windows.tray_session
         COMMAND ${session} /usr/bin/python3 -B ${CMAKE_CURRENT_SOURCE_DIR}/windows/tray_session.py
                 $<TARGET_FILE:rdpready-tray> $<TARGET_FILE:rdpready> $<TARGET_FILE:look_around>
                 ${CMAKE_SOURCE_DIR}/build/linux/tests/lab/practice_server)
set_tests_properties(windows.windows windows.windows_144 windows.windows_192 windows.tray_session
                     PROPERTIES LABELS gui TIMEOUT 600 RESOURCE_LOCK windows_desktop)
set_tests_properties(windows.windows PROPERTIES ENVIRONMENT SCREENSHOTS=${pictures})
set_tests_properties(windows.windows_144 PROPERTIES
                     ENVIRONMENT "SCREENSHOTS=${pictures}/144;DPI=144;SCREEN=1920x1200")
set_tests_properties(windows.windows_192 PROPERTIES
                     ENVIRONMENT "SCREENSHOTS=${pictures}/192;DPI=192;SCREEN=2560x1600")
# It mostly waits, and longest.
set_tests_properties(windows.tray_session PROPERTIES SKIP_RETURN_CODE 77 COST 3000
                     ENVIRONMENT SCREENSHOTS=${pictures}/session)
