"""Two computers on one cable: network namespaces joined by a veth pair, with a name server.

The near one looks, the far one answers. Nothing of it reaches the machine's own network.
"""

import contextlib
import os
import shutil
import signal
import subprocess

from rdp_servers import process, wait_until

NEAR, FAR = "10.77.0.1", "10.77.0.2"
NEAR6, FAR6 = "fd77::1", "fd77::2"
NOBODY = "10.77.0.99"
# Computers of three companies, all played by the far one.
SITES = {"pc.alpha.lab": "198.51.100.7", "pc.beta.lab": "203.0.113.7", "pc.gamma.lab": "192.0.2.7"}
RULES = """table inet faults {
  chain in { type filter hook input priority 0; policy accept; }
  chain out { type filter hook output priority 0; policy accept; }
}
"""
SYN = "tcp dport 3389 tcp flags & (syn|ack) == syn"


def run(*command, **more):
    subprocess.run(command, check=True, **more)


class Network:
    """Use as a context manager; `far_server` is the command that answers on port 3389."""

    def __init__(self, folder, far_server):
        self.folder = folder
        self.far_server = far_server
        self.near = f"rdpready-near-{os.getpid()}"
        self.far = f"rdpready-far-{os.getpid()}"
        self.server = None
        self.stack = contextlib.ExitStack()

    def __enter__(self):
        try:
            self.make_namespaces()
            self.lay_cable()
            self.start_servers()
        except BaseException:
            self.stack.close()
            raise
        return self

    def __exit__(self, *ignored):
        self.stack.close()

    def inside(self, namespace):
        """The words before a command that is to run there."""
        return ["ip", "netns", "exec", namespace]

    def make_namespaces(self):
        for namespace in (self.near, self.far):
            run("ip", "netns", "add", namespace)
            self.stack.callback(run, "ip", "netns", "del", namespace)
            run("ip", "-n", namespace, "link", "set", "lo", "up")
        # What `ip netns exec` shows instead of the machine's own files.
        files = f"/etc/netns/{self.near}"
        os.makedirs(files)
        self.stack.callback(shutil.rmtree, files)
        for name, text in (("resolv.conf", f"nameserver {FAR}\n"),
                           ("hosts", "127.0.0.1 localhost\n"),
                           ("nsswitch.conf", "hosts: files dns\n")):
            with open(os.path.join(files, name), "w", encoding="ascii") as out:
                out.write(text)

    def lay_cable(self):
        run("ip", "-n", self.near, "link", "add", "near", "type", "veth",
            "peer", "name", "far", "netns", self.far)
        run("ip", "-n", self.far, "address", "add", f"{FAR}/24", "dev", "far")
        run("ip", "-n", self.far, "address", "add", f"{FAR6}/64", "dev", "far", "nodad")
        for address in SITES.values():
            run("ip", "-n", self.far, "address", "add", f"{address}/32", "dev", "far")
        run("ip", "-n", self.far, "link", "set", "far", "up")
        self.plug_in()
        self.far_rules(RULES, from_file=True)

    def plug_in(self):
        run("ip", "-n", self.near, "link", "set", "near", "up")
        run("ip", "-n", self.near, "address", "replace", f"{NEAR}/24", "dev", "near")
        run("ip", "-n", self.near, "address", "replace", f"{NEAR6}/64", "dev", "near", "nodad")
        run("ip", "-n", self.near, "route", "replace", "default", "via", FAR)

    def unplug(self):
        run("ip", "-n", self.near, "link", "set", "near", "down")

    def far_rules(self, rule, from_file=False):
        command = self.inside(self.far) + ["nft", "-f", "-"]
        text = rule if from_file else f"add rule inet faults {rule}\n"
        run(*command, input=text, text=True)

    def start_servers(self):
        names = ["--host-record=alive.lab," + FAR,
                 f"--host-record=dual.lab,{FAR},{FAR6}",
                 f"--host-record=six.lab,{FAR6}",
                 *(f"--host-record={name},{address}" for name, address in SITES.items()),
                 "--server=/dead.lab/" + NOBODY]
        dns = self.inside(self.far) + [
            "dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--no-resolv", "--no-hosts",
            "--bind-interfaces", "--listen-address=" + FAR, "--local=/lab/", "--pid-file=", *names]
        log = os.path.join(self.folder, "network.log")
        self.stack.enter_context(process(dns, log))
        self.server = self.stack.enter_context(
            process(self.inside(self.far) + self.far_server, log))
        for port in ("3389", "53"):
            wait_until(lambda port=port: self.far_listens(port), 15, f"port {port} is open")

    def far_listens(self, port):
        shown = subprocess.run(self.inside(self.far) + ["ss", "-Hlntu", f"sport = :{port}"],
                               check=True, capture_output=True, text=True)
        return bool(shown.stdout.strip())

    @contextlib.contextmanager
    def fault(self, rule):
        """Breaks the far side until the block ends; `rule` is one of nft's, "in ..." or "out ..."."""
        self.far_rules(rule)
        try:
            yield
        finally:
            for chain in ("in", "out"):
                run(*self.inside(self.far), "nft", "flush", "chain", "inet", "faults", chain)

    @contextlib.contextmanager
    def frozen_server(self):
        """The server's process stands still, and the system goes on to take connections for it."""
        os.killpg(self.server.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(self.server.pid, signal.SIGCONT)

    @contextlib.contextmanager
    def elsewhere(self):
        """The near one is on another network: another router leads out of it."""
        router = "10.77.0.3"
        run("ip", "-n", self.far, "address", "add", f"{router}/24", "dev", "far")
        run("ip", "-n", self.near, "route", "replace", "default", "via", router)
        try:
            yield
        finally:
            self.plug_in()
            run("ip", "-n", self.far, "address", "del", f"{router}/24", "dev", "far")

    @contextlib.contextmanager
    def unplugged(self):
        self.unplug()
        try:
            yield
        finally:
            self.plug_in()
