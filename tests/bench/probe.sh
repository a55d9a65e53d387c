#!/usr/bin/env bash
# "Does RDP answer, and when does its certificate end?", asked of 1, 200, 2,000 and 10,000 targets
# on this machine's loopback by rdpready, by the floor (floor.cpp), by nmap and by sslscan, in one
# run. Prints time, CPU and memory of each, and the ratios. Takes about five minutes.
#   tests/bench/probe.sh [NUMBER OF TARGETS...]
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
# shellcheck source=installer/linux/packages.sh
. "$root/installer/linux/packages.sh"

# shellcheck disable=SC2086  # a list of words
install_missing $build_packages nmap sslscan python3 findutils
build=$root/build/bench
mkdir -p "$build"
quietly "configure" "$build/bench.log" cmake -S "$root" -B "$build" -G Ninja \
  -DCMAKE_BUILD_TYPE=Release -DRDPREADY_TRAY=OFF -DBUILD_TESTING=OFF
quietly "build" "$build/bench.log" cmake --build "$build" --target rdpready bench_responder bench_floor bench_measure
exec /usr/bin/python3 -B "$root/tests/bench/probe.py" "$build" "$@"
