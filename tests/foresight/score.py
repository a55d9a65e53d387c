#!/usr/bin/env python3
"""Runs replay and a plain threshold monitor over made laptop years and scores both.

score.py --generator laptop_year --program rdpready [--seeds 1-8] [--scenario mixed] [--explain]
Seeds 1 to 199 are for tuning, 9001 to 9024 and 9201 to 9300 for reporting. Odd seeds look again
sooner at what fails, as the tray does; even ones keep their pace.

A notice is an alert that is raised, escalated or reminded, and no information.
It belongs to a cause when it names one of its targets, its code is one of the cause's own (or one
that is true meanwhile), and it comes from when the cause is true to two hours after its end.
False alarm: a notice that belongs to no cause, also where something is wrong but it says what it
is not. Of what is true without being wrong (a café that blocks the port, a restart of 20 minutes
and more, the first end of a certificate of which nobody has seen a renewal) the truth allows a
number of notices; those count as tolerated, what goes beyond as false.
First stop: when connections begin to fail, or the first attempt that the cause stopped, if earlier.
Foreseeable: shown by looks a day or more before it fails (trends on three days at least).
Forewarned: told under one of its own codes 24 hours or more before the first stop. Lead is the
time from the first such notice to the first stop.
In time: what cannot be foreseen is told under one of its own codes before the first attempt that
comes ten minutes or more after the first look that shows it, or the moment that it begins.
Attempts before that cannot be helped, and a cause without a later one does not count.
Notices a cause: all notices that belong to it, reminders included, over the causes that were told.
While the laptop's clock was wrong, its times are set right by the truth before anything is compared.
Broken rules: a notice while the laptop slept, something cleared that was never told, a reminder
less than 20 hours after the last word of its episode, or of an episode that was cleared.
"""
import argparse, bisect, collections, concurrent.futures, json, os, statistics, subprocess
import sys, tempfile, time

from plain_monitor import DAY, plain_alerts, seconds

LATE_S = 600
AFTER_S = 7200
REMINDED_S = 20 * 3600
TOLD = {"raised", "escalated", "reminded"}


def is_notice(alert):
    return alert["alert"] in TOLD and alert["severity"] != "information"


def is_wrong(cause):
    return cause["sort"] in ("foreseeable", "unforeseeable")


def has_code(alert, codes):
    return any(prefix and alert["code"].startswith(prefix) for prefix in codes.split(","))


# The file tells with its next look that the clock was set right: a wait may end before by the old one.
SET_RIGHT_S = 60


class TrueTime:
    """Sets times of the laptop's clock right; to be asked in the order of the file. A time that may
    be of either clock is taken for one of the wrong clock; `is_sure` says of the last one whether
    it can be no other."""

    def __init__(self, spans):
        self.spans = [(seconds(s["from"]), seconds(s["until"]), s["error_s"]) for s in spans]
        self.last = 0.0
        self.is_sure = True

    def of(self, written):
        right = [written - error for start, end, error in self.spans
                 if start <= written - error <= end + SET_RIGHT_S
                 and written - error >= self.last - 120]
        self.is_sure = not right or any(start < written < end for start, end, _ in self.spans)
        self.last = min(right, default=written)
        return self.last


def set_right(alerts, truth):
    """The alerts with their times in seconds, as `true_at`, and as `or_at` where it may be another."""
    clock = TrueTime(truth.get("wrong_clock", []))
    return [alert | {"true_at": clock.of(seconds(alert["at"])),
                     "or_at": None if clock.is_sure else seconds(alert["at"])} for alert in alerts]


def first_stop(cause):
    return min([seconds(cause["fails_at"])] + [seconds(a) for a in cause["attempts"][:1]])


class Score:
    """Sums over years."""

    def __init__(self):
        self.counts = collections.Counter()
        self.leads = []
        self.misses = collections.Counter()
        self.false = collections.Counter()
        self.tolerated = collections.Counter()
        self.broken = collections.Counter()
        self.seconds = 0.0
        self.details = []

    def add(self, other):
        for name in ("counts", "leads", "misses", "false", "tolerated", "broken", "seconds",
                     "details"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def add_year(self, truth, alerts):
        self.counts["target_years"] += len(truth["targets"]) * truth.get("years", 1)
        left = {cause["id"]: cause["allowed"] for cause in truth["causes"]}
        told = collections.defaultdict(list)
        notices = collections.Counter()
        healthy = not any(is_wrong(cause) for cause in truth["causes"])
        for alert in filter(is_notice, set_right(alerts, truth)):
            cause = self.owner(alert, truth["causes"], left)
            if cause is None and alert["or_at"]:
                alert["true_at"] = alert["or_at"]
                cause = self.owner(alert, truth["causes"], left)
            if cause is None:
                self.false[alert["code"]] += 1
                self.counts["in_healthy"] += healthy
                self.details.append(("false alarm", alert))
            elif is_wrong(cause):
                notices[cause["id"]] += 1
                if has_code(alert, cause["codes"]):
                    told[cause["id"]].append(alert["true_at"])
            else:
                left[cause["id"]] -= 1
                self.tolerated[cause["kind"]] += 1
        self.counts["notices"] += sum(notices.values())
        self.counts["told"] += len(notices)
        for cause in filter(is_wrong, truth["causes"]):
            self.add_cause(cause, told[cause["id"]])
            if notices[cause["id"]] > 3:
                self.details.append((f"{notices[cause['id']]} notices", cause))

    @staticmethod
    def owner(alert, causes, left):
        """The cause that a notice belongs to: first one that it tells, then one that it fits; one
        that strikes all that it names before one that strikes some of them."""
        at = alert["true_at"]
        names = set(alert.get("targets") or []) | {alert.get("target")}
        near = [c for c in causes if names & set(c["targets"])
                and seconds(c["from"]) <= at <= seconds(c["until"]) + AFTER_S]
        for some in ([c for c in near if names - {None} <= set(c["targets"])], near):
            fits = [c for c in some if is_wrong(c) and has_code(alert, c["codes"])] \
                or [c for c in some if is_wrong(c) and has_code(alert, c["also"])] \
                or [c for c in some if c["sort"] == "tolerated" and left[c["id"]] > 0
                    and has_code(alert, c["codes"])]
            if fits:
                return fits[0]
        return None

    def add_cause(self, cause, told):
        if cause["shown_at"] is None:
            return
        stop = first_stop(cause)
        if cause["sort"] == "foreseeable" and cause["seen_ahead"]:
            good = bool(told) and min(told) <= stop - DAY
            self.counts["foreseeable"] += 1
            self.counts["forewarned"] += good
            if good:
                self.leads.append((stop - min(told)) / DAY)
        else:
            fair = [seconds(a) for a in cause["attempts"]
                    if seconds(a) >= seconds(cause["shown_at"]) + LATE_S]
            if not fair:
                return
            good = bool(told) and min(told) <= fair[0]
            self.counts["unforeseeable"] += 1
            self.counts["in_time"] += good
        if not good:
            self.misses[cause["kind"]] += 1
            self.details.append(("miss", cause))

    def add_rules(self, alerts, truth):
        """Looks at the alerts alone, and at the times at which the laptop slept."""
        asleep = [(seconds(s["from"]), seconds(s["until"])) for s in truth.get("sleeps", [])]
        alerts = set_right(alerts, truth)
        last, over = {}, set()
        for alert in alerts:
            at, episode = alert["true_at"], alert["episode"]
            if alert["alert"] == "cleared" and episode not in last:
                self.broken["cleared, never told"] += 1
                self.details.append(("cleared, never told", alert))
            if alert["alert"] in ("reminded", "escalated") and episode in over:
                self.broken["spoke on after it was cleared"] += 1
                self.details.append(("spoke on after it was cleared", alert))
            if alert["alert"] == "raised":
                over.discard(episode)
            if alert["alert"] == "cleared":
                over.add(episode)
            if alert["alert"] == "reminded" and at - last.get(episode, 0) < REMINDED_S:
                self.broken["reminded too soon"] += 1
                self.details.append(("reminded too soon", alert))
            # Where the clock was wrong, a time may be taken for one of the other clock.
            if all(any(start < time < end for start, end in asleep)
                   for time in (at, seconds(alert["at"]))):
                self.broken["told asleep"] += 1
                self.details.append(("told asleep", alert))
            last[episode] = at

    def values(self):
        share = lambda part, whole: 100.0 * self.counts[part] / self.counts[whole] \
            if self.counts[whole] else 100.0
        years = max(1, self.counts["target_years"])
        return {"forewarned_percent": share("forewarned", "foreseeable"),
                "lead_days": statistics.median(self.leads) if self.leads else 0.0,
                "lead_days_p10": sorted(self.leads)[len(self.leads) // 10] if self.leads else 0.0,
                "before_attempt_percent": share("in_time", "unforeseeable"),
                "false_per_target_year": sum(self.false.values()) / years,
                "notices_per_cause": self.counts["notices"] / max(1, self.counts["told"]),
                "false_in_healthy_years": self.counts["in_healthy"],
                "tolerated_per_target_year": sum(self.tolerated.values()) / years,
                "broken_rules": sum(self.broken.values())}


def replay_alerts(program, path, home):
    done = subprocess.run([program, "replay", path, "--json", "--data-dir", home],
                          stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.strip()]


def explain(score, path, seed):
    """Prints each thing that went wrong with the lines of its targets, and the events, around it."""
    with open(path, encoding="utf-8") as file:
        lines = file.readlines()
    times = [line[line.find('"20') + 1:][:19] for line in lines]
    for what, item in score.details[:60]:
        print(f"--- seed {seed}: {what}: {json.dumps(item)}")
        moment = item.get("at") or item.get("shown_at") or item["from"]
        names = [f'"{n}"' for n in (item.get("targets") or [item.get("target")]) if n]
        place = bisect.bisect_left(times, moment[:19])
        fits = lambda line: line.startswith('{"event"') or any(n in line for n in names)
        before = [line for line in lines[max(0, place - 400):place] if fits(line)][-8:]
        after = [line for line in lines[place:place + 300] if fits(line)][:5]
        for line in before + after:
            print("   ", line[:500].rstrip())


def score_year(arguments, seed):
    """Scores of one year: of the program, of the plain monitor."""
    ours, plain = Score(), Score()
    with tempfile.TemporaryDirectory() as folder:
        path, truth_path = os.path.join(folder, "year"), os.path.join(folder, "truth")
        subprocess.run([arguments.generator, "--seed", str(seed), "--scenario", arguments.scenario,
                        "--targets", str(arguments.targets), "--interval",
                        str(arguments.interval), "--out", path, "--truth", truth_path], check=True)
        with open(truth_path, encoding="utf-8") as file:
            truth = json.load(file)
        if not arguments.no_plain:
            plain.add_year(truth, plain_alerts(path))
        if arguments.program:
            started = time.monotonic()
            alerts = replay_alerts(arguments.program, path, os.path.join(folder, "data"))
            ours.seconds = time.monotonic() - started
            ours.counts["bytes"] = os.path.getsize(path)
            ours.add_year(truth, alerts)
            ours.add_rules(alerts, truth)
            if arguments.explain:
                explain(ours, path, seed)
    return ours, plain


def show(name, score):
    counts = score.counts
    print(f"{name}: {counts['foreseeable']} foreseeable, {counts['unforeseeable']} unforeseeable, "
          f"{counts['target_years']} target-years")
    for key, value in score.values().items():
        print(f"  {key:26} {value:10.2f}")
    for word in ("misses", "false", "tolerated", "broken"):
        print(f"  {word:10}", dict(getattr(score, word).most_common()))
    if score.seconds:
        print(f"  {counts['bytes'] / score.seconds / 1e6:.0f} MB a second")


ROWS = (("foreseeable failures forewarned 24 hours ahead", "forewarned_percent", "%.1f %%"),
        ("lead, median", "lead_days", "%.1f days"),
        ("lead, 10th percentile", "lead_days_p10", "%.1f days"),
        ("others told before the next attempt", "before_attempt_percent", "%.1f %%"),
        ("false alarms a target-year", "false_per_target_year", "%.2f"),
        ("notices a cause, reminders included", "notices_per_cause", "%.2f"))


def show_table(ours, plain):
    print("| | RDP Ready | plain monitor |\n| --- | --- | --- |")
    for words, key, form in ROWS:
        print(f"| {words} | {form % ours.values()[key]} | {form % plain.values()[key]} |")


def is_passed(gates, values, better):
    passed = True
    for gate in gates:
        name, _, limit = gate.partition("=")
        if not better(values[name], float(limit)):
            print(f"Not reached: {name} is {values[name]:.3f}, asked was {limit}.")
            passed = False
    return passed


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--generator", required=True)
    parser.add_argument("--program", help="without it only the plain monitor is scored")
    parser.add_argument("--seeds", default="1-8")
    parser.add_argument("--scenario", default="mixed", help="mixed, healthy or one kind of cause")
    parser.add_argument("--targets", type=int, default=0, help="0: as the seed has it")
    parser.add_argument("--interval", type=int, default=0, help="minutes; 0: as the seed has it")
    parser.add_argument("--explain", action="store_true", help="lines around what went wrong")
    parser.add_argument("--no-plain", action="store_true")
    parser.add_argument("--table", action="store_true", help="the table of the README")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--at-least", action="append", default=[], metavar="VALUE=NUMBER")
    parser.add_argument("--at-most", action="append", default=[], metavar="VALUE=NUMBER")
    return parser.parse_args()


def main():
    arguments = read_arguments()
    first, _, last = arguments.seeds.partition("-")
    seeds = range(int(first), int(last or first) + 1)
    ours, plain = Score(), Score()
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for mine, other in pool.map(lambda seed: score_year(arguments, seed), seeds):
            ours.add(mine)
            plain.add(other)
    if arguments.table:
        show_table(ours, plain)
        return 0
    if arguments.program:
        show("replay", ours)
    if not arguments.no_plain:
        show("plain monitor", plain)
    return 0 if is_passed(arguments.at_least, ours.values(), lambda a, b: a >= b) \
        & is_passed(arguments.at_most, ours.values(), lambda a, b: a <= b) else 1


if __name__ == "__main__":
    sys.exit(main())
