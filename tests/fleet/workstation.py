"""A workstation of a fleet: `rdpready` with practice servers to look at, in a folder of its own."""

import pathlib
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
FLEET = ROOT / "installer" / "fleet"


class Workstation:
    """Looks at `servers` (kinds of practice_server) once. A context; `folder` is gone afterwards."""

    def __init__(self, program, practice_server, servers):
        self.program, self.practice_server, self.kinds = program, practice_server, servers

    def __enter__(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.temporary.name)
        self.server = subprocess.Popen([self.practice_server, *self.kinds], text=True,
                                       stdout=subprocess.PIPE)
        for kind in self.kinds:
            name, place = self.server.stdout.readline().split()
            assert name == kind
            self.run("targets", "add", place, "--name", kind)
        self.run("check", "--saved")
        return self

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait()
        self.server.stdout.close()
        self.temporary.cleanup()

    def run(self, *words):
        return subprocess.run([self.program, *words, "--data-dir", self.folder / "data"], text=True,
                              capture_output=True, timeout=60, check=False)


def families(text):
    """Every family that is described, in order, by its # TYPE line."""
    return re.findall(r"^# TYPE (\S+) ", text, re.MULTILINE)


def samples(text):
    """(name, {label: value}, number) of each line that is one."""
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        name, labels, value = re.fullmatch(r"(\w+)(?:\{(.*)\})? (\S+)", line).groups()
        pairs = re.findall(r'(\w+)="((?:\\.|[^"\\])*)"', labels or "")
        yield name, dict(pairs), float(value)
