#!/usr/bin/env bash
# Installs what the tests need, builds, and runs all of them. Ends with ctest's own summary.
#   tests/run.sh [--linux|--windows]    only that half; the Windows half runs under Wine
# What is slow to make is kept in ${XDG_CACHE_HOME:-~/.cache}/rdpready.
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
cd "$root"
# shellcheck source=installer/linux/packages.sh
. "$root/installer/linux/packages.sh"
# shellcheck source=installer/windows/packages.sh
. "$root/installer/windows/packages.sh"

halves="linux windows"
for option in "$@"; do
  case $option in
  --linux | --windows) halves=${option#--} ;;
  -h | --help)
    sed -n '2,4s/^# \{0,1\}//p' "$0"
    exit 0
    ;;
  *)
    echo "Unknown option: $option. See $0 --help." >&2
    exit 64
    ;;
  esac
done

# Compilers and formatters that build and check; servers, displays and networks that tests talk to.
check_packages="git libgtest-dev libgmock-dev clang-19 libclang-rt-19-dev clang-format"
lab_packages="xrdp freerdp2-shadow-x11 freerdp2-x11 openssl faketime nftables dnsmasq-base
  iproute2 procps util-linux python3 python3-cryptography"
# Servers that only tests start, with settings of their own.
fleet_packages="prometheus prometheus-node-exporter python3-prometheus-client"
desktop_packages="xvfb openbox xfce4-panel trayer dunst dbus at-spi2-core adwaita-icon-theme
  librsvg2-common fonts-dejavu-core xdotool imagemagick x11-utils python3-gi gir1.2-glib-2.0
  gir1.2-atspi-2.0 python3-dbusmock gnome-keyring libsecret-tools"

stage() { # stage NAME COMMAND...: runs it, then says how long it took
  local name=$1 start=$SECONDS
  shift
  echo "== $name"
  "$@"
  timings+=("$(printf '%5d s  %s' $((SECONDS - start)) "$name")")
}

# install_without_services PACKAGE...: what would serve as soon as it is installed does not. Debian
# asks policy-rc.d whether a service may start; one that is there already is left alone.
install_without_services() {
  local policy=/usr/sbin/policy-rc.d status=0
  [ -n "$(missing_of "$@")" ] || return 0
  if [ -e $policy ]; then
    install_missing "$@"
    return
  fi
  as_root sh -c "printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy"
  install_missing "$@" || status=$?
  as_root rm -f $policy
  return $status
}

install_needs() {
  # To read PowerShell; not beside a node of another origin, which brings its own npm.
  command -v npm >/dev/null || check_packages+=" nodejs npm"
  # shellcheck disable=SC2086  # lists of words
  install_without_services $build_packages $tray_packages $check_packages $lab_packages \
    $desktop_packages $fleet_packages $deb_packages $deb_check_packages $windows_build_packages $wine_packages $windows_setup_packages
}

build_preset() { # build_preset PRESET "TARGET..." [-D...]
  local preset=$1 targets=$2
  shift 2
  cmake --preset "$preset" "$@" >"build/$preset.log" 2>&1 || {
    cat "build/$preset.log" >&2
    return 1
  }
  # shellcheck disable=SC2086  # a list of words
  cmake --build "build/$preset" --target $targets -- -k 5 | tee -a "build/$preset.log"
  # What the cache has from a build where warnings were no errors comes with its warnings.
  ! grep 'warning: .*\[-W' "build/$preset.log"
}

build_linux() {
  stage "build" build_preset linux all -DRDPREADY_WERROR=ON -DRDPREADY_FULL_TESTS=ON
  # By a second compiler, too: g++ 12 accepts coroutines that it miscompiles. Asio 1.22 does not see
  # those of clang by itself.
  stage "build with clang and its sanitizers" build_preset sanitize all_tests
}

build_windows() {
  stage "build the Windows libraries" installer/windows/dependencies.sh
  stage "build for Windows" build_preset windows all -DRDPREADY_WERROR=ON
  # Both programs look at the same servers, and must see the same.
  stage "build what they are compared with" build_preset linux "rdpready practice_server"
}

# One summary for both halves: ctest reads this as it reads its own files.
gather_tests() {
  local half
  for half in $halves; do echo "subdirs($half)"; done >build/CTestTestfile.cmake
}

use_cache
echo "Cache: $cache"
mkdir -p build
timings=()
stage "install what is missing" install_needs
for half in $halves; do "build_$half"; done
gather_tests
printf '\n== time\n%s\n\n== test\n' "$(printf '%s\n' "${timings[@]}")"
exec ctest --test-dir build --parallel "$(nproc)" --output-on-failure \
  --output-junit "$root/build/junit.xml"
