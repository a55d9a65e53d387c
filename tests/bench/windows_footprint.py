"""Starts tray programs one after the other on a Windows desktop of their own, inside
windows_session.sh, and reads what the kernel counts.

Each is started a few times for the time to its icon; the last start stays for half a minute of
idling.

  windows_footprint.py BUILD_FOLDER RESPONDER
"""

import contextlib
import os
import socket
import statistics
import subprocess
import sys
import time

from Xlib import X, display

HERE = os.path.dirname(os.path.abspath(__file__))
WINE = os.path.join(HERE, "..", "windows", "wine.sh")
BUILD, RESPONDER = sys.argv[1:3]
DATA = os.path.join(os.environ["SESSION_FOLDER"], "data")
TARGETS = 50
STARTS = 5
SETTLE_S = 20  # the first look at all targets, and what toolkits put off
IDLE_S = 30
ICON_WITHIN_S = 30
WANTED_MB = 14
ICON_SIZE = 16

screen = display.Display().screen()


def windows_path(path):
    return "Z:" + os.path.abspath(path).replace("/", "\\")


def icon_pixels():
    """Of the last place in the taskbar, where the only icon goes."""
    return screen.root.get_image(screen.width_in_pixels - 19, screen.height_in_pixels - 18,
                                 ICON_SIZE, ICON_SIZE, X.ZPixmap, 0xffffffff).data


def wait_for_icon(there, blank):
    end = time.monotonic() + ICON_WITHIN_S
    while (icon_pixels() != blank) != there:
        if time.monotonic() > end:
            raise TimeoutError("the icon did not " + ("come" if there else "go"))
        time.sleep(0.002)


@contextlib.contextmanager
def running(command, blank):
    """Yields (process, milliseconds to its icon)."""
    begun = time.monotonic()
    process = subprocess.Popen([WINE, *command], stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for_icon(True, blank)
        yield process, 1000 * (time.monotonic() - begun)
    finally:
        process.terminate()
        process.wait()
        wait_for_icon(False, blank)


def memory_mb(pid):
    """What is its own alone, and its share of what others have too."""
    sizes = {}
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as lines:
        for line in lines.readlines()[1:]:
            name, size, _ = line.split()
            sizes[name] = int(size) / 1024
    return sizes["Private_Clean:"] + sizes["Private_Dirty:"], sizes["Pss:"]


def cpu_s(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as text:
        fields = text.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(command):
    blank = icon_pixels()
    icons = []
    for _ in range(STARTS - 1):
        with running(command, blank) as (_, icon):
            icons.append(icon)
            time.sleep(1)
    with running(command, blank) as (started, icon):
        icons.append(icon)
        time.sleep(SETTLE_S)
        before = cpu_s(started.pid)
        time.sleep(IDLE_S)
        private, share = memory_mb(started.pid)
        return {"icon": statistics.median(icons), "private": private, "share": share,
                "cpu": 100 * (cpu_s(started.pid) - before) / IDLE_S}


def fill_targets():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    responder = subprocess.Popen([RESPONDER, str(port)], stdin=subprocess.DEVNULL,
                                 stdout=subprocess.PIPE)
    responder.stdout.readline()
    table = os.path.join(os.environ["SESSION_FOLDER"], "targets.csv")
    with open(table, "w", encoding="ascii") as out:
        out.write("name,host,port\n")
        out.writelines(f"desk {i},127.2.0.{i},{port}\n" for i in range(1, TARGETS + 1))
    subprocess.run([WINE, os.path.join(BUILD, "tray", "rdpready.exe"), "--data-dir",
                    windows_path(DATA), "targets", "import", windows_path(table)],
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
    return responder


def main():
    tray = os.path.join(BUILD, "tray", "gui", "rdpready-tray.exe")
    bare = [os.path.join(BUILD, "tests", "tray", "gui", "bench_bare_tray.exe")]
    responder = fill_targets()
    try:
        blank = icon_pixels()
        with running(bare, blank):
            time.sleep(1)  # the first program pays for what Wine loads once
        print(f"{'program':16} {'size MB':>8} {'icon ms':>8} {'private MB':>11} {'PSS MB':>8} "
              f"{'CPU %':>8}")
        results = {}
        for name, command in {"bare wx tray": bare,
                              "rdpready-tray": [tray, "--data-dir", windows_path(DATA)]}.items():
            size = os.path.getsize(command[0]) / 1e6
            seen = results[name] = measure(command)
            print(f"{name:16} {size:8.1f} {seen['icon']:8.0f} {seen['private']:11.1f} "
                  f"{seen['share']:8.1f} {seen['cpu']:8.2f}", flush=True)
    finally:
        responder.terminate()
        responder.wait()
    size = os.path.getsize(tray) / 1e6
    print(f"\nsize of rdpready-tray.exe: {size:.1f} MB, wanted at most {WANTED_MB}: "
          f"{'reached' if size <= WANTED_MB else 'NOT REACHED'}")


main()
