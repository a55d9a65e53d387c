#!/usr/bin/env python3
"""Runs replay and a plain threshold monitor over made laptop years and scores both.

score.py --generator laptop_year --program rdpready [--seeds 1-8] [--scenario mixed] [--explain]

Foreseeable: forewarned when told at least 24 hours before it fails. Unforeseeable: told before
the first attempt that comes 10 minutes or more after the first look that shows it; attempts
before that cannot be helped and do not count, nor do causes without such an attempt.
An alert belongs to a cause when it is raised, escalated or reminded for one of its targets
from its beginning to 2 hours after its end. Any other alert that is no information is false.
"""
import argparse, bisect, collections, datetime, json, os, statistics, subprocess, sys, tempfile, time

DAY = 86400
LATE_S = 600
TOLD = {"raised", "escalated", "reminded"}


def seconds(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


class Plain:
    """Three failures in a row, and 30, 14 and 7 days before a certificate ends."""

    def __init__(self):
        self.failures = collections.Counter()
        self.rungs = {}

    def look(self, check):
        name, at = check["target"]["name"], check["checked_at"]
        step = next((s for s in check["steps"] if s["outcome"] == "failed"), None)
        self.failures[name] = self.failures[name] + 1 if step else 0
        if self.failures[name] == 3:
            yield {"at": at, "alert": "raised", "targets": [name], "severity": "failure",
                   "code": step["step"] + "." + step["error"]["kind"]}
        for key in ("certificate", "gateway_certificate"):
            facts = check.get(key)
            if not facts:
                continue
            left = (seconds(facts["not_after"]) - seconds(at)) / DAY
            rung = min((r for r in (30, 14, 7) if left <= r), default=None)
            place = (name, key, facts["serial"])
            if rung and self.rungs.get(place, 99) > rung:
                self.rungs[place] = rung
                yield {"at": at, "alert": "raised", "targets": [name], "severity": "risk",
                       "code": key + ".expires_soon"}


def plain_alerts(path):
    monitor, alerts = Plain(), []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith('{"schema"'):
                alerts.extend(monitor.look(json.loads(line)))
    return alerts


def replay_alerts(program, path, home):
    done = subprocess.run([program, "replay", path, "--json", "--data-dir", home],
                          stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.strip()]


class Score:
    """Sums over years."""

    def __init__(self):
        self.foreseeable = self.forewarned = self.unforeseeable = self.in_time = 0
        self.causes = self.notices = self.target_years = self.lines = 0
        self.told = 0
        self.healthy = 0
        self.leads, self.misses, self.false = [], collections.Counter(), collections.Counter()
        self.seconds = 0.0
        self.details = []

    def add_year(self, truth, alerts, seed):
        causes = [c for c in truth["causes"] if c["wrong"]]
        self.target_years += len(truth["targets"])
        told = collections.defaultdict(list)
        for alert in alerts:
            if alert["alert"] not in TOLD or alert["severity"] == "information":
                continue
            self.healthy += not causes
            cause = self.owner(alert, causes)
            if cause is None and self.is_tolerated(alert, truth):
                continue
            if cause:
                told[cause["id"]].append(seconds(alert["at"]))
            else:
                self.false[alert["code"]] += 1
                self.details.append(("false alarm", seed, alert))
        for cause in causes:
            self.add_cause(cause, told[cause["id"]], seed)

    @staticmethod
    def is_tolerated(alert, truth):
        """The first notice about something that is true without being wrong."""
        at = seconds(alert["at"])
        for cause in truth["causes"]:
            if cause.get("tolerated") and alert["code"].startswith(cause["codes"]) \
                    and seconds(cause["from"]) <= at <= seconds(cause["until"]):
                cause["tolerated"] = False
                return True
        return False

    @staticmethod
    def owner(alert, causes):
        at = seconds(alert["at"])
        names = set(alert.get("targets") or []) | {alert.get("target")}
        fits = [c for c in causes if names & set(c["targets"])
                and seconds(c["from"]) <= at <= seconds(c["until"]) + 7200]
        same = [c for c in fits if any(alert["code"].startswith(p) for p in c["codes"].split(","))]
        return (same or fits or [None])[0]

    def add_cause(self, cause, told, seed):
        if told:
            self.notices += len(told)
            self.told += 1
        self.causes += 1
        fails_at = seconds(cause["fails_at"])
        if cause["foreseeable"]:
            if cause["shown_at"] is None or seconds(cause["shown_at"]) > fails_at - DAY:
                return
            good = bool(told) and min(told) <= fails_at - DAY
            self.foreseeable += 1
            self.forewarned += good
            if good:
                self.leads.append((fails_at - min(told)) / DAY)
        else:
            if cause["shown_at"] is None:
                return
            fair = [seconds(a) for a in cause["attempts"]
                    if seconds(a) >= seconds(cause["shown_at"]) + LATE_S]
            if not fair:
                return
            good = bool(told) and min(told) <= fair[0]
            self.unforeseeable += 1
            self.in_time += good
        if not good:
            self.misses[cause["kind"]] += 1
            self.details.append(("miss", seed, cause))

    def values(self):
        share = lambda part, whole: 100.0 * part / whole if whole else 100.0
        return {"forewarned_percent": share(self.forewarned, self.foreseeable),
                "lead_days": statistics.median(self.leads) if self.leads else 0.0,
                "before_attempt_percent": share(self.in_time, self.unforeseeable),
                "false_per_target_year": sum(self.false.values()) / max(1, self.target_years),
                "notices_per_cause": self.notices / max(1, self.told),
                "notices_in_healthy_years": self.healthy,
                "lines_per_second": self.lines / self.seconds if self.seconds else 0.0}


def show(name, score):
    print(f"{name}: {score.foreseeable} foreseeable, {score.unforeseeable} unforeseeable, "
          f"{score.target_years} target-years")
    for key, value in score.values().items():
        print(f"  {key:26} {value:12.2f}")
    print("  misses      ", dict(score.misses))
    print("  false alarms", dict(score.false))


def lines_around(path, moment, names):
    """The five lines of these targets before a moment and the five after it."""
    with open(path, encoding="utf-8") as lines:
        mine = [line.rstrip() for line in lines
                if any(f'"{name}"' in line for name in names) or line.startswith('{"event"')]
    times = [json.loads(line).get("checked_at") or json.loads(line)["at"] for line in mine]
    place = bisect.bisect_left(times, moment)
    return mine[max(0, place - 5):place + 5]


def explain(score, first, path, seed):
    for what, _, item in score.details[first:]:
        print(f"--- seed {seed}: {what}: {json.dumps(item)}")
        moment = item.get("at") or item.get("shown_at") or item["from"]
        names = [n for n in (item.get("targets") or [item.get("target")]) if n]
        for line in lines_around(path, moment, names):
            print("   ", line[:400])


def run_year(arguments, seed, folder, ours, plain):
    path, truth_path = os.path.join(folder, "year"), os.path.join(folder, "truth")
    subprocess.run([arguments.generator, "--seed", str(seed), "--scenario", arguments.scenario,
                    "--targets", str(arguments.targets), "--interval", str(arguments.interval),
                    "--out", path, "--truth", truth_path], check=True)
    with open(truth_path, encoding="utf-8") as file:
        truth = json.load(file)
    if plain is not None:
        plain.add_year(truth, plain_alerts(path), seed)
    if arguments.program:
        started = time.monotonic()
        alerts = replay_alerts(arguments.program, path, os.path.join(folder, "data"))
        ours.seconds += time.monotonic() - started
        with open(path, "rb") as lines:
            ours.lines += sum(1 for _ in lines)
        first = len(ours.details)
        ours.add_year(truth, alerts, seed)
        if arguments.explain:
            explain(ours, first, path, seed)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--generator", required=True)
    parser.add_argument("--program", help="without it only the plain monitor is scored")
    parser.add_argument("--seeds", default="1-8")
    parser.add_argument("--scenario", default="mixed")
    parser.add_argument("--targets", type=int, default=4)
    parser.add_argument("--interval", type=int, default=5)
    parser.add_argument("--explain", action="store_true")
    parser.add_argument("--no-plain", action="store_true")
    arguments = parser.parse_args()
    first, _, last = arguments.seeds.partition("-")
    ours, plain = Score(), None if arguments.no_plain else Score()
    for seed in range(int(first), int(last or first) + 1):
        with tempfile.TemporaryDirectory() as folder:
            run_year(arguments, seed, folder, ours, plain)
    if arguments.program:
        show("replay", ours)
    if plain is not None:
        show("plain monitor", plain)
    return 0


if __name__ == "__main__":
    sys.exit(main())
