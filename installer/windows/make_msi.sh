#!/usr/bin/env bash
# Makes the MSI for everyone on a computer.
#   installer/windows/make_msi.sh VERSION FILES ICON OUT     FILES: the folder of what gets installed
# The same files and SOURCE_DATE_EPOCH give the same bytes.
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
version=$1 files=$2 icon=$3 out=$4
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# guid NAME: always the same for the same name; what is inside is part of it.
guid() {
  python3 -c 'import sys, uuid; print(str(uuid.uuid5(uuid.NAMESPACE_OID, sys.argv[1])).upper())' \
    "$1 $version $contents"
}
contents=$(cd "$files" && find . -type f | LC_ALL=C sort | xargs -d "\n" sha256sum | sha256sum)

# dated COMMAND...: neither wixl nor msibuild knows SOURCE_DATE_EPOCH, so the clock stands still for
# them. Each by itself: bash, and the faketime program, would leave semaphores behind, over which a
# later one with the same process number stumbles.
dated() {
  local time
  time=$(TZ=UTC date -d "@${SOURCE_DATE_EPOCH:-$(date +%s)}" '+%F %T')
  # shellcheck disable=SC2016  # the loader's own variable
  TZ=UTC LD_PRELOAD='/usr/$LIB/faketime/libfaketime.so.1' FAKETIME=$time "$@"
}

query() { dated msibuild "$out" -q "$1"; }

# wixl takes files from the folder that it runs in only.
python3 "$here/msi_policies.py" "$here/policies/RDPReady.admx" >"$scratch/policies.wxi"
find "$files" -type f -exec cp -p -t "$scratch" {} +
cp -p "$here/rdpready.wxs" "$scratch"
cp "$icon" "$scratch/rdpready.ico"
(cd "$scratch" && dated wixl -a x64 -D VERSION="$version" -D CODE="$(guid product)" -o made.msi rdpready.wxs)
mv "$scratch/made.msi" "$out"

# Which components are wanted only sometimes.
query "UPDATE \`Component\` SET \`Condition\` = 'AUTOSTART = \"1\"' WHERE \`Component\` = 'at_login'"
secure=WIX_UPGRADE_DETECTED\;WIX_DOWNGRADE_DETECTED\;AUTOSTART
for component in $(msiinfo export "$out" Component | sed -n 's/^\(policy_[a-z_]*\)\t.*/\1/p'); do
  query "UPDATE \`Component\` SET \`Condition\` = '${component^^} AND ${component^^} <> \"-\"'
    WHERE \`Component\` = '$component'"
  secure+=";${component^^}"
done
# The old one goes inside the same transaction: where the new one fails, the old one comes back.
query "UPDATE \`InstallExecuteSequence\` SET \`Sequence\` = 1501 WHERE \`Action\` = 'RemoveExistingProducts'"
query "UPDATE \`Property\` SET \`Value\` = '$secure' WHERE \`Property\` = 'SecureCustomProperties'"

# By this Windows knows whose notifications are shown (Microsoft, "MsiShortcutProperty Table").
query "CREATE TABLE \`MsiShortcutProperty\` (\`MsiShortcutProperty\` CHAR(72) NOT NULL,
  \`Shortcut_\` CHAR(72) NOT NULL, \`PropertyKey\` CHAR(0) NOT NULL, \`PropVariantValue\` CHAR(0) NOT NULL
  PRIMARY KEY \`MsiShortcutProperty\`)"
query "INSERT INTO \`MsiShortcutProperty\` (\`MsiShortcutProperty\`, \`Shortcut_\`, \`PropertyKey\`,
  \`PropVariantValue\`) VALUES ('identity', 'start_menu', 'System.AppUserModel.ID', 'RDPReady.Tray')"
dated msibuild "$out" -s "RDP Ready $version" "RDP Ready" "x64;1033" "{$(guid package)}"
