#!/usr/bin/python3
"""Where no panel takes the icon: an old tray, and none at all.

  without_panel.py TRAY   inside session.sh
"""

import os
import signal
import subprocess
import sys

import desktop
from desktop import find, wait_for

TRAY = sys.argv[1]
DATA = os.path.join(os.environ["HOME"], "data")
APP = "rdpready-tray"
STORAGE_TROUBLE = 74

state = {}


def start_tray(*words):
    state["tray"] = desktop.start(TRAY, "--data-dir", DATA, *words)


def end_tray():
    state["tray"].send_signal(signal.SIGTERM)
    code = state["tray"].wait(timeout=desktop.PATIENCE_S)
    assert code == 0, "It ended with " + str(code)


def docked_icon():
    """Where the icon of our program sits in the old tray; None if it does not."""
    tree = subprocess.run(["xwininfo", "-root", "-tree"], capture_output=True, text=True).stdout
    for line in tree.splitlines():
        if APP in line and "RDP Ready" not in line and len(line) - len(line.lstrip()) > 8:
            size, _, absolute = line.split()[-2].partition("+")
            width, height = (int(part) for part in size.split("x"))
            left, top = (int(part) for part in line.split()[-1].lstrip("+").split("+"))
            if width <= 64:
                return left + width // 2, top + height // 2
    return None


def no_tray():
    """without any tray the window opens, and closing makes it small instead of losing it"""
    start_tray()
    wait_for("the window", lambda: find(APP, "Know before it fails"))
    desktop.hide_windows()
    second = subprocess.run([TRAY, "--data-dir", DATA], timeout=desktop.PATIENCE_S)
    assert second.returncode == 0
    wait_for("the window again", desktop.window_is_visible)


def opened_by_a_click():
    """The icon may still move after it was taken in."""
    desktop.click_at(*docked_icon())
    try:
        return wait_for("the window", desktop.window_is_visible, 4)
    except AssertionError:
        return False


def old_tray():
    """a tray of the old kind that comes later gets the icon; a click on it opens the window"""
    desktop.start("trayer", "--edge", "top", "--align", "right", "--height", "28",
                  "--widthtype", "request", "--SetDockType", "true", stderr=subprocess.DEVNULL)
    wait_for("the icon in the old tray", docked_icon)
    desktop.hide_windows()
    wait_for("the window", opened_by_a_click)
    desktop.picture("old-tray")


def end_by_signal():
    """the end of the session ends it cleanly"""
    end_tray()


def end_by_signal_while_it_complains():
    """that its data cannot be opened is no reason to stay"""
    data = os.path.join(os.environ["HOME"], "no data")
    os.makedirs(os.path.join(data, "rdpready.db"))
    state["tray"] = desktop.start(TRAY, "--data-dir", data)
    wait_for("the complaint", desktop.window_is_visible)
    state["tray"].send_signal(signal.SIGTERM)
    code = state["tray"].wait(timeout=desktop.PATIENCE_S)
    assert code == STORAGE_TROUBLE, code


def without_display():
    """where there is no display it says so, in one sentence"""
    environment = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
    for display in ("", ":9999"):
        tray = subprocess.run([TRAY, "--data-dir", DATA], env=environment | {"DISPLAY": display},
                              capture_output=True, text=True, timeout=desktop.PATIENCE_S)
        assert tray.returncode == 1, tray.returncode
        assert tray.stderr.startswith("rdpready-tray: There is no display"), tray.stderr
        assert tray.stderr.count("\n") == 1, tray.stderr


if __name__ == "__main__":
    sys.exit(desktop.run([no_tray, old_tray, end_by_signal, end_by_signal_while_it_complains,
                          without_display]))
