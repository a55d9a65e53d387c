#!/usr/bin/env bash
# Builds what people install into build/dist, with SHA-256 sums.
#   installer/build.sh [--linux DIR] [--windows DIR] [--version VERSION] [--out DIR] [PACKAGE...]
# PACKAGE     deb, setup, msi, portable or policies; none: all of them
# --linux, --windows  where that half is built already; without them both are built here
# --version   what the packages say that they are, for trying upgrades; else that of CMakeLists.txt
# Certificates for signing are given by environment: installer/windows/sign.sh says how.
# The same commit and tools give the same bytes, but for signatures.
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
windows=$root/installer/windows
# shellcheck source=installer/linux/packages.sh
. "$root/installer/linux/packages.sh"
# shellcheck source=installer/windows/packages.sh
. "$windows/packages.sh"

out=$root/build/dist
version=$(sed -n 's/^project(rdpready VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
linux_build='' windows_build='' packages=''

while [ $# -gt 0 ]; do
  case $1 in
  --linux) linux_build=$(realpath "${2:?a folder}") && shift ;;
  --windows) windows_build=$(realpath "${2:?a folder}") && shift ;;
  --version) version=${2:?a version} && shift ;;
  --out) out=$(realpath -m "${2:?a folder}") && shift ;;
  deb | setup | msi | portable | policies) packages+=" $1" ;;
  -h | --help)
    sed -n '2,8s/^# \{0,1\}//p' "$0"
    exit 0
    ;;
  *)
    echo "Unknown word: $1. See $0 --help." >&2
    exit 64
    ;;
  esac
  shift
done
packages=${packages:-deb setup msi portable policies}

wants() { # wants PACKAGE...: whether one of them is to be made
  local package
  for package in "$@"; do [[ " $packages " == *" $package "* ]] && return; done
  return 1
}

install_needs() {
  local needs="$build_packages $tray_packages"
  if wants deb; then needs+=" $deb_packages"; fi
  if wants setup msi portable policies; then needs+=" $windows_setup_packages"; fi
  # shellcheck disable=SC2086  # a list of words
  install_missing $needs
}

# What is made is dated by the commit, not by the clock.
date_by_commit() {
  SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null ||
    stat -c %Y "$root/CMakeLists.txt")}
  export SOURCE_DATE_EPOCH TZ=UTC
}

build_programs() { # build_programs PRESET
  local log=$root/build/dist-$1.log
  mkdir -p "$root/build"
  echo "Building the programs for $1"
  (cd "$root" && quietly "configure" "$log" cmake --preset "$1" -DCMAKE_BUILD_TYPE=RelWithDebInfo \
    -DRDPREADY_TRAY=ON &&
    quietly "build" "$log" cmake --build "build/$1" --target rdpready rdpready-tray)
}

build_what_is_missing() {
  if wants deb && [ -z "$linux_build" ]; then
    build_programs linux
    linux_build=$root/build/linux
  fi
  if wants setup msi portable && [ -z "$windows_build" ]; then
    "$windows/dependencies.sh"
    build_programs windows
    windows_build=$root/build/windows
  fi
}

# The licences of what is linked into the Windows programs, as their packages state them.
library_licences() {
  local package
  for package in libwxbase3.2-1 libssl-dev libsqlite3-dev libsqlitecpp-dev libasio-dev libfmt-dev \
    libspdlog-dev libpugixml-dev nlohmann-json3-dev libcli11-dev libexpected-dev libpng16-16 zlib1g \
    libpcre2-8-0 g++-mingw-w64-x86-64-posix mingw-w64-x86-64-dev; do
    [ -e "/usr/share/doc/$package/copyright" ] || continue
    printf '%s\n%s\n\n' "$package" "${package//?/=}"
    cat "/usr/share/doc/$package/copyright"
    printf '\n\n'
  done
}

# Everything that gets installed on Windows, in one folder.
gather_windows_files() {
  local name
  rm -rf "$files"
  mkdir -p "$files"
  for name in rdpready.exe rdpready-tray.exe; do
    cp "$(find "$windows_build" -name "$name" -type f -print -quit)" "$files/$name"
  done
  sed 's/$/\r/' "$root/LICENSE" >"$files/LICENSE.txt"
  sed 's/$/\r/' "$windows/README.txt" >"$files/README.txt"
  cp -r "$root/installer/fleet" "$files/fleet"
  library_licences | sed 's/$/\r/' >"$files/LIBRARIES.txt"
  "$windows/sign.sh" "$files"/*.exe
  date_files "$files"
}

date_files() { find "$@" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +; }

make_deb() {
  (cd "$linux_build" && cpack -G DEB -D CPACK_PACKAGE_VERSION="$version" -B "$scratch/deb" \
    >"$scratch/deb.log" 2>&1) || {
    cat "$scratch/deb.log" >&2
    return 1
  }
  mv "$scratch"/deb/*.deb "$out"
}

make_setup() {
  local signing=()
  if [ -n "${RDPREADY_SIGN_PKCS12:-}${RDPREADY_SIGN_CERTIFICATE:-}" ]; then
    signing=("-DSIGN=$windows/sign.sh") # the uninstaller, which lies within
  fi
  makensis -V2 -WX -INPUTCHARSET UTF8 "-DVERSION=$version" "-DFILES=$files" "-DICON=$icon" \
    "-DOUT=$out/rdpready-$version-setup.exe" "${signing[@]}" "$windows/setup.nsi"
  "$windows/sign.sh" "$out/rdpready-$version-setup.exe"
}

make_msi() {
  "$windows/make_msi.sh" "$version" "$files" "$icon" "$out/rdpready-$version.msi"
  "$windows/sign.sh" "$out/rdpready-$version.msi"
}

# zip_folder FOLDER FILE: its entries in the order of their names, without this system's extras.
zip_folder() {
  date_files "$1"
  rm -f "$2"
  (cd "$(dirname "$1")" && find "$(basename "$1")" -type f | LC_ALL=C sort | zip -X -q -9 "$2" -@)
}

make_portable() {
  local folder="$scratch/RDP Ready"
  cp -r "$files" "$folder"
  # By this file the programs keep their data beside themselves.
  : >"$folder/portable"
  zip_folder "$folder" "$out/rdpready-$version-portable.zip"
}

make_policies() {
  cp -r "$windows/policies" "$scratch/policies"
  zip_folder "$scratch/policies" "$out/rdpready-$version-policies.zip"
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
files=$scratch/files
icon=$root/tray/windows/rdpready.ico
date_by_commit
install_needs
build_what_is_missing
mkdir -p "$out"
if wants setup msi portable; then
  "$windows/sign.sh"
  gather_windows_files
fi
for package in deb setup msi portable policies; do
  if wants "$package"; then
    echo "Making $package"
    "make_$package"
  fi
done
(cd "$out" && find . -maxdepth 1 -name "rdpready[-_]${version}[-_.]*" -printf '%P\n' | LC_ALL=C sort |
  xargs sha256sum | tee SHA256SUMS)
