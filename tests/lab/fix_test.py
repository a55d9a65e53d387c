#!/usr/bin/python3
"""A real client that refuses a real server, mended by the installed program.

fix_test.py PROGRAM

xfreerdp remembers a certificate of FreeRDP's shadow server, and refuses it once that memory is
damaged or out of date. Then: `fix`, xfreerdp connects; `undo`, all is as it was, byte for byte.
"""

import json
import os
import subprocess
import sys
import tempfile
import warnings

warnings.filterwarnings("ignore")

import certificates
import looking
import rdp_servers

KEYS = {"schema", "target", "before", "diagnosis", "plan", "after", "outcome", "undo_id"}
STEP_KEYS = {"id", "remedy", "title", "why", "where", "reversible", "needs_admin", "default",
             "state", "detail"}


class Desk:
    """One user's computer: a home folder, the program, and xfreerdp on a screen."""

    def __init__(self, lab, program, folder):
        self.lab = lab
        self.program = program
        self.known_hosts = os.path.join(folder, "config", "freerdp", "known_hosts2")
        self.environment = dict(os.environ, HOME=folder, DISPLAY=lab.display,
                                XDG_CONFIG_HOME=os.path.join(folder, "config"),
                                RDPREADY_DATA_DIR=os.path.join(folder, "data"))
        os.makedirs(folder)

    def run(self, *words):
        return subprocess.run([self.program, *words], env=self.environment, text=True, timeout=60,
                              stdin=subprocess.DEVNULL, capture_output=True, check=False)

    def fix(self, *options):
        """Gives (exit code, document)."""
        done = self.run("fix", "pc", "--json", *options)
        return done.returncode, json.loads(done.stdout)

    def connects(self, port):
        """Whether xfreerdp comes through; a certificate that it does not know yet it takes."""
        command = ["xfreerdp", f"/v:localhost:{port}", "/u:someone", "/p:secret", "/sec:tls",
                   "/cert:tofu", "+auth-only"]
        return subprocess.run(command, env=self.environment, stdin=subprocess.DEVNULL, timeout=60,
                              capture_output=True, check=False).returncode == 0

    def remembered(self):
        with open(self.known_hosts, "rb") as kept:
            return kept.read()

    def remember(self, content):
        with open(self.known_hosts, "wb") as kept:
            kept.write(content)


def wanted(**pairs):
    """Sentences about what is not as it should be; each pair is (is so, should be)."""
    return [f"{what} is {is_so!r}, wanted {should!r}"
            for what, (is_so, should) in pairs.items() if is_so != should]


def about_document(document):
    found = [f"no key {key}" for key in KEYS ^ document.keys()]
    for step in document["plan"]:
        found += [f"no key {key} in a step" for key in STEP_KEYS ^ step.keys()]
    return found


def mended_and_undone(desk, port, code):
    """xfreerdp refuses → plan → fix → undo → fix → xfreerdp connects."""
    before = desk.remembered()
    found = wanted(connects=(desk.connects(port), False))
    _, plan = desk.fix("--plan")
    found += about_document(plan)
    found += wanted(changed_by_plan=(desk.remembered() != before, False),
                    cause=(plan["diagnosis"][0]["code"], code),
                    state=(plan["plan"][0]["state"], "planned"))
    exit_code, done = desk.fix("--yes")
    found += about_document(done)
    found += wanted(exit_code=(exit_code, 0), outcome=(done["outcome"], "fixed"),
                    state=(done["plan"][0]["state"], "applied"),
                    verdict=(done["after"]["verdict"], "ready"))
    undone = desk.run("undo", str(done["undo_id"]))
    found += wanted(undone=(undone.returncode, 0), as_before=(desk.remembered() == before, True),
                    refuses_again=(desk.connects(port), False))
    desk.fix("--yes")
    return found + wanted(connects_at_last=(desk.connects(port), True))


def certificate_renewed(desk, lab):
    with lab.shadow("old", certificate="expiring", security="tls") as port:
        found = wanted(connects_at_first=(desk.connects(port), True))
        desk.run("targets", "add", f"localhost:{port}", "--name", "pc")
        desk.run("check", "--saved")
    with lab.shadow("new", certificate="valid", security="tls") as port:
        # A look in between, as the tray makes, must not make it forget what was expected.
        desk.run("check", "--saved")
        return found + mended_and_undone(desk, port, "cache.certificate_outdated")


def memory_damaged(desk, lab):
    with lab.shadow("one", certificate="valid", security="tls") as port:
        found = wanted(connects_at_first=(desk.connects(port), True))
        host, number, fingerprint, *names = desk.remembered().split(b" ")
        desk.remember(b"other 3389 " + fingerprint + b" x y\n" +
                      b" ".join([host, number, fingerprint[:-3], *names]))
        desk.run("targets", "add", f"localhost:{port}", "--name", "pc")
        return found + mended_and_undone(desk, port, "cache.corrupt")


def newer_is_kept(desk, lab):
    """xfreerdp remembers the new certificate after the repair: undo leaves that alone and says so."""
    with lab.shadow("before", certificate="expiring", security="tls") as port:
        found = wanted(connects_at_first=(desk.connects(port), True))
        desk.run("targets", "add", f"localhost:{port}", "--name", "pc")
        desk.run("check", "--saved")
    with lab.shadow("after", certificate="valid", security="tls") as port:
        _, done = desk.fix("--yes")
        found += wanted(state=(done["plan"][0]["state"], "applied"),
                        connects_after_it=(desk.connects(port), True))
        newer = desk.remembered()
        undone = desk.run("undo", str(done["undo_id"]))
        said = "A newer certificate of the same computer is remembered; it was left alone."
        found += wanted(exit_code=(undone.returncode, 1),
                        says=(said in " ".join(undone.stdout.split()), True),
                        untouched=(desk.remembered() == newer, True),
                        still_connects=(desk.connects(port), True))
        again = json.loads(desk.run("undo", "--list", "--json").stdout)["repairs"][0]
        return found + wanted(can_be_undone_later=(again["can_be_undone"], True))


def changed_without_reason(desk, lab):
    with lab.shadow("first", certificate="valid", security="tls") as port:
        desk.connects(port)
        desk.run("targets", "add", f"localhost:{port}", "--name", "pc")
        desk.run("check", "--saved")
    with lab.shadow("second", certificate="ecdsa", security="tls") as port:
        before = desk.remembered()
        _, done = desk.fix("--yes")
        step = done["plan"][0]
        return wanted(untouched=(desk.remembered() == before, True), default=(step["default"], False),
                      attack=("attack" in json.dumps(done["diagnosis"]), True),
                      outcome=(done["outcome"] in ("unchanged", "needs_host_admin"), True))


def nothing_wrong(desk, lab):
    with lab.shadow("good", certificate="valid", security="tls") as port:
        desk.connects(port)
        desk.run("targets", "add", f"localhost:{port}", "--name", "pc")
        code, done = desk.fix("--yes")
        return wanted(exit_code=(code, 0), outcome=(done["outcome"], "nothing_wrong"),
                      undo_id=(done["undo_id"], None))


def main():
    program = sys.argv[1]
    report = looking.Report()
    with tempfile.TemporaryDirectory(prefix="rdpready-fix.") as folder:
        certificates.write_kinds(folder)
        lab = rdp_servers.Lab(folder)
        with lab.screen():
            for case in (certificate_renewed, memory_damaged, newer_is_kept,
                         changed_without_reason, nothing_wrong):
                # The same place throughout a case, whichever server is there.
                port = rdp_servers.free_port()
                own = rdp_servers.Lab(os.path.join(folder, case.__name__))
                os.makedirs(own.folder)
                own.display, own.port = lab.display, port
                for name in os.listdir(folder):
                    if name.endswith((".crt", ".key")):
                        os.symlink(os.path.join(folder, name), own.path(name))
                desk = Desk(own, program, own.path("home"))
                try:
                    found = case(desk, own)
                except (AssertionError, TimeoutError, LookupError, ValueError,
                        subprocess.SubprocessError) as trouble:
                    found = [repr(trouble)]
                report.say(f"fix: {case.__name__.replace('_', ' ')}", found)
    report.end()


main()
