#!/usr/bin/env bash
# The Debian package in a clean Debian 12: looked over, put in by apt, used, renewed, purged.
#   tests/installer/deb_test.sh NEW OLD     folders of packages (make_packages.sh)
# The clean system is made by debootstrap once and kept in ${XDG_CACHE_HOME:-~/.cache}/rdpready; there
# apt has fetched what the package depends on. Ends with 77 where that cannot be made.
set -euo pipefail

new=$(realpath "$1"/*.deb)
old=$(realpath "$2"/*.deb)
suite=bookworm
export LC_ALL=C.UTF-8

fail() {
  echo "$*" >&2
  exit 1
}

skip() {
  echo "Not tried: $*" >&2
  exit 77
}

# inside ROOT COMMAND...: with nothing of this system's environment.
inside() {
  local root=$1
  shift
  chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive "$@"
}

# apt in ROOT COMMAND...: its words only where it fails.
apt_inside() {
  local root=$1 said
  shift
  said=$(inside "$root" apt-get -y -q "$@" 2>&1) || fail "apt-get $*: $said"
}

make_clean_system() { # make_clean_system ROOT: with the package's dependencies, by apt itself
  local root=$1
  rm -rf "$root" "$root.new"
  debootstrap --variant=minbase "$suite" "$root.new" >"$root.log" 2>&1 ||
    skip "no clean Debian could be made here: $(tail -n 1 "$root.log")"
  printf '#!/bin/sh\nexit 101\n' >"$root.new/usr/sbin/policy-rc.d" # nothing gets started in there
  chmod +x "$root.new/usr/sbin/policy-rc.d"
  cp "$new" "$root.new/tmp/"
  apt_inside "$root.new" install --no-install-recommends "/tmp/$(basename "$new")"
  apt_inside "$root.new" purge rdpready
  apt_inside "$root.new" clean
  rm "$root.new/tmp/$(basename "$new")"
  mv "$root.new" "$root"
}

# The parts that are written in place are copied, all else is shared.
copy_system() {
  cp -al "$1" "$2"
  rm -rf "$2/etc" "$2/var"
  cp -a "$1/etc" "$1/var" "$2/"
}

# Every file with its kind and, for settings, its contents; without what apt and users keep.
state_of() {
  (cd "$1" && find . -path ./root -prune -o -path ./tmp -prune -o -path ./var/log -prune -o \
    -path ./var/cache -prune -o -path ./var/lib/dpkg -prune -o -path ./var/lib/apt -prune -o -printf '%y %p\n' |
    sort && find etc -type f -exec sha256sum {} + | sort -k 2)
  inside "$1" dpkg-query -W
}

expect() { # expect TEXT COMMAND...: TEXT is in what it prints
  local text=$1 said
  shift
  said=$("$@" 2>&1) || true
  [[ $said == *"$text"* ]] || fail "$* said, instead of '$text': $said"
}

look_over() {
  local contents=$scratch/contents said
  # Only errors: libraries' spelling and the like are not ours.
  lintian --allow-root --fail-on error "$new" >&2 || fail "lintian found errors."
  dpkg-deb -x "$new" "$contents"
  desktop-file-validate "$contents"/usr/share/applications/*.desktop "$contents"/etc/xdg/autostart/*.desktop
  said=$(appstreamcli validate --no-net "$contents"/usr/share/metainfo/*.xml || true)
  if grep -q '^E:' <<<"$said"; then fail "$said"; fi
  grep -q "<release version=\"$(dpkg-deb -f "$new" Version)\"" "$contents"/usr/share/metainfo/*.xml ||
    fail "The AppStream description does not know this release."
  for file in share/man/man1/rdpready.1.gz share/man/man1/rdpready-tray.1.gz share/doc/rdpready/changelog.gz \
    share/doc/rdpready/copyright share/bash-completion/completions/rdpready share/zsh/vendor-completions/_rdpready; do
    [ -s "$contents/usr/$file" ] || fail "The package lacks /usr/$file."
  done
  diff -r "$source_root/installer/fleet" "$contents/usr/share/rdpready/fleet" >&2 ||
    fail "The package has not what IT needs for many computers."
}

try_in() { # try_in ROOT
  local root=$1 before after
  before=$(state_of "$root")
  cp "$new" "$old" "$root/tmp/"

  apt_inside "$root" install "/tmp/$(basename "$old")"
  expect "rdpready $(sed -n 's/^project(rdpready VERSION \([0-9.]*\).*/\1/p' "$source_root/CMakeLists.txt")" \
    inside "$root" rdpready --version
  expect "rdpready-tray" inside "$root" rdpready-tray --version
  expect '"verdict":"would_fail"' inside "$root" rdpready check 127.0.0.1:1 --json
  inside "$root" rdpready targets add pc.example.com Office --quiet >/dev/null

  apt_inside "$root" install "/tmp/$(basename "$new")"
  expect "$(dpkg-deb -f "$new" Version)" inside "$root" dpkg-query -W -f '${Version}' rdpready
  expect Office inside "$root" rdpready targets list
  [ -z "$(inside "$root" dpkg --verify rdpready)" ] || fail "Files differ from the package's sums."

  apt_inside "$root" purge rdpready
  after=$(state_of "$root")
  diff <(echo "$before") <(echo "$after") >&2 || fail "Purging leaves something else than before."
  [ -n "$(find "$root/root/.local/share/rdpready" -name '*.db')" ] || fail "The user's own data is gone."
}

source_root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
[ "$(id -u)" = 0 ] || skip "making a clean Debian needs root."
command -v debootstrap >/dev/null || skip "debootstrap is not installed."
cache=${XDG_CACHE_HOME:-${HOME:?}/.cache}/rdpready/debian
mkdir -p "$cache"
scratch=$(mktemp -d "$cache/try.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
look_over
clean=$cache/$suite-$(dpkg-deb -f "$new" Depends | sha256sum | cut -c1-12)
[ -e "$clean" ] || make_clean_system "$clean"
copy_system "$clean" "$scratch/root"
try_in "$scratch/root"
echo "Installed, used, renewed and purged in a clean $suite."
