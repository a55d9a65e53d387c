# The Debian package: `cpack` in the build folder, or installer/build.sh for all packages.
file(READ ${CMAKE_SOURCE_DIR}/LICENSE licence)
string(REGEX MATCH "Copyright \\(c\\) ([^\n]+)" line "${licence}")
set(copyright_holders "${CMAKE_MATCH_1}")
string(REGEX REPLACE "^.*Copyright [^\n]*\n\n" "" licence "${licence}")
string(STRIP "${licence}" licence)
string(REPLACE "\n\n" "\n.\n" licence "${licence}")
string(REPLACE "\n" "\n " licence_text " ${licence}")
configure_file(linux/copyright.in ${CMAKE_CURRENT_BINARY_DIR}/copyright @ONLY)

# Nobody's own address: that of the history's last author, in the name of all of them.
execute_process(COMMAND git log -1 --format=%ae WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
                OUTPUT_VARIABLE address OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT address)
  set(address root@localhost)
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME rdpready)
set(CPACK_PACKAGE_VENDOR "RDP Ready developers")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_SOURCE_DIR}/linux/deb_layout.cmake)
set(CPACK_RDPREADY_COPYRIGHT ${CMAKE_CURRENT_BINARY_DIR}/copyright)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "RDP Ready developers <${address}>")
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "freerdp2-x11 | remmina")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_CURRENT_SOURCE_DIR}/linux/conffiles)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "warn before a Remote Desktop connection fails")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"RDP Ready watches the computers that you reach by Remote Desktop and tells
you, from the tray or on the command line, when a connection would fail: a
certificate about to end, a server that hangs up, a name that is gone, a
network that blocks the way. Each finding says in plain words what is wrong
and what to do about it. It never asks for a password.")
set(CPACK_VERBATIM_VARIABLES ON)
include(CPack)
