#!/bin/bash
# Runs a command on a Windows desktop of its own: display, Wine, taskbar.
#   windows_session.sh COMMAND [ARGUMENT…]
# What ends in .exe runs within Wine. SCREEN=1280x800 is the display's size, DPI=96 its resolution.
# Ends exactly the processes it started.
set -u
root=$(cd "$(dirname "$(readlink -f "$0")")/../../.." && pwd)
wine=$root/tests/windows/wine.sh
size=${SCREEN:-1280x800}
export WINEPREFIX=${WINEPREFIX:-$root/build/wine-desktop}
folder=$(mktemp -d)
mkdir -p "$WINEPREFIX"
# One desktop at a time: it belongs to a display.
exec 8>"$WINEPREFIX/session.lock"
flock 8

end() {
  WINEDEBUG=-all wineserver -k 2>/dev/null
  kill "$xvfb" 2>/dev/null
  wait 2>/dev/null
  rm -rf "$folder"
}

mkfifo "$folder/display"
Xvfb -displayfd 9 -screen 0 "${size}x24" -nolisten tcp -noreset \
  8>&- 9>"$folder/display" 2>"$folder/xvfb.log" &
xvfb=$!
trap end EXIT
read -r -t 20 number <"$folder/display" || { cat "$folder/xvfb.log" >&2; exit 1; }
export DISPLAY=:$number RDPREADY_WINE_DISPLAY=:$number SESSION_FOLDER=$folder
unset RDPREADY_DATA_DIR

in_wine() { "$wine" "$@" </dev/null >/dev/null 2>&1 8>&-; }

set_value() { in_wine reg add "$1" /v "$2" /t "$3" /d "$4" /f; }

# The first one makes the prefix. Its fonts are measured wrongly where they are not in the folder.
in_wine cmd /c exit
cp -n /usr/share/wine/fonts/*.ttf "$WINEPREFIX/drive_c/windows/Fonts/" 2>/dev/null
# Every program comes to the desktop with a taskbar, at the wanted resolution, on a dark taskbar.
set_value 'HKCU\Software\Wine\Explorer' Desktop REG_SZ shell
set_value 'HKCU\Software\Wine\Explorer\Desktops' shell REG_SZ "$size"
set_value 'HKCU\Control Panel\Desktop' LogPixels REG_DWORD "${DPI:-96}"
set_value 'HKCU\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize' \
  SystemUsesLightTheme REG_DWORD 0
WINEDEBUG=-all wineserver -k
WINEDEBUG=-all wineserver -w

setsid "$wine" explorer "/desktop=shell,$size" </dev/null >/dev/null 2>&1 8>&- &
timeout 30 sh -c 'until xdotool search --name "^shell - Wine desktop$" >/dev/null 2>&1; do
  sleep 0.05; done' || { echo "The desktop did not come up" >&2; exit 1; }

case $1 in
  *.exe) "$wine" "$@" </dev/null 8>&- ;;
  *) "$@" 8>&- ;;
esac
