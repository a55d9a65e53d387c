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


def evaluated(series, tests):
    """What promtool says of these expressions over an hour of these series."""
    with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
        json.dump({"tests": [{"interval": "1m", "input_series": series, "promql_expr_test": tests}]},
                  file)
        file.flush()
        return subprocess.run(["promtool", "test", "rules", file.name], text=True,
                              capture_output=True, check=False)


def at_the_end(query, *samples):
    return {"expr": query.replace("$workstation", ".*"), "eval_time": "59m",
            "exp_samples": list(samples)}


def constant(values):
    return [{"series": series, "values": f"{value}x60"} for series, value in values.items()]


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
        none = {"labels": "{}", "value": 0}
        tests = [at_the_end(query, *([none] if "vector(0)" in query else []))
                 for panel in self.dashboard["panels"] if panel["title"] not in about_the_writing
                 for query in queries(panel)]

        said = evaluated(series, tests)

        self.assertGreater(len(tests), 10)
        self.assertEqual(said.returncode, 0, said.stdout + said.stderr)

    def query_of(self, title):
        (query,) = (q for p in self.dashboard["panels"] if p["title"] == title for q in queries(p))
        return query

    def test_the_dashboard_lists_nothing_that_the_rules_keep_quiet_of(self):
        values = {}
        for instance in ("ws1", "ws2"):
            where = f'instance="{instance}",target="PC"'
            values |= {f'rdpready_metrics_written_timestamp_seconds{{instance="{instance}"}}': 3500,
                       f'rdpready_target_verdict{{{where},verdict="would_fail"}}': 1,
                       f"rdpready_target_verdict_since_timestamp_seconds{{{where}}}": 60,
                       f'rdpready_target_info{{{where},host="pc",port="3389",gateway=""}}': 1,
                       f'rdpready_target_silenced{{{where},by="usual_outage"}}': 1,
                       f'rdpready_target_silenced{{{where},by="snooze"}}': 1,
                       f'rdpready_failure_expected_timestamp_seconds{{{where},code="x"}}': 9999}
        lists = ("Would fail now", "Servers that fail for several", "Expected to fail")

        said = evaluated(constant(values), [at_the_end(self.query_of(one)) for one in lists])

        self.assertEqual(said.returncode, 0, said.stdout + said.stderr)

    def test_a_certificate_of_a_gateway_has_a_row_of_its_own(self):
        where = 'instance="ws1",target="PC"'
        values = {'rdpready_metrics_written_timestamp_seconds{instance="ws1"}': 3500,
                  f'rdpready_target_info{{{where},host="pc",port="3389",gateway="gw:443"}}': 1,
                  f"rdpready_certificate_not_after_timestamp_seconds{{{where}}}": 9,
                  f"rdpready_gateway_certificate_not_after_timestamp_seconds{{{where}}}": 7}

        said = evaluated(constant(values), [at_the_end(
            self.query_of("Certificates that end first"),
            {"labels": '{gateway="gw:443",host="gw",port="443"}', "value": 7000},
            {"labels": '{host="pc",port="3389"}', "value": 9000})])

        self.assertEqual(said.returncode, 0, said.stdout + said.stderr)

    def test_rows_of_the_workstations_differ_in_nothing_but_their_figures(self):
        values = {'rdpready_metrics_written_timestamp_seconds{instance="ws1",job="j"}': 3500,
                  'rdpready_build_info{instance="ws1",job="j",version="1"}': 1,
                  'rdpready_store_trouble{instance="ws1",job="j"}': 0,
                  'rdpready_targets_left_out{instance="ws1",job="j"}': 0,
                  'rdpready_data_restored_timestamp_seconds{instance="ws1",job="j"}': 5,
                  'rdpready_last_look_timestamp_seconds{instance="ws1",target="PC",job="j"}': 3440}
        (panel,) = (p for p in self.dashboard["panels"] if p["title"] == "Workstations")
        row, (version, *others) = '{instance="ws1"}', queries(panel)

        said = evaluated(constant(values), [
            at_the_end(version, {"labels": '{instance="ws1",version="1"}', "value": 1}),
            *(at_the_end(query, {"labels": row, "value": value})
              for query, value in zip(others, (40, 0, 0, 100, 5000), strict=True))])

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
