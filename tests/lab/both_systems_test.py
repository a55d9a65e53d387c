#!/usr/bin/python3
"""The same servers, looked at from Linux and, under Wine, from Windows: the same answers but for
times.

both_systems_test.py LINUX_PROGRAM WINDOWS_COMMAND…
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
import warnings

warnings.filterwarnings("ignore")  # of making weak certificates, which is what is wanted

import certificates
import looking
from rdp_servers import Lab, free_port

XRDP = ["valid", "expiring", "expired", "private_ca", "private_ca_with_root", "wrong_name"]
SHADOW = [("nla", "valid"), ("tls", "valid"), ("rdp", "valid"), ("nla", "expired")]
# A host is not looked at again within this long: some servers lose count.
PAUSE_S = 1
# What differs between two looks at the same server.
TIMES = {"checked_at", "duration_ms", "ms", "clock_skew_s", "days_left", "connect_ms"}


def without_times(value):
    if isinstance(value, dict):
        return {key: without_times(inner) for key, inner in value.items() if key not in TIMES}
    if isinstance(value, list):
        return [without_times(inner) for inner in value]
    return value


def look(command, target, options):
    done = subprocess.run([*command, "check", target, "--json", "--timeout", "10", *options],
                          capture_output=True, text=True, timeout=60, check=False,
                          stdin=subprocess.DEVNULL)
    try:
        return [done.returncode, without_times(json.loads(done.stdout))]
    except ValueError:
        return [done.returncode, done.stdout + done.stderr]


def differences(here, there, path=""):
    """Sentences about where the two answers part."""
    if isinstance(here, dict) and isinstance(there, dict):
        return [sentence for key in sorted({*here, *there})
                for sentence in differences(here.get(key), there.get(key), f"{path}.{key}")]
    if isinstance(here, list) and isinstance(there, list) and len(here) == len(there):
        return [sentence for i, (one, other) in enumerate(zip(here, there))
                for sentence in differences(one, other, f"{path}[{i}]")]
    return [] if here == there else [f"{path}: Linux {here!r}, Windows {there!r}"]


def compare(report, name, programs, target, options=()):
    linux, windows = programs
    here = look(linux, target, options)
    time.sleep(PAUSE_S)
    there = look(windows, target, options)
    verdict = here[1]["verdict"] if isinstance(here[1], dict) else "no answer"
    report.say(name, differences(here, there), verdict)


def main():
    programs = [sys.argv[1]], sys.argv[2:]
    looking.need_root()
    report = looking.Report()
    with tempfile.TemporaryDirectory(prefix="rdpready-lab.") as folder:
        os.chmod(folder, 0o755)  # the user xrdp reads its certificate there
        os.environ["RDPREADY_DATA_DIR"] = os.path.join(folder, "data")
        certificates.write_kinds(folder)
        lab = Lab(folder)
        for kind in XRDP:
            with lab.xrdp(f"xrdp-{kind}", certificate=kind) as port:
                compare(report, f"xrdp, {kind}", programs, f"localhost:{port}")
        with lab.screen():
            for security, kind in SHADOW:
                options = ["--identity"] if security == "nla" else []
                with lab.shadow(f"shadow-{security}-{kind}", certificate=kind,
                                security=security) as port:
                    compare(report, f"shadow, {security}, {kind}", programs, f"localhost:{port}",
                            options)
        compare(report, "nobody listens", programs, f"127.0.0.1:{free_port()}")
        compare(report, "no such name", programs, "no-such-computer.invalid")
    report.end()


with contextlib.suppress(KeyboardInterrupt):
    main()
