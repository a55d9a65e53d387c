"""The desktop of windows_session.sh from outside: what look_around sees and does on it.
Ends exactly the processes it started."""

import os
import subprocess
import sys
import time
from collections import namedtuple

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../.."))
WINE = os.path.join(ROOT, "tests/windows/wine.sh")
PATIENCE_S = 60  # on a busy machine; nothing waits that long otherwise
MENU = "#32768"  # Windows' class of menus
TOOLTIP = "tooltips_class32"  # and of balloons
TASKBAR = "Shell_TrayWnd"

Window = namedtuple("Window", "depth handle process kind x y width height enabled text")

started = []
look_around = None  # the program, set by run()


def wait_for(what, question, limit_s=PATIENCE_S):
    """Asks again until the answer is true, and gives it; fails by naming what did not come."""
    end = time.monotonic() + limit_s
    while True:
        answer = question()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError("It did not come: " + what)
        time.sleep(0.1)


def start(*command, **options):
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, **options)
    started.append(process)
    return process


def start_wine(program, *words):
    return start(WINE, program, *words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def run_wine(program, *words):
    """Its exit code and what it said, by way of files: pipes may be held open by others."""
    folder = os.environ["SESSION_FOLDER"]
    names = [os.path.join(folder, name) for name in ("said", "complained")]
    with open(names[0], "w", encoding="utf-8") as said, open(names[1], "w") as complained:
        code = subprocess.run([WINE, program, *words], stdin=subprocess.DEVNULL, stdout=said,
                              stderr=complained, timeout=PATIENCE_S).returncode
    texts = []
    for name in names:
        with open(name, encoding="utf-8", errors="replace") as text:
            texts.append(text.read())
    return code, *texts


def ask(*words):
    code, said, _ = run_wine(look_around, *words)
    assert code == 0, "look_around " + " ".join(words) + " gave " + str(code)
    return said


def windows():
    """All that is visible, parents before their children."""
    found = []
    for line in ask("windows").splitlines():
        depth, handle, process, kind, place, enabled, text = line.split("\t", 6)
        x, y, width, height = (int(part) for part in place.split(","))
        found.append(Window(int(depth), handle, int(process), kind, x, y, width, height,
                            enabled == "1", text.replace("&", "")))
    return found


def top(title=None, kind=None):
    """The top-level window of that title or kind; None if there is none."""
    for window in windows():
        if window.depth == 0 and title in (None, window.text) and kind in (None, window.kind):
            return window
    return None


def find(words, title="RDP Ready"):
    """The first thing in the window of that title whose text holds these words."""
    inside = False
    for window in windows():
        if window.depth == 0:
            inside = window.text == title
        elif inside and words in window.text:
            return window
    return None


def find_kind(kind, title="RDP Ready"):
    inside = False
    for window in windows():
        if window.depth == 0:
            inside = window.text == title
        elif inside and window.kind == kind:
            return window
    return None


def icon_is_there():
    return ask("icon-there").strip() == "yes"


def icon_place():
    """The middle of the only icon in the taskbar; Wine does not tell where it is."""
    bar = wait_for("the taskbar", lambda: top(kind=TASKBAR))
    return bar.x + bar.width - bar.height // 2, bar.y + bar.height // 2


def done(*words):
    """Whether look_around did it; it refuses, and does nothing, where it would not arrive."""
    code, _, _ = run_wine(look_around, *words)
    assert code in (0, 1), "look_around " + " ".join(words) + " gave " + str(code)
    return code == 0


def do(*words):
    wait_for("a window ready to " + " ".join(words), lambda: done(*words))


def click_at(x, y, *button):
    do("click", str(x), str(y), *button)


def click_on(window):
    do("click-on", window.handle)


def keys(window, *names):
    """Presses them in that window, once it is the one that has the keys."""
    do("press", window.handle, *names)


def write(window, text):
    do("write", window.handle, text)


def menu_keys(*names):
    do("press", "menu", *names)


def until(what, act, effect, limit_s=4):
    """Acts until the effect is there: for what may be done twice and may come too early, as a
    click on a taskbar that has just started or on a page that is still growing."""
    def try_it():
        act()
        try:
            return wait_for(what, effect, limit_s)
        except AssertionError:
            return None

    return wait_for(what, try_it)


def wait_for_no_menu():
    wait_for("the end of the menu", lambda: top(kind=MENU) is None)


def open_menu():
    until("the icon's menu", lambda: click_at(*icon_place(), "right"), lambda: top(kind=MENU))


def click_on_icon():
    """A left click, until the window is there."""
    return until("the window", lambda: click_at(*icon_place()), lambda: top("RDP Ready"))


def icon_tip():
    """What is said when the pointer rests on the icon."""
    def rest_on_it():
        x, y = icon_place()
        for place in ((x - 200, y - 100), (x, y), (x + 1, y)):
            do("point", *map(str, place))

    return until("the icon's tip", rest_on_it, lambda: next(
        (window.text for window in windows() if window.depth == 0 and window.kind == TOOLTIP
         and window.text.startswith("RDP Ready")), None))


class Balloons:
    """Every balloon that comes up from now on; one may be gone before it could be asked for."""

    def __init__(self):
        self.name = os.path.join(os.environ["SESSION_FOLDER"], "balloons")
        with open(self.name, "wb") as lines:
            start(WINE, look_around, "balloons", stdout=lines, stderr=subprocess.DEVNULL)

    def texts(self):
        with open(self.name, encoding="utf-8", errors="replace") as lines:
            return [line.strip() for line in lines if line.endswith("\n")]


def close_window():
    """Presses Ctrl+W in our window, which ends it while the icon is there."""
    keys(wait_for("the window", lambda: top("RDP Ready")), "ctrl+w")
    wait_for("the window to close", lambda: top("RDP Ready") is None)


def picture(name, *options):
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        os.makedirs(folder, exist_ok=True)
        time.sleep(0.4)  # what is still being drawn; pictures are for people
        subprocess.run(["import", "-window", "root", *options, os.path.join(folder, name + ".png")])


def icon_pixels():
    """What the icon looks like, as bytes to compare."""
    x, y = icon_place()
    return subprocess.run(["import", "-window", "root", "-crop", f"16x16+{x - 8}+{y - 8}", "rgb:-"],
                          capture_output=True, check=True).stdout


def end_all():
    for process in reversed(started):
        if process.poll() is None:
            process.terminate()
    for process in started:
        process.wait()


def run(program, tests):
    """Runs the steps in order, each on what the one before left; the first that fails ends it."""
    global look_around
    look_around = program
    try:
        for test in tests:
            print("step:", test.__doc__, flush=True)
            test()
    except (AssertionError, OSError, subprocess.SubprocessError) as trouble:
        picture("failure")
        print("FAILED:", trouble, file=sys.stderr)
        for window in windows():
            print("  " * window.depth, window, file=sys.stderr)
        return 1
    finally:
        end_all()
    return 0
