"""Runs the clients of probe.sh against one responder and prints what they took.

The responder has the last core to itself, the clients the first. Runs of rdpready and of the floor
alternate, so that other work on the machine meets both; the median of a column is shown.
"""

import collections
import os
import socket
import statistics
import subprocess
import sys
import tempfile

SIZES = tuple(map(int, sys.argv[2:])) or (1, 200, 2000, 10000)
# How often each client is run for a number of targets; a client that is not listed is left out.
RUNS = {
    "floor": {1: 31, 200: 9, 2000: 5, 10000: 3},
    "rdpready": {1: 31, 200: 9, 2000: 5, 10000: 3},
    "nmap cert": {1: 5, 200: 3, 2000: 1},
    "nmap": {1: 5, 200: 3, 2000: 1},
    "sslscan": {1: 5, 200: 3, 2000: 1},
}
AT_ONCE = 64  # looks of rdpready in flight; the floor gets as many

Sample = collections.namedtuple("Sample", "wall cpu peak_kib answered")


def address(index):
    return f"127.1.{index // 250}.{index % 250 + 1}"


class Bench:
    def __init__(self, build, folder):
        self.build = build
        self.folder = folder
        self.port = self.free_port()
        self.cores = sorted(os.sched_getaffinity(0))

    @staticmethod
    def free_port():
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return probe.getsockname()[1]

    def program(self, *parts):
        return os.path.join(self.build, *parts)

    def start_responder(self):
        responder = subprocess.Popen([self.program("tests", "bench", "bench_responder"),
                                      str(self.port)], stdout=subprocess.PIPE)
        os.sched_setaffinity(responder.pid, {self.cores[-1]})
        responder.stdout.readline()
        os.sched_setaffinity(0, {self.cores[0]})
        return responder

    def write_lists(self):
        for size in SIZES:
            for name, port in (("targets", f":{self.port}"), ("addresses", "")):
                with open(os.path.join(self.folder, f"{name}.{size}"), "w", encoding="ascii") as out:
                    out.writelines(f"{address(i)}{port}\n" for i in range(size))

    def command(self, client, size):
        targets = os.path.join(self.folder, f"targets.{size}")
        addresses = os.path.join(self.folder, f"addresses.{size}")
        return {
            "floor": [self.program("tests", "bench", "bench_floor"), targets, str(AT_ONCE)],
            "rdpready": [self.program("tray", "rdpready"), "check", "--json", "--quiet",
                         "--data-dir", os.path.join(self.folder, "data"), "--file", targets],
            # ssl-cert knows no RDP: it reads the certificate where a port takes TLS at once, which
            # real servers on Linux do not. So with it goes the script that asks RDP.
            "nmap cert": self.nmap("+ssl-cert", addresses),
            "nmap": self.nmap("+ssl-cert,+rdp-ntlm-info", addresses),
            "sslscan": ["xargs", "-a", targets, "-n", "1", "-P", "8", "sslscan", "--rdp",
                        "--no-colour", "--no-ciphersuites", "--no-fallback", "--no-renegotiation",
                        "--no-heartbleed", "--no-compression", "--no-groups"],
        }[client]

    def nmap(self, scripts, addresses):
        """The best of the settings that were tried: bigger groups only cost memory."""
        return ["nmap", "-n", "-Pn", "-T5", "--max-hostgroup", "128", "-p", str(self.port),
                "--script", scripts, "-iL", addresses]

    def run(self, client, size):
        said, taken = (os.path.join(self.folder, name) for name in ("said", "taken"))
        measure = self.program("tests", "bench", "bench_measure")
        with open(said, "wb") as out:
            subprocess.run([measure, taken, *self.command(client, size)], stdout=out,
                           stderr=subprocess.DEVNULL, check=False)
        with open(taken, encoding="ascii") as figures:
            wall, cpu, peak_kib = map(float, figures.read().split())
        answered = self.answers(client, said)
        return Sample(wall, cpu, peak_kib, answered)

    @staticmethod
    def answers(client, said):
        """How many certificates' last days the client told."""
        mark = {"floor": b"Z\n", "rdpready": b'"not_after":"', "nmap": b"Product_Version:"}.get(
            client, b"Not valid after:")
        with open(said, "rb") as text:
            whole = text.read()
        if client == "rdpready":  # it may name the day in a finding's evidence as well
            return sum(mark in line.replace(b'": ', b'":') for line in whole.splitlines())
        return whole.count(mark)


def median(samples):
    return Sample(*(statistics.median(column) for column in zip(*samples)))


def measure(bench):
    results = {}
    for size in SIZES:
        left = {client: runs[size] for client, runs in RUNS.items() if size in runs}
        bench.run("rdpready", size)  # so that the first one measured meets warm caches too
        samples = collections.defaultdict(list)
        while any(left.values()):
            for client in [one for one, runs in left.items() if runs]:
                left[client] -= 1
                samples[client].append(bench.run(client, size))
        for client, taken in samples.items():
            results[client, size] = median(taken)
            show(client, size, results[client, size], len(taken))
    return results


def show(client, size, sample, runs):
    print(f"{size:7} {client:9} {sample.answered:9.0f} {sample.wall:9.3f} "
          f"{size / sample.wall:10.0f} {1000 * sample.cpu / size:10.2f} "
          f"{sample.peak_kib / 1024:8.1f} {runs:5}", flush=True)


def compare(results):
    print("\nratios                                                      is      wanted")

    def line(what, value, wanted, reached):
        print(f"  {what:52} {value:10}  {wanted:10} {'reached' if reached else 'NOT REACHED'}")

    for size in SIZES:
        ours, floor = results["rdpready", size], results["floor", size]
        if size == 1:
            limit = 1.3 * floor.wall + 0.005
            line("1 target: wall ms", f"{1000 * ours.wall:.1f}", f"<= {1000 * limit:.1f}",
                 ours.wall <= limit)
            continue
        share, cpu = floor.wall / ours.wall, ours.cpu / floor.cpu
        line(f"{size} targets: share of the floor's targets/s", f"{share:.0%}", ">= 80%",
             share >= 0.8)
        line(f"{size} targets: CPU, times the floor's", f"{cpu:.2f}", "<= 1.5", cpu <= 1.5)
        times_nmap = 8 if size == 2000 else 5
        for client, wanted in (("nmap", times_nmap), ("nmap cert", times_nmap), ("sslscan", 10)):
            if (client, size) in results:
                times = results[client, size].wall / ours.wall
                line(f"{size} targets: targets/s, times {client}'s", f"{times:.1f}",
                     f">= {wanted}", times >= wanted)
        line(f"{size} targets: answered", f"{ours.answered:.0f}", f"{size}", ours.answered == size)
    if ("rdpready", 1) in results and ("rdpready", 200) in results:
        more = results["rdpready", 200].peak_kib - results["rdpready", 1].peak_kib
        growth = more / (AT_ONCE - 1)
        line(f"{AT_ONCE} looks at once: KiB for one more", f"{growth:.0f}", "< 64", growth < 64)


def main():
    for place in ("SSL_CERT_FILE", "SSL_CERT_DIR"):  # trusted roots where the system keeps them
        os.environ.pop(place, None)
    with tempfile.TemporaryDirectory(prefix="rdpready-bench.") as folder:
        bench = Bench(sys.argv[1], folder)
        bench.write_lists()
        responder = bench.start_responder()
        try:
            print("targets client     answered    wall s  targets/s CPU ms/tgt peak MiB  runs")
            compare(measure(bench))
        finally:
            responder.terminate()
            responder.wait()


main()
