#!/bin/bash
# Runs a command in a desktop session of its own: display, session bus, window manager, home.
#   session.sh COMMAND [ARGUMENT…]
# SCREEN=1280x800x24 is the display's size, BUS_CONFIG=FILE the bus's configuration.
# Ends exactly the processes it started.
set -u
folder=$(mktemp -d)
processes=()
end() {
  for process in "${processes[@]}"; do kill "$process" 2>/dev/null; done
  for process in "${processes[@]}"; do
    timeout 10 tail --pid="$process" -f /dev/null || kill -KILL "$process" 2>/dev/null
  done
  wait 2>/dev/null
  rm -rf "$folder"
}
trap end EXIT

export HOME=$folder/home XDG_RUNTIME_DIR=$folder/run
mkdir -p -m 700 "$HOME" "$XDG_RUNTIME_DIR"
export XDG_CONFIG_HOME=$HOME/.config XDG_DATA_HOME=$HOME/.local/share
export XDG_CACHE_HOME=$HOME/.cache XDG_STATE_HOME=$HOME/.local/state
export LC_ALL=C.UTF-8 GDK_BACKEND=x11 GTK_THEME=${GTK_THEME:-Adwaita}
export GSETTINGS_BACKEND=memory GTK_USE_PORTAL=0
unset DBUS_SESSION_BUS_ADDRESS SESSION_MANAGER WAYLAND_DISPLAY RDPREADY_DATA_DIR

mkfifo "$folder/display"
Xvfb -displayfd 9 -screen 0 "${SCREEN:-1280x800x24}" -nolisten tcp -noreset \
  9>"$folder/display" 2>"$folder/xvfb.log" &
processes+=($!)
read -r -t 20 number <"$folder/display" || { cat "$folder/xvfb.log" >&2; exit 1; }
export DISPLAY=:$number

openbox >"$folder/openbox.log" 2>&1 &
processes+=($!)
# The window manager is there once it has announced itself on the root window.
timeout 20 sh -c 'until xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q "window id"; do
  sleep 0.05; done' || { cat "$folder/openbox.log" >&2; exit 1; }

dbus-run-session ${BUS_CONFIG:+--config-file="$BUS_CONFIG"} -- "$@"
