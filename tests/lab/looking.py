"""Runs the installed `rdpready check` and compares what it says with what is true."""

import json
import os
import subprocess
import sys
import time

import check_document

SKIPPED = 77  # what ctest takes for "could not be tried here"


def need_root():
    """Servers of other users and network namespaces need root; without it, sudo may do."""
    if os.geteuid() == 0:
        return
    if subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode != 0:
        print("skipped: this needs root")
        sys.exit(SKIPPED)
    os.execvp("sudo", ["sudo", "-n", sys.executable] + sys.argv)


def need_namespaces():
    """Some containers allow no network namespaces."""
    if subprocess.run(["unshare", "--net", "true"], check=False,
                      capture_output=True).returncode != 0:
        print("skipped: no network namespaces can be made here")
        sys.exit(SKIPPED)


def check(program, targets, *options, environment=None):
    """Looks at targets; gives (exit code, documents, seconds). `program`: words of a command."""
    command = [*program, "check", *targets, "--json", *options]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SSL_CERT_")}
    begun = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False,
                          env={**clean, **(environment or {})})
    seconds = time.monotonic() - begun
    try:
        documents = [json.loads(line) for line in done.stdout.splitlines()]
    except ValueError:
        documents = []
    if len(documents) != len(targets):
        raise AssertionError(f"exit code {done.returncode}, {done.stdout!r}, {done.stderr!r}")
    return done.returncode, documents, seconds


def differences(document, exit_code, verdict, codes=(), failing_step=None, protocol=None,
                error=None, trust=None):
    """Sentences about what differs from what is wanted. `codes`: all findings but information."""
    found = check_document.problems(document)
    seen = [finding["code"] for finding in document["findings"]
            if finding["severity"] != "information"]
    steps = {step["step"]: step for step in document["steps"]}
    for what, is_so, wanted in (
            ("verdict", document["verdict"], verdict),
            ("exit code", exit_code, check_document.EXIT_CODES[verdict]),
            ("failing_step", document["failing_step"], failing_step),
            ("findings", sorted(seen), sorted(codes)),
            ("protocol", protocol and steps["negotiate"].get("protocol"), protocol),
            ("error", error and steps[failing_step].get("error", {}).get("kind"), error),
            ("trust", trust and (document["certificate"] or {}).get("trust"), trust)):
        if is_so != wanted:
            found.append(f"{what} is {is_so}, wanted {wanted}")
    return found


class Report:
    """One line a case; the exit code at the end."""

    def __init__(self):
        self.failed = 0
        self.passed = 0

    def say(self, name, found, detail=""):
        self.failed += bool(found)
        self.passed += not found
        print(f"{'FAILED' if found else 'ok':6} {name:38} {detail}".rstrip())
        for sentence in found:
            print(f"         {sentence}")
        sys.stdout.flush()

    def end(self):
        print(f"{self.passed} ok, {self.failed} failed")
        sys.exit(1 if self.failed or not self.passed else 0)
