#!/usr/bin/env bash
# What the tray program costs on Windows, as far as Wine can tell: its size, the time from its start
# to its icon, memory and CPU while it idles with 50 targets; beside it, on the same desktop, a bare
# wx tray. Takes about three minutes after the build.
#   tests/bench/windows_footprint.sh
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
# shellcheck source=installer/linux/packages.sh
. "$root/installer/linux/packages.sh"
# shellcheck source=installer/windows/packages.sh
. "$root/installer/windows/packages.sh"

# shellcheck disable=SC2086  # lists of words
install_missing $build_packages $windows_build_packages $wine_packages xvfb xdotool imagemagick \
  python3 python3-xlib
log=$root/build/windows-bench.log
mkdir -p "$root/build"
here() { cmake -S "$root" -B "$root/build/bench" -G Ninja -DCMAKE_BUILD_TYPE=Release \
  -DRDPREADY_TRAY=OFF -DBUILD_TESTING=OFF; cmake --build "$root/build/bench" --target bench_responder; }
there() { cd "$root"; cmake --preset windows; cmake --build --preset windows \
  --target rdpready rdpready-tray bench_bare_tray; }
quietly "build a server to look at" "$log" here
quietly "build for Windows" "$log" there
exec "$root/tests/tray/gui/windows_session.sh" \
  /usr/bin/python3 -B "$root/tests/bench/windows_footprint.py" "$root/build/windows" \
  "$root/build/bench/tests/bench/bench_responder"
