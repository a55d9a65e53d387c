enable_language(RC)

# The messages of the events that notify/system_event.cpp numbers: for each pair of numbers one block
# of two, and each message is the text that comes with the event. Source: Microsoft,
# "MESSAGE_RESOURCE_DATA structure".
set(event_message "  16, 1, 0x25, 0x31, 13, 10, 0, 0,\n")  # its size, UTF-16, "%1\r\n", filled to 4 bytes
set(event_blocks "")
set(event_messages "")
foreach(family RANGE 0 10)
  math(EXPR first "100 + 10 * ${family}")
  math(EXPR second "${first} + 1")
  math(EXPR place "4 + 11 * 12 + ${family} * 2 * 16")
  string(APPEND event_blocks "  ${first}L, ${second}L, ${place}L,\n")
  string(APPEND event_messages "${event_message}${event_message}")
endforeach()
set(event_table "  11L,\n${event_blocks}${event_messages}")
string(REGEX REPLACE ",\n$" "" event_table "${event_table}")

# Makes a whole program of `target`: icon, manifest and version within it; `title` is how Windows
# names it to people (Task Manager's list, the taskbar's settings). The debugger's symbols go into
# TARGET.debug beside it, and a debugger finds them there.
function(finish_program target title)
  set(copyright "© 2026 The RDP Ready authors")
  configure_file(${CMAKE_SOURCE_DIR}/tray/windows/program.rc.in
                 ${CMAKE_CURRENT_BINARY_DIR}/${target}.rc @ONLY)
  set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/${target}.rc PROPERTIES OBJECT_DEPENDS
    "${CMAKE_SOURCE_DIR}/tray/windows/rdpready.ico;${CMAKE_SOURCE_DIR}/tray/windows/program.manifest")
  target_sources(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/${target}.rc)
  if(MSVC)
    # The one above is the whole manifest. The symbols are in a .pdb already.
    target_link_options(${target} PRIVATE /MANIFEST:NO)
    return()
  endif()
  add_custom_command(TARGET ${target} POST_BUILD VERBATIM
    WORKING_DIRECTORY $<TARGET_FILE_DIR:${target}>
    COMMAND ${CMAKE_OBJCOPY} --only-keep-debug $<TARGET_FILE_NAME:${target}> ${target}.debug
    COMMAND ${CMAKE_STRIP} --strip-all $<TARGET_FILE_NAME:${target}>
    COMMAND ${CMAKE_OBJCOPY} --add-gnu-debuglink=${target}.debug $<TARGET_FILE_NAME:${target}>)
endfunction()
