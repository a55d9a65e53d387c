"""Real RDP servers on loopback: xrdp and FreeRDP's shadow server, each on a port of its own.

Every server is a context manager that ends the process it started.
"""

import contextlib
import glob
import os
import shutil
import signal
import socket
import subprocess
import time

XRDP_INI = """[Globals]
ini_version=1
fork=true
port=tcp://127.0.0.1:{port}
tcp_nodelay=true
security_layer={layer}
crypt_level=high
certificate={certificate}
key_file={key}
ssl_protocols={protocols}
{ciphers}
max_bpp=32
[Logging]
LogFile={log}
LogLevel=INFO
EnableSyslog=false
[Xorg]
name=Xorg
lib=libxup.so
username=ask
password=ask
port=-1
code=20
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_listening(port):
    """Asks the kernel's table, so that the server sees no visitor."""
    wanted = f":{port:04X} "
    with open("/proc/net/tcp", encoding="ascii") as table:
        return any(wanted in line.split(None, 2)[1] + " " and line.split()[3] == "0A"
                   for line in table.readlines()[1:])


def wait_until(condition, seconds, what):
    """Waits for a process to get somewhere; there is no event to wait for."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} within {seconds} s")
        time.sleep(0.02)


@contextlib.contextmanager
def process(command, log, **more):
    """Runs a process in a group of its own until the block ends."""
    with open(log, "ab") as out:
        running = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                   start_new_session=True, **more)
    try:
        yield running
    finally:
        for how in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, how)
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.wait(3)
                break


class Lab:
    """A folder with certificates in which servers are started."""

    def __init__(self, folder):
        self.folder = folder
        self.display = None
        self.port = None  # of every server; none: a free one for each

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    @contextlib.contextmanager
    def xrdp(self, name, certificate="valid", layer="tls", protocols="TLSv1.2, TLSv1.3",
             ciphers="", user=None):
        """Yields the port."""
        os.makedirs("/run/xrdp", exist_ok=True)  # it wants to see that folder
        port, log = free_port(), self.path(name + ".log")
        with open(log, "ab"):
            os.chmod(log, 0o666)
        with open(self.path(name + ".ini"), "w", encoding="ascii") as out:
            out.write(XRDP_INI.format(
                port=port, layer=layer, protocols=protocols, log=log,
                certificate=self.path(certificate + ".crt"), key=self.path(certificate + ".key"),
                ciphers=f"tls_ciphers={ciphers}" if ciphers else ""))
        as_user = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"] if user else []
        command = as_user + ["/usr/sbin/xrdp", "--nodaemon", "-c", self.path(name + ".ini")]
        with process(command, log):
            wait_until(lambda: is_listening(port), 15, f"xrdp {name} listens")
            yield port

    @contextlib.contextmanager
    def screen(self):
        """A display for the shadow servers; -noreset, or their coming and going resets it."""
        read_end, write_end = os.pipe()
        command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "640x480x24", "-noreset",
                   "-nolisten", "tcp"]
        with process(command, self.path("xvfb.log"), pass_fds=[write_end]):
            os.close(write_end)
            with os.fdopen(read_end) as said:
                self.display = ":" + said.readline().strip()
            yield

    @contextlib.contextmanager
    def shadow(self, name, certificate="valid", security="nla", faketime=None, host_name=None):
        """Yields the port. Needs `screen`."""
        port, home = self.port or free_port(), self.path(name)
        os.makedirs(os.path.join(home, "freerdp", "shadow"))
        for ending in ("crt", "key"):
            shutil.copy(self.path(f"{certificate}.{ending}"),
                        os.path.join(home, "freerdp", "shadow", f"shadow.{ending}"))
        environment = dict(os.environ, HOME=home, XDG_CONFIG_HOME=home, DISPLAY=self.display)
        if faketime:
            # Preloaded, not by the wrapper: that one forks and hides the process id.
            environment["LD_PRELOAD"] = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")[0]
            environment["FAKETIME"] = faketime
        command = ["freerdp-shadow-cli", f"/port:{port}", "/bind-address:127.0.0.1"]
        command += ["+auth", "/sec:nla"] if security == "nla" else [f"/sec:{security}"]
        if host_name:
            command = ["unshare", "--uts", "sh", "-c", 'hostname "$0"; exec "$@"', host_name] + command
        with process(command, self.path(name + ".log"), env=environment):
            wait_until(lambda: is_listening(port), 20, f"shadow {name} listens")
            yield port
