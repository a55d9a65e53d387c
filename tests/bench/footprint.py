"""Starts tray programs one after the other on a display of its own and reads what the kernel counts.

Each is started a few times for the time to its icon; the last start stays for a minute of idling.
"""

import contextlib
import glob
import os
import queue
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TARGETS = 50
STARTS = 5
SETTLE_S = 20  # the first look at all targets, and what toolkits put off
IDLE_S = 60
ICON_WITHIN_S = 30
KEEPASSXC_SETTINGS = """[General]
UpdateCheckMessageShown=true
SingleInstance=false
[GUI]
MinimizeOnStartup=true
MinimizeToTray=true
ShowTrayIcon=true
CheckForUpdates=false
"""


@contextlib.contextmanager
def process(command, **more):
    running = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
    try:
        yield running
    finally:
        running.terminate()
        try:
            running.wait(5)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


class Session:
    """A display, a tray, a stand-in for NetworkManager, and a server to look at."""

    def __init__(self, build, folder):
        self.build = build
        self.folder = folder
        self.environment = dict(os.environ, HOME=folder, GDK_BACKEND="x11", QT_QPA_PLATFORM="xcb",
                                XDG_CONFIG_HOME=os.path.join(folder, "config"),
                                XDG_DATA_HOME=os.path.join(folder, "data"),
                                RDPREADY_DATA_DIR=os.path.join(folder, "rdpready"))
        self.environment.pop("WAYLAND_DISPLAY", None)
        self.icons = queue.Queue()
        self.stack = contextlib.ExitStack()

    def __enter__(self):
        try:
            self.environment["DBUS_SESSION_BUS_ADDRESS"] = self.start_bus()
            self.start_display()
            self.start_tray()
            self.start_network_manager()
            self.fill_targets()
        except BaseException:
            self.stack.close()
            raise
        return self

    def __exit__(self, *ignored):
        self.stack.close()

    def start(self, command, **more):
        return self.stack.enter_context(process(command, env=self.environment, **more))

    def start_bus(self):
        """Gives its address."""
        bus = self.start(["dbus-daemon", "--session", "--nofork", "--print-address"],
                         stdout=subprocess.PIPE, text=True)
        return bus.stdout.readline().strip()

    def start_display(self):
        read_end, write_end = os.pipe()
        self.start(["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1280x800x24",
                    "-noreset", "-nolisten", "tcp"], pass_fds=[write_end])
        os.close(write_end)
        with os.fdopen(read_end) as said:
            self.environment["DISPLAY"] = ":" + said.readline().strip()

    def start_tray(self):
        host = self.start(["/usr/bin/python3", "-B", os.path.join(HERE, "tray_host.py")],
                          stdout=subprocess.PIPE, text=True)
        if host.stdout.readline().strip() != "ready":
            raise RuntimeError("the tray did not start")

        def listen():
            for line in host.stdout:
                self.icons.put(float(line.split()[1]))
        threading.Thread(target=listen, daemon=True).start()

    def start_network_manager(self):
        """nm-applet gets a bus of its own with a mock behind it."""
        self.environment["DBUS_SYSTEM_BUS_ADDRESS"] = self.start_bus()
        self.start(["/usr/bin/python3", "-m", "dbusmock", "--system", "--template",
                    "networkmanager"], stdout=subprocess.DEVNULL)

    def fill_targets(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        responder = self.start([os.path.join(self.build, "tests", "bench", "bench_responder"),
                                str(port)], stdout=subprocess.PIPE)
        responder.stdout.readline()
        table = os.path.join(self.folder, "targets.csv")
        with open(table, "w", encoding="ascii") as out:
            out.write("name,host,port\n")
            out.writelines(f"desk {i},127.2.0.{i},{port}\n" for i in range(1, TARGETS + 1))
        os.makedirs(os.path.join(self.folder, "config", "keepassxc"))
        with open(os.path.join(self.folder, "config", "keepassxc", "keepassxc.ini"), "w",
                  encoding="ascii") as out:
            out.write(KEEPASSXC_SETTINGS)
        subprocess.run([os.path.join(self.build, "tray", "rdpready"), "targets", "import", table],
                       env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def program(self, name):
        own = glob.glob(os.path.join(self.build, "**", name), recursive=True)
        return next((path for path in own if os.access(path, os.X_OK) and os.path.isfile(path)),
                    name)

    def icon_time(self, begun):
        return 1000 * (self.icons.get(timeout=ICON_WITHIN_S) - begun)

    @contextlib.contextmanager
    def running(self, command):
        """Yields (process, milliseconds to its icon)."""
        while not self.icons.empty():
            self.icons.get()
        begun = time.monotonic()
        with process(command, env=self.environment, stdout=subprocess.DEVNULL) as started:
            yield started, self.icon_time(begun)


def read(*parts):
    with open(os.path.join("/proc", *map(str, parts)), encoding="ascii") as text:
        return text.read()


def pss_mb(pid):
    line = next(line for line in read(pid, "smaps_rollup").splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) / 1024


def cpu_s(pid):
    """In ticks of 10 ms from stat, or to the nanosecond where the kernel keeps that."""
    try:
        return sum(int(read(pid, "task", task, "schedstat").split()[0])
                   for task in os.listdir(f"/proc/{pid}/task")) / 1e9
    except FileNotFoundError:
        fields = read(pid, "stat").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wake_ups(pid):
    return sum(int(line.split()[1]) for task in os.listdir(f"/proc/{pid}/task")
               for line in read(pid, "task", task, "status").splitlines()
               if line.startswith("voluntary_ctxt_switches"))


def measure(session, command):
    icons = []
    for _ in range(STARTS - 1):
        with session.running(command) as (_, icon):
            icons.append(icon)
            time.sleep(1)  # a program that is ended while it starts may leave its lock behind
    with session.running(command) as (started, icon):
        icons.append(icon)
        time.sleep(SETTLE_S)
        cpu, wakes = cpu_s(started.pid), wake_ups(started.pid)
        time.sleep(IDLE_S)
        return {"icon": statistics.median(icons), "pss": pss_mb(started.pid),
                "cpu": 100 * (cpu_s(started.pid) - cpu) / IDLE_S,
                "wakes": (wake_ups(started.pid) - wakes) / IDLE_S,
                "threads": len(os.listdir(f"/proc/{started.pid}/task"))}


def compare(results):
    ours, bare = results["rdpready-tray"], results["bare wx tray"]
    applet = results.get("nm-applet")
    print("\nrdpready-tray                                is        wanted")

    def line(what, value, limit, unit):
        print(f"  {what:40} {value:8.2f}  < {limit:8.2f} {unit:3} "
              f"{'reached' if value < limit else 'NOT REACHED'}")

    if applet:
        line("memory (PSS), nm-applet's + 10 MB", ours["pss"], applet["pss"] + 10, "MB")
    line("CPU", ours["cpu"], 0.05, "%")
    line("wake-ups a second", ours["wakes"], 0.2, "")
    line("icon, twice the bare tray's time", ours["icon"], 2 * bare["icon"], "ms")


def main():
    results = {}
    with tempfile.TemporaryDirectory(prefix="rdpready-bench.") as folder:
        with Session(sys.argv[1], folder) as session:
            bare = [session.program("bench_bare_tray")]
            with session.running(bare):
                time.sleep(1)  # the first GTK program on a display pays for all that follow
            programs = {"bare wx tray": bare, "nm-applet": ["nm-applet"],
                        "keepassxc": ["keepassxc"],
                        "rdpready-tray": [session.program("rdpready-tray")]}
            print(f"{'program':16} {'icon ms':>8} {'PSS MB':>8} {'CPU %':>8} {'wake-ups/s':>11} "
                  f"{'threads':>8}")
            for name, command in programs.items():
                try:
                    seen = results[name] = measure(session, command)
                except queue.Empty:
                    print(f"{name:16} showed no icon within {ICON_WITHIN_S} s")
                    continue
                print(f"{name:16} {seen['icon']:8.0f} {seen['pss']:8.1f} {seen['cpu']:8.3f} "
                      f"{seen['wakes']:11.2f} {seen['threads']:8}", flush=True)
    compare(results)


main()
