#!/usr/bin/env bash
# Signs programs and installers for Windows in place; does nothing where no certificate is given.
#   installer/windows/sign.sh [FILE...]     without a FILE: says whether there will be signatures
# By environment:
#   RDPREADY_SIGN_PKCS12         certificate and key in one file, or
#   RDPREADY_SIGN_CERTIFICATE    certificate (PEM, with those between it and the root) and
#   RDPREADY_SIGN_KEY            its key (PEM)
#   RDPREADY_SIGN_PASSWORD       of the key, or
#   RDPREADY_SIGN_PASSWORD_FILE  a file with the password alone
#   RDPREADY_SIGN_TIMESTAMP_URL  an RFC 3161 service; without one, signatures end with the certificate
set -euo pipefail

source_options() {
  if [ -n "${RDPREADY_SIGN_PKCS12:-}" ]; then
    options=(-pkcs12 "$RDPREADY_SIGN_PKCS12")
  elif [ -n "${RDPREADY_SIGN_CERTIFICATE:-}" ]; then
    options=(-certs "$RDPREADY_SIGN_CERTIFICATE" -key "${RDPREADY_SIGN_KEY:?is needed beside a PEM certificate}")
  else
    return 1
  fi
  if [ -n "${RDPREADY_SIGN_TIMESTAMP_URL:-}" ]; then options+=(-ts "$RDPREADY_SIGN_TIMESTAMP_URL"); fi
}

# Never on the command line, which every user of the machine can read.
password() {
  if [ -n "${RDPREADY_SIGN_PASSWORD_FILE:-}" ]; then
    head -n 1 "$RDPREADY_SIGN_PASSWORD_FILE" | tr -d '\r\n'
  else
    printf %s "${RDPREADY_SIGN_PASSWORD:-}"
  fi
}

# with_password COMMAND...: osslsigncode takes no empty one.
with_password() {
  if [ -n "$(password)" ]; then "$@" -readpass <(password); else "$@"; fi
}

sign() {
  local file=$1 said
  said=$(with_password osslsigncode sign "${options[@]}" -h sha256 -n "RDP Ready" \
    -in "$file" -out "$file.signed" 2>&1 </dev/null) || {
    echo "$said" >&2
    rm -f "$file.signed"
    echo "Signing $file failed." >&2
    exit 1
  }
  chmod --reference="$file" "$file.signed"
  mv "$file.signed" "$file"
}

if ! source_options; then
  [ $# -gt 0 ] || echo "Not signed: no certificate was given (RDPREADY_SIGN_PKCS12 or RDPREADY_SIGN_CERTIFICATE)."
  exit 0
fi
[ $# -gt 0 ] || echo "Signed with ${RDPREADY_SIGN_PKCS12:-$RDPREADY_SIGN_CERTIFICATE}${RDPREADY_SIGN_TIMESTAMP_URL:+, time by $RDPREADY_SIGN_TIMESTAMP_URL}."
for file in "$@"; do sign "$file"; done
