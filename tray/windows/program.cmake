enable_language(RC)

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
