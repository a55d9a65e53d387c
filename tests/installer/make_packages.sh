#!/usr/bin/env bash
# Makes the packages that the tests try, from programs that are built: OUT/new and OUT/old.
#   tests/installer/make_packages.sh linux|windows BUILD OUT
# The old ones say that they are version 0.0.9. Their Windows programs are the same build with a line
# behind their end, by which the tests tell them apart; building them twice would take minutes.
set -euo pipefail

build_sh=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../installer/build.sh
system=$1 build=$2 out=$3

rm -rf "$out/new" "$out/old"
mkdir -p "$out"
if [ "$system" = linux ]; then
  "$build_sh" --linux "$build" --out "$out/new" deb
  "$build_sh" --linux "$build" --out "$out/old" --version 0.0.9 deb
  exit
fi
programs=$(mktemp -d)
trap 'rm -rf "$programs"' EXIT
for name in rdpready.exe rdpready-tray.exe; do
  {
    cat "$(find "$build" -name "$name" -type f -print -quit)"
    echo "an older build"
  } >"$programs/$name"
done
"$build_sh" --windows "$build" --out "$out/new" setup msi portable policies
"$build_sh" --windows "$programs" --out "$out/old" --version 0.0.9 setup msi
