#!/usr/bin/python3
"""Network faults in namespaces made here, looked at through the installed program.

network_faults_test.py PROGRAM RESPONDER
"""

import contextlib
import os
import subprocess
import sys
import tempfile

import looking
from small_network import FAR, FAR6, NOBODY, SITES, SYN, Network

LIMIT_S = 2.0
SLACK_S = 3.0  # for starting the program, and for a machine with other work

# name, the fault, target, what the look must say
FAULTS = [
    ("no fault", None, FAR, {"verdict": "ready"}),
    ("no fault, by name", None, "alive.lab", {"verdict": "ready"}),
    ("no fault, IPv6", None, f"[{FAR6}]", {"verdict": "ready"}),
    ("port is closed", None, f"{FAR}:3390", {"codes": ["tcp.refused"], "failing_step": "connect"}),
    ("first packet lost", f"in {SYN} drop", FAR,
     {"codes": ["tcp.timeout"], "failing_step": "connect", "error": "timeout"}),
    ("refused by a firewall", "in tcp dport 3389 reject with tcp reset", FAR,
     {"codes": ["tcp.refused"], "failing_step": "connect", "error": "refused"}),
    ("host unreachable", f"in {SYN} reject with icmpx type host-unreachable", FAR,
     {"codes": ["tcp.unreachable"], "failing_step": "connect", "error": "unreachable"}),
    ("network unreachable", f"in {SYN} reject with icmpx type no-route", FAR,
     {"codes": ["tcp.unreachable"], "failing_step": "connect"}),
    ("forbidden by a router", f"in {SYN} reject with icmpx type admin-prohibited", FAR,
     {"codes": ["tcp.unreachable"], "failing_step": "connect"}),
    ("nobody at the address", None, NOBODY, {"codes": ["tcp.timeout"], "failing_step": "connect"}),
    ("silence after TCP", "in tcp dport 3389 tcp flags psh drop", FAR,
     {"codes": ["rdp.no_answer"], "failing_step": "negotiate", "error": "no_answer"}),
    ("silence in TLS", "out tcp sport 3389 meta length > 200 drop", FAR,
     {"codes": ["tls.timeout"], "failing_step": "tls", "error": "timeout"}),
    ("reset in TLS", "in tcp dport 3389 meta length > 150 reject with tcp reset", FAR,
     {"codes": ["tls.closed_in_handshake"], "failing_step": "tls", "error": "closed_in_handshake"}),
    ("no such name", None, "nobody.lab",
     {"codes": ["name.not_found"], "failing_step": "resolve", "error": "not_found"}),
    ("name server silent", "in udp dport 53 drop", "alive.lab",
     {"codes": ["name.lookup_timeout"], "failing_step": "resolve", "error": "lookup_timeout"}),
]


def too_slow(seconds, limit):
    return [f"took {seconds:.1f} s, wanted at most {limit:.1f} s"] if seconds > limit else []


class Trial:
    """The cases, one network and one report for all of them."""

    def __init__(self, network, program, report):
        self.network = network
        self.program = program
        self.report = report

    def look(self, *targets):
        return looking.check([*self.network.inside(self.network.near), self.program], targets,
                             "--timeout", str(LIMIT_S))

    def case(self, name, targets, judge):
        """`judge` takes the exit code, the documents and the seconds, and gives sentences."""
        try:
            code, documents, seconds = self.look(*targets)
            found = judge(code, documents, seconds) + too_slow(seconds, LIMIT_S + SLACK_S)
            self.report.say(name, found, f"{documents[0]['verdict']}  ({seconds:.2f} s)")
        except AssertionError as trouble:
            self.report.say(name, [str(trouble)])

    def single_faults(self):
        for name, fault, target, wanted in FAULTS:
            wanted = {"verdict": "would_fail", **wanted}
            with self.network.fault(fault) if fault else contextlib.nullcontext():
                self.case(name, [target], lambda code, documents, seconds, wanted=wanted:
                          looking.differences(documents[0], code, **wanted))

    def frozen_server(self):
        with self.network.frozen_server():
            self.case("server process frozen", [FAR], lambda code, documents, seconds:
                      looking.differences(documents[0], code, "would_fail", ["rdp.no_answer"],
                                          "negotiate"))

    def blackholed_ipv6(self):
        def judge(code, documents, seconds):
            connect = documents[0]["steps"][1]
            found = looking.differences(documents[0], code, "ready")
            if connect.get("address") != FAR:
                found.append(f"connected to {connect.get('address')}")
            # RFC 8305: 250 ms, then the other family; a serial client would wait for the limit.
            return found + too_slow(connect["ms"] / 1000, 0.75 * LIMIT_S)

        with self.network.fault(f"in meta nfproto ipv6 {SYN} drop"):
            self.case("IPv6 leads nowhere, IPv4 works", ["dual.lab"], judge)

    def dead_names(self):
        def judge(code, documents, seconds):
            alive = next(d for d in documents if d["target"]["host"] == "alive.lab")
            dead = [d for d in documents if d is not alive]
            found = looking.differences(alive, 0, "ready") + too_slow(
                alive["duration_ms"] / 1000, 0.75 * LIMIT_S)
            if documents[0] is not alive:
                found.append("the living name was not the first to be answered")
            for document in dead:
                found += looking.differences(document, 2, "would_fail", ["name.lookup_timeout"],
                                             "resolve")
            return found

        names = [f"number{i}.dead.lab" for i in range(20)]
        self.case("a living name behind 20 dead ones", names + ["alive.lab"], judge)

    def cable_out(self):
        with self.network.unplugged():
            self.case("cable out", [FAR], lambda code, documents, seconds:
                      [] if [f["code"] for f in documents[0]["findings"]] == ["network.offline"]
                      and code == 3 and documents[0]["verdict"] == "unknown"
                      else [f"exit code {code}, {documents[0]['verdict']}, "
                            f"{[f['code'] for f in documents[0]['findings']]}"])
        self.case("cable in again", [FAR], lambda code, documents, seconds:
                  looking.differences(documents[0], code, "ready"))

    def cafe(self):
        """Three saved computers that answer at home and are silent on the first other network."""
        command = [*self.network.inside(self.network.near), self.program]
        for name in SITES:
            subprocess.run([*command, "targets", "add", name], check=True, capture_output=True)

        def look(judge):
            done = subprocess.run([*command, "check", "--saved", "--timeout", str(LIMIT_S)],
                                  check=False, capture_output=True, text=True, timeout=60)
            return judge(done.returncode, done.stdout)

        found = look(lambda code, text: [] if code == 0 else [f"at home: {text}"])
        with self.network.fault(f"in {SYN} drop"):
            found += look(lambda code, text: [f"at home, silent: {text}"]
                          if "blocks" in text else [])
            with self.network.elsewhere():
                found += look(lambda code, text: [] if code == 2 and "blocks" in text
                              else [f"in the cafe: exit code {code}, {text}"])
        self.report.say("a cafe that blocks Remote Desktop", found)


def main():
    program, responder = map(os.path.abspath, sys.argv[1:])
    looking.need_root()
    looking.need_namespaces()
    report = looking.Report()
    with tempfile.TemporaryDirectory(prefix="rdpready-lab.") as folder:
        os.environ["RDPREADY_DATA_DIR"] = os.path.join(folder, "data")
        with Network(folder, [responder, "3389"]) as network:
            trial = Trial(network, program, report)
            trial.single_faults()
            trial.frozen_server()
            trial.blackholed_ipv6()
            trial.dead_names()
            trial.cable_out()
            trial.cafe()
    report.end()


main()
