"""A desktop to test on: the panel, the notification service, the pointer and what a screen reader
reads. Runs inside session.sh; ends exactly the processes it started."""

import os
import shutil
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
PATIENCE_S = 60  # on a busy machine; nothing waits that long otherwise
WATCHER = "org.kde.StatusNotifierWatcher"

bus = Gio.bus_get_sync(Gio.BusType.SESSION)
started = []


def wait_for(what, question, limit_s=PATIENCE_S):
    """Asks again until the answer is true, and gives it; fails by naming what did not come."""
    end = time.monotonic() + limit_s
    while True:
        answer = question()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError("It did not come: " + what)
        time.sleep(0.05)


def start(*command, **options):
    process = subprocess.Popen(command, **options)
    started.append(process)
    return process


def end_all():
    for process in reversed(started):
        if process.poll() is None:
            process.terminate()
    for process in started:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def has_name(name):
    return call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                "NameHasOwner", GLib.Variant("(s)", (name,)))[0]


def call(name, path, interface, method, arguments=None):
    return bus.call_sync(name, path, interface, method, arguments, None,
                         Gio.DBusCallFlags.NONE, 5000, None).unpack()


def start_panel():
    config = os.path.join(os.environ["XDG_CONFIG_HOME"], "xfce4/xfconf/xfce-perchannel-xml")
    os.makedirs(config, exist_ok=True)
    shutil.copy(os.path.join(HERE, "xfce4-panel.xml"), config)
    panel = start("xfce4-panel", "--disable-wm-check", stderr=subprocess.DEVNULL)
    wait_for("the panel", lambda: has_name(WATCHER))
    return panel


def start_notifications():
    start("dunst", "-config", os.path.join(HERE, "dunstrc"), stderr=subprocess.DEVNULL)
    wait_for("the notification service", lambda: has_name("org.freedesktop.Notifications"))


def tray_item():
    """Bus name and object path of our icon as the panel's watcher knows it; None if it has none."""
    items = call(WATCHER, "/StatusNotifierWatcher", "org.freedesktop.DBus.Properties", "Get",
                 GLib.Variant("(ss)", (WATCHER, "RegisteredStatusNotifierItems")))[0]
    for item in items:
        name, _, path = item.partition("/")
        try:
            if icon_property(name, "/" + path, "Id") == "rdpready":
                return name, "/" + path
        except GLib.Error:
            continue
    return None


def icon_property(name, path, which):
    return call(name, path, "org.freedesktop.DBus.Properties", "Get",
                GLib.Variant("(ss)", ("org.kde.StatusNotifierItem", which)))[0]


def icon_title():
    item = tray_item()
    return icon_property(*item, "Title") if item else ""


def menu_labels():
    """The icon's menu as the panel is given it, depth first."""
    def walk(node):
        _, properties, children = node
        if "label" in properties:
            labels.append(properties["label"].replace("__", "_"))
        for child in children:
            walk(child)

    labels = []
    name, _ = tray_item()
    walk(call(name, "/MenuBar", "com.canonical.dbusmenu", "GetLayout",
              GLib.Variant("(iias)", (0, -1, [])))[1])
    return labels


def press_in_menu(label):
    """Presses that line of the icon's menu, as the panel does."""
    def walk(node):
        number, properties, children = node
        if properties.get("label", "").replace("__", "_") == label:
            return number
        for child in children:
            found = walk(child)
            if found is not None:
                return found
        return None

    name, _ = tray_item()
    number = walk(call(name, "/MenuBar", "com.canonical.dbusmenu", "GetLayout",
                       GLib.Variant("(iias)", (0, -1, [])))[1])
    assert number is not None, label + " is not in the menu"
    call(name, "/MenuBar", "com.canonical.dbusmenu", "Event",
         GLib.Variant("(isvu)", (number, "clicked", GLib.Variant("i", 0), 0)))


def shown_notifications():
    """What the notification service has on screen or in its history, as text."""
    history = subprocess.run(["dunstctl", "history"], capture_output=True, text=True).stdout
    return history


def count_on_screen():
    answer = subprocess.run(["dunstctl", "count", "displayed"], capture_output=True, text=True)
    return int(answer.stdout or 0)


def picture(name):
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        os.makedirs(folder, exist_ok=True)
        time.sleep(0.6)  # fades of the toolkit; pictures are for people, no test depends on them
        subprocess.run(["import", "-window", "root", os.path.join(folder, name + ".png")])


def click_at(x, y, button=1):
    subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", str(button)], check=True)


def menu_is_open():
    """Whether the panel shows a menu: it is not told to screen readers, but it is a window."""
    ids = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "wrapper-2.0"],
                         capture_output=True, text=True).stdout.split()
    for window in ids:
        shape = subprocess.run(["xdotool", "getwindowgeometry", "--shell", window],
                               capture_output=True, text=True).stdout
        if any(line.startswith("HEIGHT=") and int(line[7:]) > 150 for line in shape.splitlines()):
            return True
    return False


def open_menu(x, y):
    """Right clicks until the menu is there: a panel that has just started is not at once ready."""
    def try_it():
        click_at(x, y, 3)
        try:
            return wait_for("the menu", menu_is_open, 4)
        except AssertionError:
            keys("Escape")
            return False

    wait_for("the icon's menu", try_it)


def window_is_visible():
    return subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^RDP Ready$"],
                          capture_output=True).returncode == 0


def hide_windows():
    """Presses Ctrl+W in our window, which hides it or makes it small."""
    wait_for("the window", window_is_visible)
    subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^RDP Ready$",
                    "windowactivate", "--sync"], check=True)
    keys("ctrl+w")
    wait_for("the window to hide", lambda: not window_is_visible())


def keys(*names):
    subprocess.run(["xdotool", "key", "--delay", "60", *names], check=True, timeout=PATIENCE_S)


def write(text):
    subprocess.run(["xdotool", "type", "--delay", "30", text], check=True, timeout=PATIENCE_S)


def accessibles(root):
    """Everything below it; what vanishes on the way is passed over."""
    yield root
    try:
        children = [root.get_child_at_index(i) for i in range(min(root.get_child_count(), 200))]
    except GLib.Error:
        return
    for child in children:
        if child is not None:
            yield from accessibles(child)


def is_it(thing, name, role):
    try:
        return (name in thing.get_name().replace("\n", " ")
                and (role is None or thing.get_role_name() == role)
                and thing.get_state_set().contains(Atspi.StateType.SHOWING))
    except GLib.Error:
        return False


def find(application, name, role=None):
    """The first thing on screen that a screen reader calls so; None if there is none.
    Without an application it may be anyone's."""
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        app = desktop.get_child_at_index(i)
        if app is None or application not in (None, app.get_name()):
            continue
        for thing in accessibles(app):
            if is_it(thing, name, role):
                return thing
    return None


def window_of(thing):
    """The window in which a screen reader finds it."""
    while thing.get_role_name() not in ("frame", "dialog"):
        thing = thing.get_parent()
    return thing


def nameless(window):
    """What can be pressed, ticked or looked at in it, and has no name for a screen reader."""
    wants_name = ("push button", "check box", "image", "icon", "label")
    return [thing.get_role_name() for thing in accessibles(window)
            if thing.get_role_name() in wants_name and is_it(thing, "", None)
            and not thing.get_name().strip()]


def click_on(thing, button=1):
    place = thing.get_extents(Atspi.CoordType.SCREEN)
    click_at(place.x + place.width // 2, place.y + place.height // 2, button)


def run(tests):
    """Runs the steps in order, each on what the one before left; the first that fails ends it."""
    try:
        for test in tests:
            print("step:", test.__doc__, flush=True)
            test()
    except (AssertionError, GLib.Error, subprocess.SubprocessError) as trouble:
        picture("failure")
        print("FAILED:", trouble, file=sys.stderr)
        return 1
    finally:
        end_all()
    return 0
