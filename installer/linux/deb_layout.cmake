# Run by CPack between installing and packing: what a Debian package wants in its own way.
set(root ${CPACK_TEMPORARY_DIRECTORY})

function(run)
  execute_process(${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# Settings for everyone are not below /usr.
file(RENAME ${root}/usr/etc ${root}/etc)

set(doc ${root}/usr/share/doc/rdpready)
file(MAKE_DIRECTORY ${doc})
configure_file(${CPACK_RDPREADY_COPYRIGHT} ${doc}/copyright COPYONLY)
run(COMMAND ${CMAKE_CURRENT_LIST_DIR}/changelog.sh ${CPACK_PACKAGE_VERSION}
            ${CPACK_DEBIAN_PACKAGE_MAINTAINER} OUTPUT_FILE ${doc}/changelog)
run(COMMAND gzip -9n ${doc}/changelog)
file(GLOB pages ${root}/usr/share/man/man1/*.1)
run(COMMAND gzip -9n ${pages})

# Whoever builds: the same rights, and the time of the commit.
run(COMMAND chmod -R u=rwX,go=rX ${root})
if(DEFINED ENV{SOURCE_DATE_EPOCH})
  run(COMMAND find ${root} -exec touch -h -d @$ENV{SOURCE_DATE_EPOCH} {} +)
endif()
