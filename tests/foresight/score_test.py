#!/usr/bin/env python3
"""The scorer on small years whose numbers were worked out by hand."""
import unittest

import plain_monitor
import score


def cause(kind, sort, **more):
    base = {"id": 1, "kind": kind, "sort": sort, "seen_ahead": sort == "foreseeable",
            "targets": ["pc"], "from": "2026-03-01T00:00:00.000Z",
            "fails_at": "2026-03-20T12:00:00.000Z", "until": "2026-03-21T12:00:00.000Z",
            "shown_at": "2026-03-01T08:00:00.000Z", "allowed": 1, "codes": "tcp.", "also": "",
            "attempts": []}
    return base | more


def alert(at, code, kind="raised", target="pc", episode="1", severity="failure"):
    return {"at": at, "alert": kind, "episode": episode, "target": target, "targets": [target],
            "code": code, "severity": severity}


def scored(causes, alerts, targets=("pc", "lab")):
    result = score.Score()
    for number, one in enumerate(causes):
        one["id"] = number
    result.add_year({"targets": list(targets), "causes": causes}, alerts)
    return result


class Forewarning(unittest.TestCase):
    ending = dict(kind="certificate_missed", sort="foreseeable", codes="certificate.expires_soon")

    def test_lead_is_the_time_to_the_end(self):
        values = scored([cause(**self.ending)],
                        [alert("2026-03-10T12:00:00.000Z", "certificate.expires_soon")]).values()
        self.assertEqual(values["forewarned_percent"], 100)
        self.assertEqual(values["lead_days"], 10)
        self.assertEqual(values["notices_per_cause"], 1)
        self.assertEqual(values["false_per_target_year"], 0)

    def test_less_than_a_day_ahead_is_a_miss(self):
        values = scored([cause(**self.ending)],
                        [alert("2026-03-19T13:00:00.000Z", "certificate.expires_soon")]).values()
        self.assertEqual(values["forewarned_percent"], 0)

    def test_the_first_attempt_that_fails_is_the_first_stop(self):
        stopped = cause(**self.ending, attempts=["2026-03-11T00:00:00.000Z"])
        values = scored([stopped],
                        [alert("2026-03-10T12:00:00.000Z", "certificate.expires_soon")]).values()
        self.assertEqual(values["forewarned_percent"], 0)

    def test_a_wrong_code_is_a_miss_and_a_false_alarm(self):
        result = scored([cause(**self.ending)], [alert("2026-03-10T12:00:00.000Z", "tcp.timeout")])
        self.assertEqual(result.values()["forewarned_percent"], 0)
        self.assertEqual(result.values()["false_per_target_year"], 0.5)

    def test_what_names_more_computers_is_of_what_strikes_them_all(self):
        both = alert("2026-03-10T12:00:00.000Z", "tcp.timeout") | {"targets": ["pc", "lab"]}
        result = scored([cause("power_loss", "unforeseeable"),
                         cause("port_blocked_here", "tolerated", targets=["pc", "lab"])], [both])
        self.assertEqual(dict(result.tolerated), {"port_blocked_here": 1})
        self.assertEqual(result.counts["notices"], 0)

    def test_a_code_that_is_true_meanwhile_is_a_miss_but_not_false(self):
        result = scored([cause(**self.ending, also="tcp.")],
                        [alert("2026-03-10T12:00:00.000Z", "tcp.timeout")])
        self.assertEqual(result.values()["forewarned_percent"], 0)
        self.assertEqual(result.values()["false_per_target_year"], 0)

    def test_information_and_other_targets_tell_nothing(self):
        result = scored([cause(**self.ending)], [
            alert("2026-03-10T12:00:00.000Z", "certificate.expires_soon", severity="information"),
            alert("2026-03-10T12:00:00.000Z", "certificate.expires_soon", target="lab")])
        self.assertEqual(result.values()["forewarned_percent"], 0)
        self.assertEqual(sum(result.false.values()), 1)


class BeforeTheAttempt(unittest.TestCase):
    outage = dict(kind="power_loss", sort="unforeseeable", fails_at="2026-03-20T08:00:00.000Z",
                  shown_at="2026-03-20T08:05:00.000Z", **{"from": "2026-03-20T08:00:00.000Z"})

    def values(self, attempts, told):
        return scored([cause(**self.outage, attempts=attempts)],
                      [alert(at, "tcp.timeout") for at in told])

    def test_told_in_time(self):
        result = self.values(["2026-03-20T09:00:00.000Z"], ["2026-03-20T08:20:00.000Z"])
        self.assertEqual(result.counts["unforeseeable"], 1)
        self.assertEqual(result.values()["before_attempt_percent"], 100)

    def test_told_after_the_attempt_is_a_miss(self):
        result = self.values(["2026-03-20T09:00:00.000Z"], ["2026-03-20T09:00:01.000Z"])
        self.assertEqual(result.values()["before_attempt_percent"], 0)

    def test_attempts_at_once_cannot_be_helped(self):
        result = self.values(["2026-03-20T08:14:59.000Z"], [])
        self.assertEqual(result.counts["unforeseeable"], 0)

    def test_reminders_count_as_notices(self):
        result = self.values(["2026-03-20T09:00:00.000Z"],
                             ["2026-03-20T08:20:00.000Z", "2026-03-21T08:20:00.000Z"])
        self.assertEqual(result.values()["notices_per_cause"], 2)

    def test_two_hours_after_its_end_it_is_false(self):
        result = self.values([], ["2026-03-21T14:00:00.000Z", "2026-03-21T14:00:01.000Z"])
        self.assertEqual(sum(result.false.values()), 1)


class Tolerance(unittest.TestCase):
    def test_what_is_allowed_is_tolerated_once(self):
        cafe = cause("port_blocked_here", "tolerated", codes="network.")
        told = [alert(f"2026-03-10T1{i}:00:00.000Z", "network.port_blocked") for i in range(3)]
        result = scored([cafe], told)
        self.assertEqual(sum(result.tolerated.values()), 1)
        self.assertEqual(result.values()["false_per_target_year"], 1)

    def test_a_healthy_year_has_no_notice(self):
        harmless = cause("short_restart", "harmless", codes="")
        result = scored([harmless], [alert("2026-03-10T12:00:00.000Z", "tcp.timeout")])
        self.assertEqual(result.values()["false_in_healthy_years"], 1)


class Rules(unittest.TestCase):
    def broken(self, alerts, **truth):
        result = score.Score()
        result.add_rules(alerts, truth)
        return dict(result.broken)

    def test_told_while_asleep(self):
        told = [alert("2026-03-10T12:00:00.000Z", "tcp.timeout")]
        sleeps = [{"from": "2026-03-10T11:59:00.000Z", "until": "2026-03-10T12:01:00.000Z"}]
        self.assertEqual(self.broken(told, sleeps=sleeps), {"told asleep": 1})

    def test_awake_by_either_clock_is_awake(self):
        # Awake from 12:00 to 12:20, which its clock calls 11:00 to 11:20; asleep before and after.
        truth = {"wrong_clock": [{"from": "2026-03-10T12:00:00.000Z",
                                  "until": "2026-03-10T12:20:00.000Z", "error_s": -3600}],
                 "sleeps": [{"from": "2026-03-09T17:00:00.000Z",
                             "until": "2026-03-10T12:00:00.000Z"},
                            {"from": "2026-03-10T12:20:00.000Z",
                             "until": "2026-03-10T14:00:00.000Z"}]}
        skewed = [alert("2026-03-10T11:10:00.000Z", "identity.clock_skew")]
        self.assertEqual(self.broken(skewed, **truth), {})
        late = [alert("2026-03-10T13:10:00.000Z", "tcp.timeout")]
        self.assertEqual(self.broken(late, **truth), {"told asleep": 1})

    def test_a_wait_that_ends_as_the_clock_is_set_right_is_awake(self):
        # Asleep until 12:00, which the clock calls 11:00; set right at 12:10.
        truth = {"wrong_clock": [{"from": "2026-03-10T12:00:00.000Z",
                                  "until": "2026-03-10T12:10:00.000Z", "error_s": -3600}],
                 "sleeps": [{"from": "2026-03-09T17:00:00.000Z",
                             "until": "2026-03-10T12:00:00.000Z"}]}
        told = [alert("2026-03-10T11:10:16.000Z", "identity.clock_skew")]
        self.assertEqual(self.broken(told, **truth), {})
        late = [alert("2026-03-10T11:12:00.000Z", "identity.clock_skew")]
        self.assertEqual(self.broken(late, **truth), {"told asleep": 1})

    def test_cleared_without_being_told(self):
        told = [alert("2026-03-10T12:00:00.000Z", "tcp.timeout", "cleared")]
        self.assertEqual(self.broken(told), {"cleared, never told": 1})

    def test_reminded_daily_at_most(self):
        told = [alert("2026-03-10T12:00:00.000Z", "tcp.timeout"),
                alert("2026-03-11T12:00:00.000Z", "tcp.timeout", "reminded"),
                alert("2026-03-11T18:00:00.000Z", "tcp.timeout", "reminded")]
        self.assertEqual(self.broken(told), {"reminded too soon": 1})

    def test_silent_once_cleared(self):
        told = [alert("2026-03-10T12:00:00.000Z", "tcp.timeout"),
                alert("2026-03-10T13:00:00.000Z", "tcp.timeout", "cleared"),
                alert("2026-03-12T13:00:00.000Z", "tcp.timeout", "reminded")]
        self.assertEqual(self.broken(told), {"spoke on after it was cleared": 1})


class WrongClock(unittest.TestCase):
    def test_times_are_set_right_in_order(self):
        clock = score.TrueTime([{"from": "2026-03-10T12:00:00.000Z",
                                 "until": "2026-03-10T13:00:00.000Z", "error_s": -3600}])
        written = ["2026-03-10T10:50:00.000Z", "2026-03-10T11:20:00.000Z",
                   "2026-03-10T13:30:00.000Z"]
        right = [clock.of(score.seconds(at)) for at in written]
        expected = ["2026-03-10T10:50:00.000Z", "2026-03-10T12:20:00.000Z",
                    "2026-03-10T13:30:00.000Z"]
        self.assertEqual(right, [score.seconds(at) for at in expected])


    def test_what_either_clock_may_have_shown_is_the_causes(self):
        wrong = [{"from": "2026-03-10T12:00:00.000Z", "until": "2026-03-10T13:00:00.000Z",
                  "error_s": 3600}]
        stopped = cause("service_stopped", "unforeseeable", **{
            "from": "2026-03-10T13:20:00.000Z", "shown_at": "2026-03-10T13:20:00.000Z",
            "attempts": ["2026-03-10T15:00:00.000Z"]})
        result = score.Score()
        result.add_year({"targets": ["pc"], "causes": [stopped], "wrong_clock": wrong},
                        [alert("2026-03-10T13:30:00.000Z", "tcp.refused")])
        self.assertEqual(result.values()["before_attempt_percent"], 100)
        self.assertEqual(result.values()["false_per_target_year"], 0)


class Plain(unittest.TestCase):
    @staticmethod
    def line(minute, failed, not_after):
        outcome = '"failed","error":{"kind":"timeout"}' if failed else '"ok"'
        certificate = "null" if failed else '{"serial":"1","not_after":"%s"}' % not_after
        return ('{"target":{"name":"pc"},"checked_at":"2026-03-10T12:%02d:00.000Z","steps":'
                '[{"step":"connect","outcome":%s}],"certificate":%s}') % (minute, outcome,
                                                                          certificate)

    def codes(self, looks):
        monitor = plain_monitor.PlainMonitor()
        for minute, (failed, not_after) in enumerate(looks):
            monitor.take(self.line(minute, failed, not_after))
        return [one["code"] for one in monitor.alerts]

    def test_three_failures_in_a_row(self):
        far = "2027-01-01T00:00:00Z"
        looks = [(True, far), (True, far), (False, far), (True, far), (True, far), (True, far)]
        self.assertEqual(self.codes(looks + [(True, far)]), ["tcp.timeout"])

    def test_each_rung_once(self):
        ends = ["2026-04-08T00:00:00Z"] * 2 + ["2026-03-24T00:00:00Z"] + ["2026-03-12T00:00:00Z"]
        self.assertEqual(self.codes([(False, end) for end in ends]),
                         ["certificate.expires_soon"] * 3)


if __name__ == "__main__":
    unittest.main()
