#!/bin/sh
# Runs a Windows program in a Wine of the tests' own: tests/windows/wine.sh PROGRAM.exe [WORDS...]
# The first run makes it, in build/wine unless WINEPREFIX names another place. It ends a minute after
# its last program.
set -eu

root=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)
export WINEPREFIX="${WINEPREFIX:-$root/build/wine}" WINEARCH=win64
# Silent but for what a test wants to hear of Wine itself.
export WINEDEBUG="${RDPREADY_WINE_SAYS:--all}"
# Wine makes the home folder its Documents: not this person's own.
export HOME="$WINEPREFIX/home"
# Wine keeps file names beyond ASCII only in a locale that has them.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  *[Uu][Tt][Ff]8 | *[Uu][Tt][Ff]-8) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac
# No offers to install what our programs do not use, no entries in this desktop's menus.
export WINEDLLOVERRIDES="mscoree,mshtml=;winemenubuilder.exe=d"
# A display only where the test says so.
[ -n "${RDPREADY_WINE_DISPLAY:-}" ] && export DISPLAY="$RDPREADY_WINE_DISPLAY" || unset DISPLAY

# What it starts may live on, and must not keep the lock.
silently() { "$@" </dev/null >/dev/null 2>&1 9>&-; }

make_prefix() {
  silently wineboot --init
  cat >"$WINEPREFIX/settings.reg" <<'R'
REGEDIT4

[HKEY_CURRENT_USER\Software\Wine]
"Version"="win10"

[HKEY_CURRENT_USER\Software\Wine\WineDbg]
"ShowCrashDialog"=dword:00000000
R
  silently wine regedit /S "$WINEPREFIX/settings.reg"
  # The buttons of title bars.
  cp /usr/share/wine/fonts/marlett.ttf "$WINEPREFIX/drive_c/windows/Fonts/" 2>/dev/null || true
  silently wineserver --wait
  touch "$WINEPREFIX/settings.done"
}

# Wine's own services would keep a reader of our output waiting for ever, so they are started with
# none, by the first who comes.
mkdir -p "$HOME"
(
  flock 9
  [ -e "$WINEPREFIX/settings.done" ] || make_prefix
  if silently wineserver -p60; then silently wineboot; fi
) 9>"$WINEPREFIX/lock"

# Where the kernel places a program at random, it may lie where Wine needs to be, and Wine ends
# without a word: about once in a thousand times.
placed=
if setarch -R true 2>/dev/null; then placed="setarch -R"; fi
# shellcheck disable=SC2086 # two words or none
exec $placed wine "$@"
