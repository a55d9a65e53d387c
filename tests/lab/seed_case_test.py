#!/usr/bin/python3
"""The message "0x904, extended 0x7" where it is told by real servers and a real network.

seed_case_test.py PROGRAM RESPONDER

xrdp that cannot read the key of its certificate, xrdp whose certificate has expired, and a network
that lets nothing through to port 3389. What goes wrong on one computer alone is in
tests/tray/seed_case_test.cpp.
"""

import json
import os
import subprocess
import sys
import tempfile
import warnings

warnings.filterwarnings("ignore")

import certificates
import looking
import rdp_servers
from small_network import FAR, SYN, Network


class Asked:
    """The program of one user, in the words of a command before it."""

    def __init__(self, folder, program, before=()):
        self.command = [*before, program, "--data-dir", folder]

    def run(self, *words):
        return subprocess.run([*self.command, *words], text=True, timeout=120,
                              stdin=subprocess.DEVNULL, capture_output=True, check=False)

    def causes(self):
        """What `explain` and `fix --plan` say of pc: two lists of causes and what is said of both."""
        explained = json.loads(self.run("explain", "0x904", "0x7", "--target", "pc",
                                        "--json").stdout)
        planned = json.loads(self.run("fix", "pc", "--plan", "--json").stdout)
        return explained["diagnosis"], planned["diagnosis"], explained["together"] or ""


def first_is(code, explained, planned):
    """Sentences about what is not as it should be."""
    found = [f"{name} puts {causes and causes[0]['code']} first, wanted {code}"
             for name, causes in (("explain", explained), ("fix", planned))
             if not causes or causes[0]["code"] != code]
    if explained and explained[0]["evidence"]["confidence"] != "certain":
        found.append("it is only " + explained[0]["evidence"]["confidence"])
    return found


def real_server(lab, program, code, **settings):
    with lab.xrdp("server", **settings) as port, tempfile.TemporaryDirectory() as folder:
        asked = Asked(folder, program)
        asked.run("targets", "add", f"127.0.0.1:{port}", "--name", "pc")
        explained, planned, _ = asked.causes()
        return first_is(code, explained, planned)


def blocked_port(program, responder, folder):
    with Network(folder, [responder, "3389"]) as network:
        asked = Asked(os.path.join(folder, "data"), program, network.inside(network.near))
        for name, place in (("pc", FAR), ("second", "six.lab"), ("third", "dual.lab"),
                            ("something else", "alive.lab:3390")):
            asked.run("targets", "add", place, "--name", name)
        asked.run("check", "--saved")
        with network.fault(f"in {SYN} drop"):
            explained, planned, together = asked.causes()
        found = first_is("network.port_blocked", explained, planned)
        if any(cause["code"].startswith("certificate.") for cause in explained + planned):
            found.append("it names a certificate")
        if "nobody was reached" not in together:
            found.append(f"explain says together: {together!r}")
        return found


def main():
    program, responder = map(os.path.abspath, sys.argv[1:])
    looking.need_root()
    looking.need_namespaces()
    report = looking.Report()
    with tempfile.TemporaryDirectory(prefix="rdpready-seed.") as folder:
        os.chmod(folder, 0o755)  # xrdp runs as another user
        certificates.write_kinds(folder)
        lab = rdp_servers.Lab(folder)
        for name, case in (
                ("expired certificate", lambda: real_server(
                    lab, program, "certificate.expired", certificate="expired")),
                ("key that may not be read", lambda: real_server(
                    lab, program, "rdp.no_certificate_on_host", certificate="unreadable_key",
                    user="xrdp")),
                ("key that cannot be read", lambda: real_server(
                    lab, program, "tls.closed_in_handshake", certificate="garbage_key")),
                ("port blocked by this network", lambda: blocked_port(program, responder, folder))):
            try:
                found = case()
            except (AssertionError, TimeoutError, LookupError, ValueError,
                    subprocess.SubprocessError) as trouble:
                found = [repr(trouble)]
            report.say(f"0x904 0x7: {name}", found)
    report.end()


main()
