# Display, session bus and window manager by session.sh.
target_sources(window_tests PRIVATE linux/system_page_test.cpp linux/take_picture.cpp)

set(session ${CMAKE_CURRENT_SOURCE_DIR}/session.sh)
set(steps ${CMAKE_CURRENT_SOURCE_DIR}/session)

add_test(NAME windows COMMAND ${session} $<TARGET_FILE:window_tests>)
# The same at night and on a fine screen, for the pictures.
add_test(NAME windows_dark COMMAND ${session} $<TARGET_FILE:window_tests>
                                   --gtest_filter=*AtOnce:*ReturnIsPressed:*AnythingIsSaved)
add_test(NAME windows_large COMMAND ${session} $<TARGET_FILE:window_tests>
                                    --gtest_filter=*AtOnce:*ReturnIsPressed)
# Fonts of 144 dpi, as a fine screen without whole scaling has them.
add_test(NAME windows_144 COMMAND ${session} $<TARGET_FILE:window_tests>
                                  --gtest_filter=RepairDialogTest.*:*AtOnce:*ReturnIsPressed)
# A whole morning with the program itself: panel, notification service, servers, clicks.
add_test(NAME tray_session
         COMMAND ${session} ${steps}/tray_session.py $<TARGET_FILE:rdpready-tray>
                 $<TARGET_FILE:rdpready> $<TARGET_FILE:practice_server>)
add_test(NAME tray_without_panel
         COMMAND ${session} ${steps}/without_panel.py $<TARGET_FILE:rdpready-tray>)
add_test(NAME tray_late_service
         COMMAND ${session} ${steps}/late_service.py $<TARGET_FILE:rdpready-tray>
                 $<TARGET_FILE:rdpready> $<TARGET_FILE:practice_server>)
# A certificate is renewed under a real client that would refuse it.
add_test(NAME tray_renewal
         COMMAND ${session} ${steps}/renewal.py $<TARGET_FILE:rdpready-tray>
                 $<TARGET_FILE:rdpready> ${CMAKE_SOURCE_DIR}/tests/lab)
# By itself: other tests look whether a client runs.
set_tests_properties(tray_renewal PROPERTIES RUN_SERIAL TRUE)
set_tests_properties(windows windows_dark windows_large windows_144 tray_session
                     tray_without_panel tray_late_service tray_renewal
                     PROPERTIES LABELS gui TIMEOUT 600)
# It mostly waits, and longest.
set_tests_properties(tray_session PROPERTIES COST 3000)
set_tests_properties(windows tray_session tray_without_panel tray_renewal PROPERTIES
                     ENVIRONMENT SCREENSHOTS=${pictures})
set_tests_properties(
  tray_late_service PROPERTIES
  ENVIRONMENT "SCREENSHOTS=${pictures};BUS_CONFIG=${steps}/bus_without_services.conf")
set_tests_properties(windows_dark PROPERTIES
                     ENVIRONMENT "SCREENSHOTS=${pictures}/dark;GTK_THEME=Adwaita:dark")
set_tests_properties(windows_large PROPERTIES
                     ENVIRONMENT "SCREENSHOTS=${pictures}/large;GDK_SCALE=2;SCREEN=2560x1600x24")
set_tests_properties(windows_144 PROPERTIES
                     ENVIRONMENT "SCREENSHOTS=${pictures}/144;GDK_DPI_SCALE=1.5;SCREEN=1920x1200x24")
