# shellcheck shell=bash disable=SC2034
# Sourced by quickstart.sh, tests/run.sh and the benches: what they need of Debian 12, how they get
# it, how they show progress, and where what is slow to build is kept. Asks the package manager only
# when something is missing.

build_packages="g++ cmake ninja-build pkg-config ccache mold libasio-dev libssl-dev libspdlog-dev
  libfmt-dev libsqlitecpp-dev libsqlite3-dev nlohmann-json3-dev libcli11-dev libpugixml-dev
  libexpected-dev libglib2.0-dev libsecret-1-dev libzip-dev
  libsimdjson-dev"
tray_packages="libwxgtk3.2-dev libatk1.0-dev libnotify-dev libdbusmenu-glib-dev"
# The Debian package: made, looked over, and tried in a clean system.
deb_packages="dpkg-dev git"
deb_check_packages="lintian appstream desktop-file-utils debootstrap"

# as_root COMMAND...: with the rights to install packages and to make network namespaces.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    echo "This needs root: run it as root or install sudo." >&2
    return 77
  fi
}

# missing_of PACKAGE...: those that are not installed.
missing_of() {
  local installed name
  # It fails when it has never heard of one of them, and lists the others all the same.
  installed=$({ dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true; } |
    sed -n 's/^installed //p')
  for name in "$@"; do
    grep -qxF -- "$name" <<<"$installed" || echo "$name"
  done
}

# show_progress TEXT: one line that counts up on a terminal, a line every fifth of the way elsewhere.
# Reads apt's status lines ("pmstatus:libssl-dev:37.5:Unpacking") and ninja's ("[12/80] ...").
show_progress() {
  local terminal=0
  [ -t 1 ] && terminal=1
  awk -v text="$1" -v terminal="$terminal" '
    function show(percent) {
      percent = int(percent)
      if (percent <= shown) return
      if (terminal) printf "\r  %s: %d %%", text, percent
      else if (int(percent / 20) > int(shown / 20)) printf "  %s: %d %%\n", text, percent
      fflush(); shown = percent
    }
    /^pmstatus:/ { split($0, part, ":"); show(part[3]) }
    /^dlstatus:/ { split($0, part, ":"); show(part[3] / 100) }
    /^\[[0-9]+\/[0-9]+\]/ { split(substr($1, 2), part, "[]/]"); show(100 * part[1] / part[2]) }
    END { if (terminal && shown) printf "\n" }'
}

# quietly TEXT LOG COMMAND...: shows progress while it runs; its words stay in LOG unless it fails.
quietly() {
  local text=$1 log=$2
  shift 2
  if ! "$@" 2>&1 | tee "$log" | show_progress "$text"; then
    tail -n 40 "$log" >&2
    echo "$text failed; all of its words are in $log." >&2
    return 1
  fi
}

# apt_get WORDS...: quiet, never asking, waiting for its turn; its own words only if it fails.
apt_get() {
  local log status=0
  log=$(mktemp)
  # The status lines need a descriptor of their own, opened on the other side of sudo.
  # shellcheck disable=SC2016  # for the inner shell
  as_root env DEBIAN_FRONTEND=noninteractive sh -c 'exec apt-get "$@" 3>&1' apt-get -y \
    -o Dpkg::Use-Pty=0 -o APT::Status-Fd=3 -o DPkg::Lock::Timeout=300 --no-install-recommends \
    "$@" 2>&1 </dev/null |
    tee "$log" | show_progress "apt-get $1" || status=$?
  [ "$status" = 0 ] || grep -v '^[dp][lm]status:' "$log" | tail -n 30 >&2
  rm -f "$log"
  return "$status"
}

# install_missing PACKAGE...: says what it installs, installs it; free when all is there.
install_missing() {
  local missing
  command -v apt-get >/dev/null || {
    echo "No apt-get here: these are Debian's names of what is needed: $*" >&2
    return 1
  }
  mapfile -t missing < <(missing_of "$@")
  [ ${#missing[@]} = 0 ] && return 0
  echo "Installing with apt-get:"
  fold -s -w 88 <<<"${missing[*]}" | sed 's/^/  /'
  apt_get update && apt_get install "${missing[@]}"
}

# The cache lives outside the checkout; where no such place can be written, beside the build.
use_cache() {
  local base=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
  cache=${base:-$root/build/cache}/rdpready
  if ! mkdir -p "$cache/ccache" 2>/dev/null || ! [ -w "$cache/ccache" ]; then
    cache=$root/build/cache/rdpready
    mkdir -p "$cache/ccache"
  fi
  # Whichever folder the checkout is in, and whether warnings are errors, the same source gives the
  # same cache entry: what quickstart.sh built, the tests need not build again.
  export CCACHE_DIR=$cache/ccache CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1 CCACHE_MAXSIZE=4G
  # What a file includes is read from what the compiler says, not found out before.
  export CCACHE_IGNOREOPTIONS=-Werror CCACHE_DEPEND=1
}
