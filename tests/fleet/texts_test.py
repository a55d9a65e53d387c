"""What installer/fleet and the README say of metrics, against what the program writes.

texts_test.py PROGRAM PRACTICE_SERVER
"""

import json
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml

import workstation
from workstation import FLEET, ROOT

PRACTICE_SERVER, PROGRAM = sys.argv.pop(), sys.argv.pop()


def names_in(text):
    return set(re.findall(r"\brdpready_[a-z_]+\b", text))


def queries(panel):
    return [target["expr"] for target in panel["targets"]]


class Texts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with workstation.Workstation(PROGRAM, PRACTICE_SERVER,
                                     ["healthy", "expiring", "expired", "broken"]) as seen:
            cls.text = seen.run("metrics").stdout
        cls.written = set(workstation.families(cls.text))
        cls.dashboard = json.loads((FLEET / "dashboard.json").read_text(encoding="utf-8"))

    def test_the_dashboard_shows_only_what_is_written(self):
        for panel in self.dashboard["panels"]:
            for query in queries(panel):
                with self.subTest(panel=panel["title"]):
                    self.assertTrue(names_in(query))
                    self.assertLessEqual(names_in(query), self.written)

    def test_the_dashboard_shows_everything_that_is_written(self):
        shown = names_in(json.dumps(self.dashboard))

        self.assertEqual(self.written - shown, set())

    def test_the_panels_lie_side_by_side_under_their_own_numbers(self):
        taken = set()
        for panel in self.dashboard["panels"]:
            place = panel["gridPos"]
            cells = {(x, y) for x in range(place["x"], place["x"] + place["w"])
                     for y in range(place["y"], place["y"] + place["h"])}
            self.assertFalse(cells & taken, panel["title"])
            self.assertLessEqual(place["x"] + place["w"], 24)
            taken |= cells
        ids = [panel["id"] for panel in self.dashboard["panels"]]
        self.assertEqual(len(ids), len(set(ids)))

    def test_queries_of_the_dashboard_are_understood_by_prometheus(self):
        rules = {"groups": [{"name": "dashboard", "rules": [
            {"record": f"panel:number_{number}", "expr": query.replace("$workstation", ".*")}
            for number, query in enumerate(q for p in self.dashboard["panels"] for q in queries(p))]}]}

        with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
            json.dump(rules, file)  # JSON is YAML
            file.flush()
            said = subprocess.run(["promtool", "check", "rules", file.name], text=True,
                                  capture_output=True, check=False)

        self.assertEqual(said.returncode, 0, said.stderr)

    def test_the_dashboard_counts_nobody_who_has_stopped_to_write(self):
        written = "rdpready_metrics_written_timestamp_seconds"
        series = []
        for name, labels, value in workstation.samples(self.text):
            pairs = ",".join(f'{key}="{text}"' for key, text in ({"instance": "old"} | labels).items())
            series.append({"series": f"{name}{{{pairs}}}",
                           "values": f"{0 if name == written else value}x60"})
        about_the_writing = {"Silent for a day or more", "Workstations"}
        tests = [{"expr": query.replace("$workstation", ".*"), "eval_time": "59m",
                  "exp_samples": [{"labels": "{}", "value": 0}] if "vector(0)" in query else []}
                 for panel in self.dashboard["panels"] if panel["title"] not in about_the_writing
                 for query in queries(panel)]

        with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
            json.dump({"tests": [{"interval": "1m", "input_series": series,
                                  "promql_expr_test": tests}]}, file)
            file.flush()
            said = subprocess.run(["promtool", "test", "rules", file.name], text=True,
                                  capture_output=True, check=False)

        self.assertGreater(len(tests), 10)
        self.assertEqual(said.returncode, 0, said.stdout + said.stderr)

    def test_the_alert_rules_go_by_what_is_written(self):
        for name in ("rules.yml", "rules_test.yml"):
            text = (FLEET / name).read_text(encoding="utf-8")
            self.assertLessEqual(names_in(text), self.written, name)

    def test_the_readme_lists_every_metric_with_its_labels(self):
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        listed = {name: set(re.findall(r"`(\w+)`", labels)) for name, labels in
                  re.findall(r"^\| `(rdpready_\w+)` \|([^|]*)\|", readme, re.MULTILINE)}

        self.assertEqual(set(listed), self.written)
        for name, labels, _ in workstation.samples(self.text):
            self.assertEqual(set(labels), listed[name], name)

    def test_the_subscription_collects_what_is_written_to_the_event_log(self):
        subscription = xml.parse(FLEET / "subscription.xml").getroot()
        space = "{http://schemas.microsoft.com/2006/03/windows/events/subscription}"
        (select,) = xml.fromstring(subscription.find(space + "Query").text).iter("Select")

        self.assertEqual(select.get("Path"), "Application")
        self.assertIn("Provider[@Name='RDP Ready']", select.text)

    def test_the_readme_lists_every_event_id(self):
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        listed = {area: int(number) for number, areas in
                  re.findall(r"^\| (\d+), \d+ \|([^|]*)\|", readme, re.MULTILINE)
                  for area in re.findall(r"`(\w+)\.", areas)}
        source = (ROOT / "notify/system_event.cpp").read_text(encoding="utf-8")

        written = {area: int(number) for area, number in
                   re.findall(r'Family\{"(\w+)", (\d+)\}', source)}

        self.assertGreater(len(written), 0)
        self.assertEqual(listed, written)

    def test_every_file_is_told_of_in_its_readme(self):
        readme = (FLEET / "README.md").read_text(encoding="utf-8")

        for file in FLEET.iterdir():
            if file.name != "README.md":
                self.assertIn(file.name, readme)


if __name__ == "__main__":
    unittest.main()
