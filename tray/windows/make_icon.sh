#!/bin/sh
# Makes rdpready.ico anew from tray/gui/icons/rdpready.svg; the result is kept in the repository, so
# that a build needs none of this. Debian: icoutils librsvg2-bin.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The sizes that Windows asks for at 100, 125, 150, 200, 250 and 300 percent, and in large views.
for size in 16 20 24 32 40 48 64 256; do
  rsvg-convert -w $size -h $size -o "$work/$size.png" ../gui/icons/rdpready.svg
done
cd "$work"
icotool -c -o rdpready.ico 16.png 20.png 24.png 32.png 40.png 48.png 64.png -r 256.png
cp rdpready.ico "$OLDPWD/rdpready.ico"
