# Toolchain file: from Debian to x86-64 Windows 10 and later. RDPREADY_WINDOWS_LIBRARIES (variable or
# environment) is the folder that dependencies.sh made; `current` in the cache points to the newest.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR AMD64)

set(triple x86_64-w64-mingw32)
set(CMAKE_C_COMPILER ${triple}-gcc-posix)
set(CMAKE_CXX_COMPILER ${triple}-g++-posix)
set(CMAKE_RC_COMPILER ${triple}-windres)
# The archivers that understand what this gcc writes.
find_program(CMAKE_AR ${triple}-gcc-ar-posix REQUIRED)
find_program(CMAKE_RANLIB ${triple}-gcc-ranlib-posix REQUIRED)

if(NOT RDPREADY_WINDOWS_LIBRARIES)
  set(RDPREADY_WINDOWS_LIBRARIES "$ENV{RDPREADY_WINDOWS_LIBRARIES}")
endif()
if(NOT RDPREADY_WINDOWS_LIBRARIES)
  set(cache "$ENV{XDG_CACHE_HOME}")
  if(NOT cache)
    set(cache "$ENV{HOME}/.cache")
  endif()
  set(RDPREADY_WINDOWS_LIBRARIES "${cache}/rdpready/windows/current")
endif()
# CMake reads this file again for every try_compile: the choice must reach those too.
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES RDPREADY_WINDOWS_LIBRARIES)
if(NOT EXISTS "${RDPREADY_WINDOWS_LIBRARIES}/include/libstdcxx-fix/bits/atomic_wait.h")
  message(FATAL_ERROR "The Windows libraries are not built: run installer/windows/dependencies.sh")
endif()

list(APPEND CMAKE_PREFIX_PATH ${RDPREADY_WINDOWS_LIBRARIES})
list(APPEND CMAKE_FIND_ROOT_PATH ${RDPREADY_WINDOWS_LIBRARIES} /usr/${triple})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

set(windows_10 "-D_WIN32_WINNT=0x0A00 -DWINVER=0x0A00 -DNTDDI_VERSION=0x0A000000")
set(CMAKE_C_FLAGS_INIT "${windows_10}")
# Before every file, the libraries' too: two versions of one inline function must not meet.
set(CMAKE_CXX_FLAGS_INIT
    "${windows_10} -isystem ${RDPREADY_WINDOWS_LIBRARIES}/include/libstdcxx-fix")
# One file a program: no run-time library of the compiler beside it.
set(CMAKE_EXE_LINKER_FLAGS_INIT "-static")
