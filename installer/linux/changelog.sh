#!/usr/bin/env bash
# Writes the Debian changelog of this version to standard output, from the history.
#   installer/linux/changelog.sh VERSION MAINTAINER
set -euo pipefail

version=$1
maintainer=$2
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."

# What has been done since the last release, or since the beginning, newest first.
subjects() {
  local since
  since=$(git describe --tags --abbrev=0 --match 'v[0-9]*' 2>/dev/null || true)
  git log --no-merges --format=%s ${since:+"$since.."} 2>/dev/null || true
}

changes=$(subjects)
printf 'rdpready (%s) stable; urgency=medium\n\n' "$version"
while read -r line; do
  fold -s -w 74 <<<"$line" | sed -e '1s/^/  * /' -e '1!s/^/    /' -e 's/ *$//'
done <<<"${changes:-Release $version.}"
printf '\n -- %s  %s\n' "$maintainer" \
  "$(LC_ALL=C TZ=UTC date -R -d "@${SOURCE_DATE_EPOCH:-$(date +%s)}")"
