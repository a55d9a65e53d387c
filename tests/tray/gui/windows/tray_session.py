#!/usr/bin/python3
"""A morning with RDP Ready on Windows: first start, a look, four servers, the icon, a notification,
a new taskbar, an update, quit.

  tray_session.py TRAY CLI LOOK_AROUND PRACTICE_SERVER   inside windows_session.sh

Real servers and real clicks; pictures for people. PRACTICE_SERVER is a program of this system.
"""

import json
import os
import sqlite3
import subprocess
import sys

import windows_desktop as desktop
from windows_desktop import find, wait_for

TRAY, CLI, LOOK_AROUND, SERVERS = sys.argv[1:5]
FOLDER = os.environ["SESSION_FOLDER"]
DATA = os.path.join(FOLDER, "Zoë Ωmega's data")
JOURNAL = os.path.join(FOLDER, "alerts.jsonl")
NAMES = {"healthy": "PC at work", "expiring": "BUILD-07", "expired": "Accounting",
         "broken": "Design studio"}
BALLOON_CLICK = "0x405"  # NIN_BALLOONUSERCLICK
KEY_ON_ICON = "0x401"  # NIN_KEYSELECT
MENU_KEY_ON_ICON = "0x7b"  # WM_CONTEXTMENU

state = {}


def windows_path(path):
    return "Z:" + path.replace("/", "\\")


def rdpready(*words):
    return desktop.run_wine(CLI, "--data-dir", windows_path(DATA), *words)


def start_tray(*words):
    state["tray"] = desktop.start_wine(TRAY, "--data-dir", windows_path(DATA), *words)
    wait_for("the icon", desktop.icon_is_there)


def wait_for_end(code=0):
    given = state["tray"].wait(timeout=desktop.PATIENCE_S)
    assert given == code, "It ended with " + str(given)
    wait_for("the icon to go", lambda: not desktop.icon_is_there())


def alerts():
    try:
        with open(JOURNAL, encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]
    except FileNotFoundError:
        return []


def begin():
    """servers start, and a journal of alerts is asked for"""
    servers = desktop.start(SERVERS, stdout=subprocess.PIPE, text=True)
    state["servers"] = dict(servers.stdout.readline().split() for _ in NAMES)
    code, _, complaint = rdpready("targets", "list")
    assert code == 0, complaint
    database = next(os.path.join(DATA, name) for name in os.listdir(DATA) if ".db" in name
                    or ".sqlite" in name)
    with sqlite3.connect(database) as data:
        data.execute("insert into settings values ('journal_file', ?)", (windows_path(JOURNAL),))
    state["balloons"] = desktop.Balloons()


def help_without_window():
    """--help, --version and mistakes are answered where they were asked"""
    code, said, _ = desktop.run_wine(TRAY, "--help")
    assert code == 0 and "--quit" in said, said
    code, said, _ = desktop.run_wine(TRAY, "--version")
    assert code == 0 and said.startswith("rdpready-tray "), said
    code, _, complaint = desktop.run_wine(TRAY, "--shwo")
    assert code == 64 and "There is no option called --shwo" in complaint, complaint


def first_start():
    """the first start shows an icon in the taskbar and an inviting window"""
    start_tray()
    wait_for("the welcome page", lambda: find("Know before it fails"))
    desktop.picture("first-start")


def first_look():
    """Return in the field looks at a computer, and a click watches it from then on"""
    field = desktop.find_kind("Edit")
    desktop.click_on(field)
    desktop.write(field, state["servers"]["healthy"])
    desktop.keys(field, "Return")
    wait_for("the answer", lambda: find("A connection started now would"))
    desktop.picture("first-look")

    def click_on_watch():
        button = find("Watch this computer from now on")
        if button:
            desktop.done("click-on", button.handle)

    desktop.until("the list", click_on_watch, lambda: find("Check all now"))


def command_line_beside_it():
    """what the command line adds appears in the window"""
    rdpready("targets", "edit", state["servers"]["healthy"], "--name", NAMES["healthy"])
    for part in ("expiring", "expired", "broken"):
        code, _, complaint = rdpready("targets", "add", state["servers"][part], "--name",
                                      NAMES[part])
        assert code == 0, complaint
    wait_for("all of them", lambda: find("2 of 4 computers would fail now"), 120)


def window_tells():
    """a click on a line of the list shows its findings"""
    def click_on_line():
        table = wait_for("the list", lambda: desktop.find_kind("SysHeader32"))
        # The first line is for all of them, the third for BUILD-07.
        row_height = table.height * 1.05
        desktop.click_at(table.x + 100, int(table.y + table.height + row_height * 2.5))

    desktop.until("the headline", click_on_line,
                  lambda: find("It works now and is expected to fail in 9 days"))
    wait_for("what to do", lambda: find("What to do"))
    wait_for("the certificate", lambda: find("Ends on"))
    desktop.picture("window")


def notification():
    """a notification comes for each matter, one after the other, as the journal has them"""
    desktop.close_window()
    seen = []

    def all_seen():
        shown = state["balloons"].texts()
        if len(shown) > len(seen):
            desktop.picture("notification-" + str(len(shown)))
            seen[:] = shown
        told = {alert["text"] for alert in alerts()}
        return len(told) >= 3 and told <= set(seen)

    wait_for("a balloon for each alert", all_seen, 240)
    codes = [alert["code"] for alert in alerts()]
    assert any(code.startswith("certificate.") for code in codes), codes
    state["last_told"] = alerts()[-1]


def click_on_notification():
    """a click on a notification opens what it is about"""
    desktop.ask("icon-event", BALLOON_CLICK)
    name = state["last_told"]["target"]
    wait_for("the window", lambda: desktop.top("RDP Ready"))
    wait_for("the one it is about", lambda: find(name))
    wait_for("what to do about it", lambda: find("What to do"))
    desktop.picture("from-notification")
    desktop.close_window()


def icon_tells():
    """the icon's tip tells that computers would fail, and which"""
    tip = desktop.icon_tip()
    assert "2 of 4 computers would fail now" in tip and "Accounting" in tip, tip
    desktop.picture("tip")


def icon_menu():
    """a right click on the icon opens its menu, Escape puts it away, arrows and Return choose"""
    desktop.open_menu()
    desktop.picture("menu")
    desktop.menu_keys("Escape")
    desktop.wait_for_no_menu()
    desktop.open_menu()
    desktop.menu_keys("Up", "Up", "Up", "Up", "Up", "Return")
    dialog = wait_for("the dialog", lambda: desktop.top("Add a target"))
    desktop.picture("add-a-target")
    desktop.keys(dialog, "Escape")
    wait_for("the end of the dialog", lambda: desktop.top("Add a target") is None)
    desktop.close_window()


def icon_click():
    """a left click on the icon opens the window beside it, and so does Return on it"""
    window = desktop.click_on_icon()
    wait_for("its list", lambda: find("Check all now"))
    desktop.picture("by-the-icon")
    desktop.close_window()
    desktop.ask("icon-event", KEY_ON_ICON)
    again = wait_for("the window", lambda: desktop.top("RDP Ready"))
    assert (again.x, again.y) == (window.x, window.y), "It stands elsewhere now"
    desktop.close_window()


def menu_key():
    """the menu key on the icon opens the menu too"""
    desktop.ask("icon-event", MENU_KEY_ON_ICON)
    desktop.menu_keys("Escape")
    desktop.wait_for_no_menu()


def new_taskbar():
    """a taskbar that starts anew has the icon again"""
    desktop.ask("icon-lost")
    assert not desktop.icon_is_there()
    desktop.ask("taskbar-created")
    wait_for("the icon in the new taskbar", desktop.icon_is_there)


def lost_icon():
    """an icon that was lost without a word is back with the next change"""
    desktop.ask("icon-lost")
    assert not desktop.icon_is_there()
    rdpready("targets", "remove", NAMES["broken"])
    wait_for("the icon", desktop.icon_is_there, 120)


def light_taskbar():
    """on a light taskbar the icon is drawn anew"""
    before = desktop.icon_pixels()
    desktop.run_wine("reg", "add",
                     r"HKCU\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize",
                     "/v", "SystemUsesLightTheme", "/t", "REG_DWORD", "/d", "1", "/f")
    desktop.ask("settings", "ImmersiveColorSet")
    wait_for("another picture", lambda: desktop.icon_pixels() != before)
    desktop.picture("light")


def second_start():
    """a second start ends at once and brings the window to the front"""
    code, _, _ = desktop.run_wine(TRAY, "--data-dir", windows_path(DATA))
    assert code == 0
    wait_for("the window", lambda: find("Check all now"))


def end_for_an_update():
    """what the Restart Manager asks ends it cleanly, also with its window open"""
    desktop.ask("end-session")
    wait_for_end()


def quit_by_command():
    """--quit ends the one that runs and waits for it; without one it has nothing to do"""
    start_tray()
    code, _, complaint = desktop.run_wine(TRAY, "--quit", "--data-dir", windows_path(DATA))
    assert code == 0, complaint
    wait_for_end()
    code, _, complaint = desktop.run_wine(TRAY, "--quit", "--data-dir", windows_path(DATA))
    assert code == 0, complaint
    code, _, complaint = desktop.run_wine(TRAY, "--quit", "--data-dir",
                                          windows_path(DATA + "-nowhere"))
    assert code == 0, complaint
    assert not os.path.exists(DATA + "-nowhere"), "It made a data folder."


def quit_from_menu():
    """Quit in the menu ends the program"""
    start_tray()
    desktop.open_menu()
    desktop.menu_keys("Up", "Return")
    wait_for_end()


if __name__ == "__main__":
    if not os.path.exists(SERVERS):
        print("The servers to practise on are not built: build the linux preset first.")
        sys.exit(77)
    sys.exit(desktop.run(LOOK_AROUND, [
        begin, help_without_window, first_start, first_look, command_line_beside_it, window_tells,
        notification, click_on_notification, icon_tells, icon_menu, icon_click, menu_key,
        new_taskbar, lost_icon, light_taskbar, second_start, end_for_an_update, quit_by_command,
        quit_from_menu]))
