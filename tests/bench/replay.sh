#!/usr/bin/env bash
# How fast rdpready replays a year, and in how much memory: a laptop with 4, 10 and 50 targets, and
# ten years of one with 4. Prints lines a CPU second, the median of five runs, and peak memory.
#   tests/bench/replay.sh [RUNS]
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
# shellcheck source=installer/linux/packages.sh
. "$root/installer/linux/packages.sh"

# shellcheck disable=SC2086  # a list of words
install_missing $build_packages python3
build=$root/build/bench
mkdir -p "$build"
quietly "configure" "$build/bench.log" cmake -S "$root" -B "$build" -G Ninja \
  -DCMAKE_BUILD_TYPE=Release -DRDPREADY_TRAY=OFF -DBUILD_TESTING=OFF
quietly "build" "$build/bench.log" cmake --build "$build" --target rdpready laptop_year
exec /usr/bin/python3 -B "$root/tests/bench/replay.py" "$build" "$@"
