# A Windows desktop by Wine, by windows_session.sh.
target_sources(window_tests PRIVATE
  windows/take_picture.cpp
  windows/toast_queue_test.cpp)
finish_program(window_tests "Tests of RDP Ready's windows")

# What a script outside of Wine sees of the windows within.
add_executable(look_around windows/look_around.cpp)
target_link_libraries(look_around PRIVATE warnings shell32)
