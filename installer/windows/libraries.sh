# shellcheck shell=bash disable=SC2154
# Sourced by dependencies.sh: how each library is built. Each build_NAME reads $work/src, uses
# $work/NAME as its room and installs into $prefix.

# What Debian calls the sources, and the packages whose versions stand for them in the key.
source_packages="wxwidgets3.2 zlib libzip libpng1.6 openssl sqlite3 sqlitecpp fmtlib spdlog pugixml
  simdjson"
library_packages="libwxgtk3.2-dev zlib1g-dev libzip-dev libpng-dev libssl-dev libsqlite3-dev
  libsqlitecpp-dev libfmt-dev libspdlog-dev libpugixml-dev libsimdjson-dev"
libraries="zlib zip png fmt spdlog pugixml simdjson sqlite sqlitecpp googletest openssl wx"

triple=x86_64-w64-mingw32
# Sections, so that each program takes along only the functions it calls.
optimise="-O2 -DNDEBUG -ffunction-sections -fdata-sections"

compile() { ccache $triple-gcc-posix -D_WIN32_WINNT=0x0A00 $optimise "$@"; }

archive() { # archive NAME OBJECT...: as $prefix/lib/libNAME.a
  mkdir -p "$prefix/lib" "$prefix/include"
  rm -f "$prefix/lib/lib$1.a"
  $triple-gcc-ar-posix rcs "$prefix/lib/lib$1.a" "${@:2}"
}

cmake_build() { # cmake_build SOURCE ROOM [-D...]
  cmake -S "$1" -B "$2" -G Ninja -DCMAKE_TOOLCHAIN_FILE="$here/mingw-w64.cmake" \
    -DRDPREADY_WINDOWS_LIBRARIES="$prefix" -DCMAKE_INSTALL_PREFIX="$prefix" \
    -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_FLAGS_RELEASE="$optimise" \
    -DCMAKE_CXX_FLAGS_RELEASE="$optimise" -DCMAKE_C_COMPILER_LAUNCHER=ccache \
    -DCMAKE_CXX_COMPILER_LAUNCHER=ccache -DBUILD_SHARED_LIBS=OFF "${@:3}"
  cmake --build "$2" --parallel "$jobs"
  cmake --install "$2"
}

correct_libstdcxx() {
  local header
  header=$($triple-g++-posix -std=c++20 -x c++ -M - <<<'#include <atomic>' |
    tr ' ' '\n' | sed -n '/bits\/atomic_wait\.h$/p')
  mkdir -p "$prefix/include/libstdcxx-fix/bits"
  python3 "$here/fix_atomic_wait.py" "${header%/*}" "$prefix/include/libstdcxx-fix/bits"
}

copy_headers() {
  mkdir -p "$prefix/include" "$prefix/share/cmake"
  cp -a /usr/include/{asio,asio.hpp,CLI,nlohmann,tl} "$prefix/include/"
  cp -a /usr/share/cmake/{CLI11,nlohmann_json,tl-expected} "$prefix/share/cmake/"
}

# Debian's zlib comes without its Windows makefile: these are its files.
build_zlib() {
  mkdir -p "$work/zlib"
  local name objects=()
  for name in adler32 compress crc32 deflate gzclose gzlib gzread gzwrite infback inffast inflate \
    inftrees trees uncompr zutil; do
    compile -c "$work/src/zlib/$name.c" -o "$work/zlib/$name.o"
    objects+=("$work/zlib/$name.o")
  done
  archive z "${objects[@]}"
  cp "$work/src/zlib"/{zlib,zconf}.h "$prefix/include/"
}

build_zip() {
  cmake_build "$work/src/libzip" "$work/zip" -DENABLE_COMMONCRYPTO=OFF -DENABLE_GNUTLS=OFF \
    -DENABLE_MBEDTLS=OFF -DENABLE_OPENSSL=OFF -DENABLE_WINDOWS_CRYPTO=OFF -DENABLE_BZIP2=OFF \
    -DENABLE_LZMA=OFF -DENABLE_ZSTD=OFF -DBUILD_TOOLS=OFF -DBUILD_REGRESS=OFF -DBUILD_EXAMPLES=OFF \
    -DBUILD_DOC=OFF
}

build_png() {
  cmake_build "$work/src/libpng1.6" "$work/png" -DPNG_SHARED=OFF -DPNG_TESTS=OFF
}

build_fmt() { cmake_build "$work/src/fmtlib" "$work/fmt" -DFMT_TEST=OFF -DFMT_DOC=OFF; }

build_spdlog() {
  cmake_build "$work/src/spdlog" "$work/spdlog" -DSPDLOG_FMT_EXTERNAL=ON \
    -DSPDLOG_WCHAR_FILENAMES=ON -DSPDLOG_BUILD_EXAMPLE=OFF
}

build_pugixml() { cmake_build "$work/src/pugixml" "$work/pugixml"; }

build_simdjson() {
  cmake_build "$work/src/simdjson" "$work/simdjson" -DSIMDJSON_DEVELOPER_MODE=OFF
}

# The source package has the parts; its own build joins them into one file.
build_sqlite() {
  mkdir -p "$work/sqlite"
  cd "$work/sqlite"
  "$work/src/sqlite3/configure" --disable-tcl --disable-readline --disable-shared
  make sqlite3.c
  compile -DSQLITE_THREADSAFE=1 -DSQLITE_DQS=0 -DSQLITE_OMIT_LOAD_EXTENSION \
    -DSQLITE_ENABLE_COLUMN_METADATA -c sqlite3.c -o sqlite3.o
  archive sqlite3 sqlite3.o
  cp sqlite3.h "$prefix/include/"
}

build_sqlitecpp() {
  cmake_build "$work/src/sqlitecpp" "$work/sqlitecpp" -DSQLITECPP_INTERNAL_SQLITE=OFF \
    -DSQLITECPP_RUN_CPPLINT=OFF -DSQLITECPP_RUN_CPPCHECK=OFF \
    -DSQLITECPP_USE_STACK_PROTECTION=OFF -DSQLITE_ENABLE_COLUMN_METADATA=ON \
    -DSQLITE_OMIT_LOAD_EXTENSION=ON
}

build_googletest() {
  cmake_build /usr/src/googletest "$work/googletest" -Dgtest_disable_pthreads=OFF
}

# Only what a TLS client (and the tests' server) needs; old ciphers stay, to be able to see them.
build_openssl() {
  mkdir -p "$work/openssl"
  cd "$work/openssl"
  CROSS_COMPILE='' CC="ccache $triple-gcc-posix" AR=$triple-gcc-ar-posix \
    RANLIB=$triple-gcc-ranlib-posix RC=$triple-windres \
    perl "$work/src/openssl/Configure" mingw64 --prefix="$prefix" --libdir=lib \
    --openssldir=C:/none no-shared no-tests no-engine no-dso no-legacy no-module \
    no-autoload-config no-ui-console no-comp no-cms no-ts no-srp no-gost no-idea no-seed no-bf \
    no-cast no-rc2 no-mdc2 no-whirlpool no-sm2 no-sm3 no-sm4 no-srtp no-dtls no-ssl3 no-cmp \
    no-ct no-ocsp no-rfc3779 no-blake2 no-scrypt no-ec2m -D_WIN32_WINNT=0x0A00 \
    -ffunction-sections -fdata-sections
  make -j"$jobs" build_libs
  make install_dev
}

# What our windows never use; accessibility stays, for screen readers.
wx_off="AUI PROPGRID RIBBON RICHTEXT STC WEBVIEW XRC XML MEDIACTRL OPENGL DEBUGREPORT HTML
  WXHTML_HELP MS_HTML_HELP HELP SOCKETS PROTOCOL PROTOCOL_FILE PROTOCOL_FTP PROTOCOL_HTTP URL
  FS_INET FS_ARCHIVE FS_ZIP WEBREQUEST IPC EXPAT LIBJPEG LIBTIFF GIF PCX PNM TGA IFF REGEX MDI
  MDI_ARCHITECTURE DOC_VIEW_ARCHITECTURE PRINTING_ARCHITECTURE POSTSCRIPT JOYSTICK SOUND
  DIALUP_MANAGER GRID ANIMATIONCTRL FSWATCHER TARSTREAM ZIPSTREAM ARCHIVE_STREAMS METAFILE SASH
  SPLASH STARTUP_TIPS DBGHELP CRASHREPORT STACKWALKER FILE_HISTORY FONTPICKERCTRL
  EDITABLELISTBOX REARRANGECTRL TREELISTCTRL BITMAPCOMBOBOX ODCOMBOBOX COMMANDLINKBUTTON
  BANNERWINDOW ADDREMOVECTRL"

build_wx() {
  local off=() name
  for name in $wx_off; do off+=("-DwxUSE_$name=OFF"); done
  cmake_build "$work/src/wxwidgets3.2" "$work/wx" -DwxBUILD_MONOLITHIC=ON -DwxBUILD_PRECOMP=ON \
    -DwxBUILD_SAMPLES=OFF -DwxBUILD_TESTS=OFF -DwxBUILD_CXX_STANDARD=20 -DCMAKE_CXX_STANDARD=20 \
    -DwxBUILD_SHARED=OFF -DwxUSE_ZLIB=sys -DwxUSE_LIBPNG=sys -DwxUSE_NANOSVG=builtin \
    -DwxUSE_WINRT=OFF -DwxUSE_ACCESSIBILITY=ON -DwxUSE_DPI_AWARE_MANIFEST=none \
    -DwxBUILD_DEBUG_LEVEL=1 -DCMAKE_CXX_FLAGS_RELEASE="${optimise/-O2/-Os}" "${off[@]}"
}
