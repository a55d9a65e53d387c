# shellcheck shell=bash disable=SC2034
# Sourced by dependencies.sh, build.sh and tests/run.sh: what the Windows half needs of Debian 12.

# Compilers and what builds the libraries; header-only libraries are taken from their packages.
windows_build_packages="g++-mingw-w64-x86-64-posix cmake ninja-build make perl tcl python3 ccache
  dpkg-dev xz-utils libasio-dev libcli11-dev nlohmann-json3-dev libexpected-dev googletest"

# The programs run under Wine; icons are drawn from the SVGs.
wine_packages="wine64 wine fonts-wine fonts-liberation"

# Installers, signatures, and the texts of the libraries' licences (zlib's and libpng's come along).
windows_setup_packages="nsis wixl msitools osslsigncode faketime zip python3"
