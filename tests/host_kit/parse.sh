#!/usr/bin/env bash
# Reads the scripts for administrators with a parser of PowerShell.
#   parse.sh SAMPLES_PROGRAM
# Skipped (77) only where the parser is not there and cannot be installed.
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
cache=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/rdpready/powershell-parser-1

command -v node >/dev/null && command -v npm >/dev/null || {
  echo "node and npm are needed to read PowerShell."
  exit 77
}
grammar=$cache/node_modules/tree-sitter-powershell/tree-sitter-powershell.wasm
if ! [ -e "$grammar" ]; then
  mkdir -p "$cache"
  echo '{"private": true}' >"$cache/package.json"
  # The grammar and its runtime as WebAssembly: nothing is compiled, no script of theirs is run.
  (cd "$cache" && npm install --no-audit --no-fund --ignore-scripts \
    web-tree-sitter@0.27.2 tree-sitter-powershell@0.26.4) >"$cache/log" 2>&1 || true
  [ -e "$grammar" ] || {
    cat "$cache/log"
    exit 77
  }
fi

scripts=$(mktemp -d)
trap 'rm -rf "$scripts"' EXIT
"$1" "$scripts"
# Optimising the grammar takes a minute; reading with it as it is, a second.
exec_node() { node --liftoff-only --no-wasm-dynamic-tiering "$@"; }
exec_node "$here/parse.cjs" "$cache/node_modules" "$scripts"
