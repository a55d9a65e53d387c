#!/usr/bin/env bash
# What the tray program costs while it idles for a minute with 50 targets: memory, CPU, wake-ups,
# and the time from its start to its icon. Beside it, in the same session, nm-applet, keepassxc and
# a bare wx tray. Takes about seven minutes.
#   tests/bench/footprint.sh
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
# shellcheck source=installer/linux/packages.sh
. "$root/installer/linux/packages.sh"

# shellcheck disable=SC2086  # lists of words
install_missing $build_packages $tray_packages xvfb dbus python3 python3-gi python3-xlib \
  python3-dbusmock gir1.2-glib-2.0 network-manager-gnome keepassxc
build=$root/build/bench-tray
mkdir -p "$build"
quietly "configure" "$build/bench.log" cmake -S "$root" -B "$build" -G Ninja \
  -DCMAKE_BUILD_TYPE=Release -DRDPREADY_TRAY=ON -DBUILD_TESTING=OFF
quietly "build" "$build/bench.log" cmake --build "$build" --target rdpready rdpready-tray bench_responder bench_bare_tray
exec /usr/bin/python3 -B "$root/tests/bench/footprint.py" "$build" "$@"
