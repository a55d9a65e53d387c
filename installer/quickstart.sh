#!/usr/bin/env bash
# From a fresh Debian 12 machine to a first result.
#   installer/quickstart.sh [HOST[:PORT]...]
# With HOST: checks whether Remote Desktop would work there (exit code 0 ready, 1 at risk, 2 would
# fail, 3 unknown). Without: starts four practice servers on this computer and shows them, in the
# tray where there is a display.
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
build=$root/build/quickstart
# shellcheck source=installer/linux/packages.sh
. "$root/installer/linux/packages.sh"

case ${1-} in
-h | --help)
  sed -n '2,6s/^# \{0,1\}//p' "$0"
  exit 0
  ;;
-*)
  echo "Unknown option: $1. See $0 --help." >&2
  exit 64
  ;;
esac

has_display() { [ -n "${DISPLAY-}${WAYLAND_DISPLAY-}" ]; }
with_tray() { [ $# = 0 ] && has_display; }

build_programs() {
  local tray=OFF targets=(rdpready practice_server)
  mkdir -p "$build"
  if with_tray "$@"; then tray=ON targets+=(rdpready-tray); fi
  echo "Building RDP Ready in $build"
  quietly "configure" "$build/quickstart.log" cmake -S "$root" -B "$build" --preset linux \
    -DBUILD_TESTING=OFF -DRDPREADY_TRAY=$tray
  quietly "build" "$build/quickstart.log" cmake --build "$build" --target "${targets[@]}"
}

program() { find "$build" -name "$1" -type f -perm -u+x -print -quit; }

scratch=
practice_pid=
clean_up() {
  exec 8>&- || true # the practice server ends when its input does
  if [ -n "$practice_pid" ]; then
    kill "$practice_pid" 2>/dev/null || true
    wait "$practice_pid" 2>/dev/null || true
  fi
  if [ -n "$scratch" ]; then rm -rf "$scratch"; fi
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Fills the array `servers` with "name host:port" lines.
start_practice_servers() {
  local line
  scratch=$(mktemp -d "${TMPDIR:-/tmp}/rdpready.XXXXXX")
  mkfifo "$scratch/hold" "$scratch/said"
  "$(program practice_server)" --until-stdin-closes <"$scratch/hold" >"$scratch/said" &
  practice_pid=$!
  exec 8>"$scratch/hold"
  servers=()
  while read -r line; do servers+=("$line"); done < <(head -n 4 "$scratch/said")
  [ ${#servers[@]} = 4 ] || {
    echo "The practice servers did not start." >&2
    exit 1
  }
}

practise() {
  local rdpready server verdict
  rdpready=$(program rdpready)
  start_practice_servers
  export RDPREADY_DATA_DIR=$scratch/data
  for server in "${servers[@]}"; do
    "$rdpready" targets add "${server#* }" "practice ${server%% *}" --quiet >/dev/null 8>&-
  done
  echo
  echo "Four practice servers run on this computer. This is what RDP Ready says of them:"
  echo
  verdict=0
  "$rdpready" check --saved 8>&- || verdict=$?
  # One of them is broken and one has expired, so the worst verdict is "would fail".
  [ "$verdict" = 2 ] || {
    echo "That is not what the practice servers are: please report it." >&2
    exit 1
  }
}

show_in_tray() {
  echo
  echo "The same four are in the tray now: look for the RDP Ready icon in the panel."
  echo "Choose Quit in its menu, or press Ctrl-C here, to end the practice."
  "$(program rdpready-tray)" 8>&- || {
    echo "The tray program ended with trouble (code $?)." >&2
    exit 1
  }
}

say_what_next() {
  echo
  echo "What next: check a computer of yours with"
  echo "  ${0} HOST"
  echo "or use the program itself: $(program rdpready) --help"
  has_display || echo "On a desktop, ${0} also starts the tray icon."
}

check_hosts() {
  local verdict=0
  echo
  "$(program rdpready)" check "$@" || verdict=$?
  echo
  case $verdict in
  0) echo "What next: keep it watched with '$(program rdpready) targets add $1'." ;;
  1 | 2) echo "What next: '$(program rdpready) explain CODE' says more about a finding, with --verbose each look shows its code." ;;
  3) echo "What next: see that this computer is online, then run this again." ;;
  esac
  exit "$verdict"
}

wanted=$build_packages
if with_tray "$@"; then wanted+=" $tray_packages"; fi
# shellcheck disable=SC2086  # a list of words
install_missing $wanted
use_cache
build_programs "$@"
if [ $# -gt 0 ]; then check_hosts "$@"; fi
practise
if with_tray; then show_in_tray; fi
say_what_next
