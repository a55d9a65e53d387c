#!/usr/bin/env bash
# Builds every library of the Windows programs for x86-64 from Debian's source packages, once.
#   installer/windows/dependencies.sh [--print]    --print: only say where the libraries belong
# They are kept in ${XDG_CACHE_HOME:-~/.cache}/rdpready/windows/KEY, where KEY stands for these
# scripts, the compiler and the versions that the package manager offers; `current` points there.
# An interrupted build goes on where it stopped. Times and versions: KEY/summary.txt.
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
# shellcheck source=installer/linux/packages.sh
. "$here/../linux/packages.sh"
# shellcheck source=installer/windows/packages.sh
. "$here/packages.sh"
# shellcheck source=installer/windows/libraries.sh
. "$here/libraries.sh"

cache=${XDG_CACHE_HOME:-${HOME:?}/.cache}/rdpready
jobs=$(nproc)
export LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1700000000

# What the libraries are built from: a change of any of it makes another key.
key() {
  {
    cat "$here"/{dependencies.sh,libraries.sh,mingw-w64.cmake,fix_atomic_wait.py}
    # shellcheck disable=SC2086  # lists of words
    apt-cache policy $windows_build_packages $library_packages | grep -E '^[a-z]|Candidate:'
  } | sha256sum | cut -c1-16
}

# The index of source packages is asked for aside of the system's own, which may not want sources.
source_apt() {
  apt-get -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::State::Lists="$work/lists" -o Dir::Cache::pkgcache="" -o Dir::Cache::srcpkgcache="" "$@"
}

list_sources() {
  mkdir -p "$work/lists/partial"
  # shellcheck disable=SC2016  # apt's own variables
  apt-get indextargets --format '$(ORIGIN) deb-src $(REPO_URI) $(RELEASE) $(COMPONENT)' \
    'Identifier: Packages' | sed -n 's/^Debian //p' >"$work/sources.list"
  [ -s "$work/sources.list" ] || {
    echo "The package manager names no Debian source here; run apt-get update first." >&2
    return 1
  }
  source_apt -qq update
}

# fetch PACKAGE: the newest listed version that is still to be had, unpacked to $work/src/PACKAGE.
# A superseded security version stays listed for a while after its files are gone.
fetch() {
  local package=$1 version newest=
  cd "$work/src"
  while read -r version; do
    newest=${newest:-$version}
    if source_apt source -qq --download-only "$package=$version" >"$package.log" 2>&1; then
      rm -rf "$package"
      dpkg-source --no-check -x "${package}_${version#*:}.dsc" "$package" >>"$package.log" 2>&1
      local note=""
      [ "$version" = "$newest" ] || note=" ($newest is listed, but its files cannot be had)"
      echo "$package $version$note" >"$work/versions/$package"
      return
    fi
  done < <(source_apt_versions "$package")
  cat "$package.log" >&2
  echo "No listed version of $package could be fetched." >&2
  return 1
}

source_apt_versions() { # source_apt_versions PACKAGE: newest first
  apt-cache -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::State::Lists="$work/lists" -o Dir::Cache::pkgcache="" -o Dir::Cache::srcpkgcache="" \
    showsrc --only-source "$1" | sed -n 's/^Version: //p' | sort -Vru
}

# step NAME COMMAND...: runs it unless it was done before; its words go to a log.
step() {
  local name=$1 start=$SECONDS
  shift
  [ -e "$work/$name.done" ] && return
  echo "  $name"
  # A shell of its own: `set -e` does not hold inside a condition.
  set +e
  (
    set -e
    "$@"
  ) >"$work/$name.log" 2>&1
  local status=$?
  set -e
  if [ "$status" != 0 ]; then
    tail -n 40 "$work/$name.log" >&2
    echo "Building $name for Windows failed; all of its words are in $work/$name.log." >&2
    exit 1
  fi
  printf '%5d s  %s\n' $((SECONDS - start)) "$name" >"$work/$name.done"
}

build_all() {
  mkdir -p "$work"/{src,versions} "$prefix"
  step sources list_sources
  local package
  for package in $source_packages; do
    step "source-$package" fetch "$package"
  done
  step libstdcxx-fix correct_libstdcxx
  step headers copy_headers
  for package in $libraries; do
    step "$package" "build_$package"
  done
  {
    echo "Built from these versions of Debian's source packages:"
    cat "$work"/versions/*
    echo "Seconds:"
    cat "$work"/*.done
  } >"$prefix/summary.txt"
}

install_needs() {
  # shellcheck disable=SC2086  # a list of words
  install_missing $windows_build_packages
}

[ "${1:-}" = --print ] || install_needs
key=$(key)
prefix=$cache/windows/$key
work=$cache/windows/work
if [ "${1:-}" = --print ]; then
  echo "$prefix"
  exit 0
fi
mkdir -p "$cache/windows" "$cache/ccache"
exec 9>"$cache/windows/lock"
flock 9
if [ ! -e "$prefix/summary.txt" ]; then
  echo "Building the Windows libraries, which takes some minutes, once:"
  # Half-done work of another key is of no use; the compiler cache is.
  [ "$(cat "$work/key" 2>/dev/null)" = "$key" ] || rm -rf "$work"
  mkdir -p "$work"
  echo "$key" >"$work/key"
  export CCACHE_DIR=${CCACHE_DIR:-$cache/ccache} CCACHE_BASEDIR=$cache CCACHE_NOHASHDIR=1
  export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
  build_all
  rm -rf "$work"
fi
ln -sfn "$key" "$cache/windows/current"
# Older libraries are of no use any more: keep this one only.
find "$cache/windows" -mindepth 1 -maxdepth 1 -type d ! -name "$key" ! -name work -exec rm -rf {} +
echo "Windows libraries: $prefix"
sed -n '2,/^Seconds/{/^Seconds/!p}' "$prefix/summary.txt" | sed 's/^/  /'
