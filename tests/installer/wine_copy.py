"""A Windows of its own for each test: a copy of a prepared Wine prefix, and what changed in it.

wine_copy.py TEMPLATE     prepares it
"""
import contextlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

LIMIT_S = 120  # for what takes seconds on an idle machine
VARIABLES = {"WINEARCH": "win64", "WINEDEBUG": "-all", "LC_ALL": "C.UTF-8",
             "WINEDLLOVERRIDES": "mscoree,mshtml=;winemenubuilder.exe=d"}
# Windows programs and their users leave traces here that are nobody's: setup's copy of the
# uninstaller among them, since a running program cannot delete itself.
NOT_OURS = re.compile(r"(^|/)(Temp|temp|Microsoft/Windows/(Recent|INetCache|History))(/|$)|\.reg$")
# Of Wine itself: who is logged in, when, with which screen.
WINES_OWN = re.compile(r"^(Volatile Environment|Software\\\\Wine|"
                       r"System\\\\CurrentControlSet(?!.*\\\\RDP Ready$)|"
                       r"Software\\\\Microsoft\\\\Windows\\\\CurrentVersion\\\\Explorer\\\\(SessionInfo|Shell Folders)|"
                       r"Software\\\\Microsoft\\\\Windows NT\\\\CurrentVersion\\\\(Perflib|Time Zones))", re.I)


class Wine:
    """Commands return when they have ended; wait_until_idle() also waits for what they started."""

    def __init__(self, prefix, display=None):
        self.prefix = prefix
        self.environment = {**os.environ, **VARIABLES, "WINEPREFIX": str(prefix)}
        self.environment.pop("DISPLAY", None)
        if display:
            self.environment["DISPLAY"] = display
        self.drive = prefix / "drive_c"
        self.home = next(p for p in (self.drive / "users").iterdir() if p.name != "Public")
        self.local = self.home / "AppData/Local"

    def run(self, *words, **variables):
        """Exit code and what it printed. Through a file: Wine's services outlive a pipe's reader."""
        with tempfile.TemporaryFile() as said:
            code = subprocess.run(["wine", *map(str, words)], env={**self.environment, **variables},
                                  stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.DEVNULL,
                                  timeout=LIMIT_S).returncode
            said.seek(0)
            return code, said.read().decode(errors="replace")

    def start(self, *words):
        """Leaves it running."""
        return subprocess.Popen(["wine", *map(str, words)], env=self.environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def runs(self, program):
        """Whether a program of this name runs in this Windows."""
        mark = b"WINEPREFIX=" + bytes(self.prefix) + b"\0"
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):  # it may end at any moment
                path = (process / "cmdline").read_bytes().split(b"\0")[0].decode(errors="replace")
                if path.replace("\\", "/").endswith("/" + program) and mark in (process / "environ").read_bytes():
                    return True
        return False

    def wait_until_idle(self):
        subprocess.run(["wineserver", "-w"], env=self.environment, timeout=LIMIT_S)

    def end(self):
        subprocess.run(["wineserver", "-k"], env=self.environment)
        subprocess.run(["wineserver", "-w"], env=self.environment, timeout=LIMIT_S)

    def windows_path(self, path):
        return "C:\\" + str(path.relative_to(self.drive)).replace("/", "\\")

    def files(self):
        """Every file and folder of drive C but those that are nobody's."""
        found = set()
        for folder, folders, files in os.walk(self.drive):
            for name in folders + files:
                path = str(pathlib.Path(folder, name).relative_to(self.drive))
                if not NOT_OURS.search(path):
                    found.add(path)
        return found

    def registry(self):
        """{(hive, key, value): data}; the program must be idle, so that it is all on the disk."""
        found = {}
        for hive in ("user", "system"):
            key = None
            lines = re.sub(r"\\\n\s*", "", (self.prefix / f"{hive}.reg").read_text(errors="replace"))
            for line in lines.splitlines():
                if line.startswith("["):
                    key = line[1:line.index("]", 1)]
                elif key and not WINES_OWN.match(key) and line[:1] in ('"', "@"):
                    name, _, data = line.partition("=")
                    found[(hive, key.replace("\\\\", "\\"), name.strip('"'))] = data.strip('"')
        return found

    def registry_value(self, hive, key, name):
        return self.registry().get((hive, key, name))

    def state(self):
        self.wait_until_idle()
        return self.files(), self.registry()

    def changes_since(self, before):
        """Sorted, as lines to read; empty where all is as it was in `before`, a state()."""
        (files, registry), (old_files, old_registry) = self.state(), before
        return sorted([f"+ {path}" for path in files - old_files] + [f"- {path}" for path in old_files - files] +
                      [f"{entry} = {registry.get(entry)}, was {old_registry.get(entry)}"
                       for entry in registry.keys() | old_registry.keys()
                       if registry.get(entry) != old_registry.get(entry)])


def wait_for(condition, what):
    """Looks again and again until it holds; fails with `what` when it does not in time."""
    give_up = time.monotonic() + LIMIT_S
    while not condition():
        if time.monotonic() > give_up:
            raise AssertionError(f"In {LIMIT_S} seconds this did not happen: {what}")
        time.sleep(0.05)


def make_template(folder):
    """Once: a Windows 10 as far as Wine can be one."""
    if (folder / "ready").exists():
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    environment = {**os.environ, **VARIABLES, "WINEPREFIX": str(folder)}
    environment.pop("DISPLAY", None)
    for words in (["wineboot", "--init"], ["winecfg", "-v", "win10"],
                  ["wine", "reg", "add", r"HKCU\Software\Wine\WineDbg", "/v", "ShowCrashDialog", "/t", "REG_DWORD",
                   "/d", "0", "/f"],
                  # A taskbar with a tray, where there is a display.
                  ["wine", "reg", "add", r"HKCU\Software\Wine\Explorer", "/v", "Desktop", "/d", "shell", "/f"],
                  ["wine", "reg", "add", r"HKCU\Software\Wine\Explorer\Desktops", "/v", "shell", "/d", "1024x768", "/f"],
                  ["wineserver", "-w"]):
        subprocess.run(words, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=LIMIT_S, check=True)
    (folder / "ready").touch()


@contextlib.contextmanager
def copy_of(template, display=None):
    """A copy that shares its unchanged files with the template; gone afterwards."""
    with tempfile.TemporaryDirectory(dir=template.parent, prefix="wine.") as scratch:
        prefix = pathlib.Path(scratch, "prefix")
        subprocess.run(["cp", "-al", str(template), str(prefix)], check=True)
        for hive in prefix.glob("*.reg"):  # written in place
            data = hive.read_bytes()
            hive.unlink()
            hive.write_bytes(data)
        wine = Wine(prefix, display)
        try:
            yield wine
        finally:
            wine.end()


@contextlib.contextmanager
def screen():
    """A display of its own."""
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1024x768x24", "-nolisten", "tcp"],
                              pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as said:
            yield ":" + said.readline().strip()
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    make_template(pathlib.Path(sys.argv[1]))
