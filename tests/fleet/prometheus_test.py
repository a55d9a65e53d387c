"""Debian's Prometheus and node_exporter on loopback, fed by the real program.

prometheus_test.py PROGRAM PRACTICE_SERVER
"""

import contextlib
import http.server
import json
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

from prometheus_client.openmetrics.parser import text_string_to_metric_families

import workstation
from workstation import FLEET

PRACTICE_SERVER, PROGRAM = sys.argv.pop(), sys.argv.pop()
LIMIT_S = 90

SETTINGS = """
global: {{scrape_interval: 1s, evaluation_interval: 1s}}
rule_files: ["{rules}"]
scrape_configs:
  - job_name: workstations
    static_configs: [{{targets: ["127.0.0.1:{exporter}"]}}]
  - job_name: openmetrics
    static_configs: [{{targets: ["127.0.0.1:{direct}"]}}]
"""


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


@contextlib.contextmanager
def running(log, *command):
    with open(log, "w", encoding="utf-8") as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class AsOpenMetrics(http.server.BaseHTTPRequestHandler):
    """The file as strict OpenMetrics, without an exporter in between."""

    file = None

    def do_GET(self):
        body = self.file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Fleet:
    """A workstation, what collects its file, and Prometheus. A context."""

    def __init__(self, rules):
        self.rules = rules
        self.stack = contextlib.ExitStack()

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self.station = stack.enter_context(
                workstation.Workstation(PROGRAM, PRACTICE_SERVER, ["healthy", "expiring", "broken"]))
            self.folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
            self.start(stack)
            self.stack = stack.pop_all()
        return self

    def __exit__(self, *_):
        self.stack.close()

    def start(self, stack):
        texts = self.folder / "textfile"
        texts.mkdir()
        self.file = texts / "rdpready.prom"
        self.written = self.station.run("metrics", "--textfile", str(self.file))
        AsOpenMetrics.file = self.file
        direct = http.server.ThreadingHTTPServer(("127.0.0.1", 0), AsOpenMetrics)
        threading.Thread(target=direct.serve_forever, daemon=True).start()
        stack.callback(direct.server_close)
        stack.callback(direct.shutdown)
        exporter, self.port = free_port(), free_port()
        stack.enter_context(running(
            self.folder / "exporter.log", "prometheus-node-exporter", "--collector.disable-defaults",
            "--collector.textfile", f"--collector.textfile.directory={texts}",
            f"--web.listen-address=127.0.0.1:{exporter}"))
        settings = self.folder / "prometheus.yml"
        settings.write_text(SETTINGS.format(rules=self.rules, exporter=exporter,
                                            direct=direct.server_address[1]))
        self.prometheus = stack.enter_context(running(
            self.folder / "prometheus.log", "prometheus", f"--config.file={settings}",
            f"--storage.tsdb.path={self.folder / 'data'}",
            f"--web.listen-address=127.0.0.1:{self.port}"))

    def ask(self, path, **words):
        """What Prometheus' HTTP API answers; None while it is not up."""
        where = f"http://127.0.0.1:{self.port}/api/v1/{path}?{urllib.parse.urlencode(words)}"
        try:
            with urllib.request.urlopen(where, timeout=10) as answer:
                return json.load(answer)["data"]
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return None

    def until(self, look, what):
        """Asks again and again until it gives something; fails with the logs when it does not."""
        give_up = time.monotonic() + LIMIT_S
        while True:
            found = look()
            if found:
                return found
            if time.monotonic() > give_up or self.prometheus.poll() is not None:
                logs = [(self.folder / name).read_text()[-2000:]
                        for name in ("exporter.log", "prometheus.log")]
                raise AssertionError(f"{what} did not happen.\n" + "\n".join(logs))
            time.sleep(0.1)

    def series(self, query):
        """[(labels, value)] once there is any."""
        found = self.until(lambda: (self.ask("query", query=query) or {}).get("result"), query)
        return [(one["metric"], float(one["value"][1])) for one in found]

    def alerts(self, state):
        """(alert, target) of every alert in that state."""
        return {(a["labels"]["alertname"], a["labels"].get("target"))
                for a in (self.ask("alerts") or {"alerts": []})["alerts"] if a["state"] == state}


class Files(unittest.TestCase):
    """What can be said without a server."""

    def promtool(self, *words, **more):
        said = subprocess.run(["promtool", *words], text=True, capture_output=True, cwd=FLEET,
                              check=False, **more)
        self.assertEqual(said.returncode, 0, said.stdout + said.stderr)
        return said.stdout + said.stderr

    def test_the_rules_are_accepted_and_do_what_their_tests_say(self):
        self.assertIn("rules found", self.promtool("check", "rules", "rules.yml"))
        self.assertIn("SUCCESS", self.promtool("test", "rules", "rules_test.yml"))

    def test_the_example_settings_are_accepted(self):
        self.promtool("check", "config", "prometheus.yml")

    def test_the_text_is_valid_for_both_formats_and_has_nothing_to_be_remarked(self):
        with workstation.Workstation(PROGRAM, PRACTICE_SERVER, ["healthy", "expiring", "broken"]) as seen:
            text = seen.run("metrics").stdout

        self.assertEqual(self.promtool("check", "metrics", input=text), "")
        strict = {family.name for family in text_string_to_metric_families(text)}
        self.assertEqual(strict, set(workstation.families(text)))


class Scraped(unittest.TestCase):
    """The way from the program to Prometheus."""

    @classmethod
    def setUpClass(cls):
        cls.fleet = Fleet(FLEET / "rules.yml")
        cls.fleet.__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.fleet.__exit__()

    def test_the_file_is_written_without_a_word(self):
        self.assertEqual((self.fleet.written.returncode, self.fleet.written.stderr), (0, ""))
        self.assertEqual([file.name for file in self.fleet.file.parent.iterdir()], ["rdpready.prom"])

    def test_every_series_arrives_by_node_exporter_and_as_openmetrics(self):
        sent = {(name, frozenset(labels.items()), value)
                for name, labels, value in workstation.samples(self.fleet.file.read_text("utf-8"))}
        for job in ("workstations", "openmetrics"):
            with self.subTest(job=job):
                everything = f'{{__name__=~"rdpready_.*", job="{job}"}}'
                arrived = {(labels.pop("__name__"),
                            frozenset((k, v) for k, v in labels.items()
                                      if v and k not in ("job", "instance")), value)
                           for labels, value in self.fleet.series(everything)}
                # An empty label is none.
                wanted = {(name, frozenset((k, v) for k, v in labels if v), value)
                          for name, labels, value in sent}
                self.assertEqual(arrived, wanted)

    def test_node_exporter_has_no_complaint_and_keeps_the_descriptions(self):
        self.assertEqual(self.fleet.series("node_textfile_scrape_error")[0][1], 0)
        told = self.fleet.until(
            lambda: self.fleet.ask("metadata", metric="rdpready_target_verdict"), "the description")
        (described,) = told.values()
        self.assertEqual(described[0]["type"], "gauge")
        self.assertIn("verdict", described[0]["help"])

    def test_a_failing_target_becomes_a_pending_alert_and_a_healthy_one_does_not(self):
        pending = self.fleet.until(lambda: self.fleet.alerts("pending"), "an alert")

        self.assertIn(("RemoteDesktopWouldFail", "broken"), pending)
        self.assertNotIn(("RemoteDesktopWouldFail", "healthy"), pending)

    def test_every_rule_is_loaded_and_healthy(self):
        def evaluated():
            groups = (self.fleet.ask("rules") or {"groups": []})["groups"]
            rules = [rule for group in groups for rule in group["rules"]]
            return rules if rules and all(rule["health"] != "unknown" for rule in rules) else None

        rules = self.fleet.until(evaluated, "an evaluation of the rules")

        self.assertEqual({rule["health"] for rule in rules}, {"ok"})
        self.assertEqual(len(rules), len(re.findall(r"- (?:alert|record):",
                                                    (FLEET / "rules.yml").read_text())))


class Hasty(unittest.TestCase):
    def test_an_alert_fires_when_its_time_is_over_and_ends_when_the_target_is_well(self):
        with tempfile.TemporaryDirectory() as folder:
            rules = pathlib.Path(folder) / "rules.yml"
            rules.write_text(re.sub(r"for: \w+", "for: 1s", (FLEET / "rules.yml").read_text()))
            with Fleet(rules) as fleet:
                fleet.until(lambda: ("RemoteDesktopWouldFail", "broken") in fleet.alerts("firing"),
                            "a firing alert")
                fleet.station.run("targets", "remove", "broken")
                fleet.station.run("metrics", "--textfile", str(fleet.file))
                fleet.until(lambda: fleet.ask("alerts") is not None and
                            ("RemoteDesktopWouldFail", "broken") not in fleet.alerts("firing"),
                            "the end of the alert")


if __name__ == "__main__":
    unittest.main()
