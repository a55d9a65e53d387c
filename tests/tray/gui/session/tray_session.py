#!/usr/bin/python3
"""A morning with RDP Ready: first start, a look, four servers, the icon, a notification, quit.

  tray_session.py TRAY CLI PRACTICE_SERVER   inside session.sh

Real panel, real notification service, real servers, real clicks; pictures for people.
"""

import datetime
import json
import os
import subprocess
import sys

import desktop
from desktop import find, wait_for

TRAY, CLI, SERVERS = sys.argv[1:4]
DATA = os.path.join(os.environ["HOME"], "data")
APP = "rdpready-tray"
SCREEN_WIDTH = 1280
SECOND = datetime.timedelta(seconds=1)
NAMES = {"healthy": "PC at work", "expiring": "BUILD-07", "expired": "Accounting",
         "broken": "Design studio"}

state = {}


def rdpready(*words):
    return subprocess.run([CLI, "--data-dir", DATA, *words], capture_output=True, text=True)


def choose(part):
    """Clicks on its line until its page is there: a window that has just come may not take the
    first click."""
    def try_it():
        desktop.click_on(find(APP, NAMES[part], "table cell"))
        try:
            return wait_for("its page", lambda: find(APP, state["servers"][part], "label"), 4)
        except AssertionError:
            return False

    wait_for("the page of " + NAMES[part], try_it)


def quit_without_one():
    """--quit has nothing to do where none runs, and leaves nothing behind"""
    done = subprocess.run([TRAY, "--quit", "--data-dir", DATA], timeout=desktop.PATIENCE_S)
    assert done.returncode == 0
    assert not os.path.exists(DATA), "It made a data folder."


def begin():
    """servers, panel and notification service start"""
    subprocess.run(["display", "-window", "root", "-size", "1280x800", "xc:#50707f"])
    servers = desktop.start(SERVERS, stdout=subprocess.PIPE, text=True)
    state["servers"] = dict(servers.stdout.readline().split() for _ in NAMES)
    state["panel"] = desktop.start_panel()
    desktop.start_notifications()


def first_start():
    """the first start shows an icon in the panel and an inviting window"""
    state["tray"] = desktop.start(TRAY, "--data-dir", DATA)
    wait_for("the icon in the panel", desktop.tray_item)
    wait_for("the welcome page", lambda: find(APP, "Know before it fails"))
    desktop.picture("first-start")


def first_look():
    """Return in the field looks at a computer, and a click watches it from then on"""
    field = wait_for("the field", lambda: find(APP, "Computer you connect to"))
    desktop.click_on(field)
    desktop.write(state["servers"]["healthy"])
    desktop.keys("Return")
    wait_for("the answer", lambda: find(APP, "A connection started now would"))
    desktop.picture("first-look")
    desktop.click_on(wait_for("the button", lambda: find(APP, "Watch this computer from now on")))
    wait_for("the list", lambda: find(APP, "Check all now"))


def command_line_beside_it():
    """what the command line adds appears in the window"""
    first = state["servers"]["healthy"]
    rdpready("targets", "edit", first, "--name", NAMES["healthy"])
    for part in ("expiring", "expired", "broken"):
        done = rdpready("targets", "add", state["servers"][part], "--name", NAMES[part])
        assert done.returncode == 0, done.stderr
    for name in NAMES.values():
        wait_for(name + " in the list", lambda: find(APP, name, "table cell"))


def icon_tells():
    """the icon tells that computers would fail, its menu says which and why"""
    wait_for("the icon's words", lambda: "would fail now" in desktop.icon_title())
    wait_for("the menu's words", lambda: any(
        line.startswith("BUILD-07: the certificate ends in 9 days")
        for line in desktop.menu_labels()))
    labels = desktop.menu_labels()
    for label in ("Fix my connection…", "Check now", "Connect", "Add a target…", "Snooze",
                  "Open RDP Ready", "Start at login", "Quit"):
        assert label in labels, label + " is not in " + repr(labels)


def window_tells():
    """a click on a line of the list shows its findings"""
    choose("expiring")
    wait_for("the headline", lambda: find(APP, "It works now and is expected to fail in 9 days"))
    wait_for("the certificate's card", lambda: find(APP, "Ends on"))
    desktop.picture("window")


def notifications():
    """a notification comes for each matter"""
    wait_for("notifications", lambda: desktop.count_on_screen() >= 2)
    desktop.picture("notification")
    wait_for("the one that takes patience", lambda: desktop.count_on_screen() == 3, 180)


def click_on_notification():
    """a click on a notification opens what it is about"""
    desktop.hide_windows()
    desktop.click_at(SCREEN_WIDTH - 200, 120)
    wait_for("the window", lambda: find(APP, "A connection started now would fail"))
    wait_for("what to do about it", lambda: find(APP, "What to do"))
    desktop.picture("from-notification")


def snooze_from_notification():
    """the notification's second button keeps still about that computer for a day"""
    desktop.click_at(SCREEN_WIDTH - 200, 260)
    wait_for("one notification less", lambda: desktop.count_on_screen() == 1)
    choose("expiring")
    wait_for("the snooze", lambda: find(APP, "Notifications are snoozed until tomorrow"))


def fix_from_notification():
    """the notification's Fix… button, told over D-Bus, opens the window that mends that computer"""
    desktop.click_at(SCREEN_WIDTH - 200, 120)
    wait_for("the window", lambda: find(APP, "Fix my connection to Design studio"))
    desktop.picture("fix-from-notification")
    wait_for("an empty screen", lambda: desktop.count_on_screen() == 0)
    wait_for("the answer", lambda: find(APP, "Send to my administrator…"))
    desktop.keys("Escape")
    wait_for("the end of the window", lambda: not find(APP, "Fix my connection to Design studio"))


def snooze_until_fixed():
    """a line of the icon's menu keeps still about what is wrong until it is fixed, in the store too"""
    desktop.press_in_menu("Until this is fixed")
    choose("expired")
    wait_for("the snooze", lambda: find(APP, "Notifications are snoozed until it is fixed"))
    desktop.picture("snoozed-until-fixed")
    listed = json.loads(rdpready("snooze", "--json").stdout)["targets"]
    ends = {one["name"]: one["until"] for one in listed}
    assert ends[NAMES["expired"]] == "fixed" and ends[NAMES["healthy"]] is None, ends
    done = rdpready("snooze", NAMES["expired"], "--off")
    assert done.returncode == 0, done.stderr
    desktop.hide_windows()
    desktop.click_at(SCREEN_WIDTH - 16, 15)
    wait_for("the end of the snooze", lambda: find(APP, NAMES["expired"], "table cell")
             and not find(APP, "Notifications are snoozed until it is fixed"))


def icon_menu():
    """a right click on the icon opens its menu, a left click the window"""
    desktop.open_menu(SCREEN_WIDTH - 16, 15)
    desktop.picture("menu")
    desktop.keys("Escape")
    wait_for("the end of the menu", lambda: not desktop.menu_is_open())
    desktop.hide_windows()
    desktop.click_at(SCREEN_WIDTH - 16, 15)
    wait_for("the window", lambda: find(APP, "Check all now"))
    desktop.hide_windows()


def at(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def looked_after_a_connection_in_vain():
    """the client that the menu starts is thrown out, and the computer is looked at again at once"""
    def seen_before_and_after():
        lines = [json.loads(line) for line in
                 rdpready("history", NAMES["broken"], "--export", "-").stdout.splitlines()]
        ends = [at(line["at"]) for line in lines if line.get("event") == "user_disconnects"]
        looks = sorted(at(line["checked_at"]) for line in lines if "checked_at" in line)
        looks = [look for look in looks if look >= pressed]
        # One as it is started and one as it ends, which is known to the second; a single one where
        # it ended before the first look began.
        return ends and (len(looks) > 1 or looks and looks[0] - ends[0] >= SECOND)

    # To the second, as the times in the history.
    pressed = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    desktop.press_in_menu(NAMES["broken"])
    wait_for("another look", seen_before_and_after)


def fix_from_menu():
    """Fix my connection… in the menu finds what is wrong and whom to ask, with a kit for them"""
    desktop.open_menu(SCREEN_WIDTH - 16, 15)
    line = desktop.menu_labels().index("Fix my connection…")
    desktop.keys(*["Down"] * (line + 1), "Return")
    wait_for("whom to ask", lambda: find(APP, "The other computer's administrator is needed"))
    desktop.picture("fix-for-the-administrator")
    desktop.click_on(find(APP, "Send to my administrator…"))
    wait_for("the kit", lambda: find(APP, "Send these two files to the administrator"))
    kit = os.listdir(os.path.join(os.environ["HOME"], "RDP Ready"))
    assert sorted(name.rsplit(".")[-1] for name in kit) == ["ps1", "txt"], kit
    desktop.keys("Escape")
    wait_for("the end of the window", lambda: not find(APP, "Send these two files"))


def hears_all(headline):
    silent = desktop.nameless(desktop.window_of(find(APP, headline)))
    assert not silent, "A screen reader has no name for " + ", ".join(silent)


def fix_and_put_back():
    """a damaged file of the client is removed after it was shown, and put back on request"""
    address = state["servers"]["healthy"]
    kept = os.path.join(os.environ["XDG_CONFIG_HOME"], "freerdp", "server",
                        address.replace(":", "_") + ".pem")
    os.makedirs(os.path.dirname(kept), exist_ok=True)
    with open(kept, "w", encoding="ascii") as file:
        file.write("-----BEGIN CERTIFICATE-----\n")
    choose("healthy")
    desktop.click_on(wait_for("the button", lambda: find(APP, "Fix…")))
    wait_for("the plan", lambda: find(APP, "This computer can mend something"))
    desktop.picture("fix-plan")
    assert os.path.exists(kept), "It was removed before anybody agreed."
    hears_all("This computer can mend something")
    tick = find(APP, "Remove", "check box")
    assert tick and tick.get_description(), "The tick is not explained to a screen reader."
    desktop.click_on(find(APP, "Do this step"))
    wait_for("the result", lambda: find(APP, "The connection is mended"))
    hears_all("The connection is mended")
    assert not os.path.exists(kept), "It is still there."
    desktop.picture("fix-result")
    desktop.click_on(find(APP, "Undo…"))
    desktop.click_on(wait_for("the button", lambda: find(APP, "Put back")))
    wait_for("the file", lambda: os.path.exists(kept))
    wait_for("what came of it", lambda: find(APP, "It was put back."))
    desktop.keys("Escape")
    wait_for("the end of the window", lambda: not find(APP, "It was put back."))


def second_start():
    """a second start ends at once and brings the window to the front"""
    done = subprocess.run([TRAY, "--data-dir", DATA], timeout=desktop.PATIENCE_S)
    assert done.returncode == 0
    wait_for("the window", lambda: find(APP, "Check all now"))


def panel_restarts():
    """a panel that starts anew has the icon again"""
    state["panel"].terminate()
    state["panel"].wait()
    wait_for("the end of the panel", lambda: not desktop.has_name(desktop.WATCHER))
    desktop.start_panel()
    wait_for("the icon in the new panel", desktop.tray_item)


def quit_from_menu():
    """Quit in the menu ends the program"""
    desktop.open_menu(SCREEN_WIDTH - 16, 15)
    desktop.keys("Up", "Return")
    code = state["tray"].wait(timeout=desktop.PATIENCE_S)
    assert code == 0, "It ended with " + str(code)


if __name__ == "__main__":
    sys.exit(desktop.run([quit_without_one, begin, first_start, first_look, command_line_beside_it, icon_tells,
                          window_tells, notifications, click_on_notification, snooze_from_notification,
                          fix_from_notification, snooze_until_fixed,
                          icon_menu, looked_after_a_connection_in_vain, fix_from_menu, second_start, fix_and_put_back, panel_restarts,
                          quit_from_menu]))
