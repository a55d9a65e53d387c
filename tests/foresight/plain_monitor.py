"""A plain threshold monitor: three failures in a row, and 30, 14 and 7 days before a certificate
ends, each once. It knows nothing of networks, of renewals and of when anybody looks."""
import datetime, json

DAY = 86400
RUNGS = (30, 14, 7)
AREAS = {"resolve": "name.", "connect": "tcp.", "negotiate": "rdp.", "tls": "tls."}


def seconds(text):
    """UTC seconds of an ISO time."""
    return datetime.datetime.fromisoformat(text[:19] + "+00:00").timestamp()


def code_of(step):
    """The finding code that a failed step leads to."""
    gateway, name = ("gateway.", step["step"][8:]) if step["step"].startswith("gateway.") \
        else ("", step["step"])
    kind = step["error"]["kind"]
    if kind == "negotiation_failure":
        kind = "entra_required" if step.get("failure_code") == 7 else "refused"
    area = "" if kind in ("service_down", "not_a_gateway") else AREAS.get(name, name + ".")
    return gateway + area + kind


class PlainMonitor:
    """Give it the lines of a year; it keeps what it tells in `alerts`."""

    def __init__(self):
        self.alerts = []
        self.failures = {}
        self.rungs = {}
        self.ends = {}

    def take(self, line):
        start = line.find('"checked_at":"')
        if start < 0:
            return
        at = line[start + 14:start + 38]
        start = line.find('"name":"') + 8
        name = line[start:line.find('"', start)]
        if '"outcome":"failed"' in line:
            self.fail(line, at, name)
            return
        self.failures[name] = 0
        now = None
        for key, prefix in (('"certificate":{', ""), ('"gateway_certificate":{', "gateway.")):
            start = line.find(key)
            if start < 0:
                continue
            text = line[start + len(key):line.find("}", start)]
            if text not in self.ends:
                self.ends[text] = seconds(json.loads("{" + text + "}")["not_after"])
            now = now or seconds(at)
            self.climb(at, now, name, text, prefix)

    def fail(self, line, at, name):
        count = self.failures[name] = self.failures.get(name, 0) + 1
        if count != 3:
            return
        steps = json.loads(line)["steps"]
        step = next(s for s in steps if s["outcome"] == "failed")
        self.tell(at, name, "failure", code_of(step))

    def climb(self, at, now, name, text, prefix):
        left = (self.ends[text] - now) / DAY
        if left > RUNGS[0]:
            return
        rung = min(r for r in RUNGS if left <= r)
        if self.rungs.get((name, text), 99) > rung:
            self.rungs[name, text] = rung
            self.tell(at, name, "risk", prefix + "certificate.expires_soon")

    def tell(self, at, name, severity, code):
        self.alerts.append({"at": at, "alert": "raised", "episode": str(len(self.alerts)),
                            "target": name, "targets": [name], "code": code,
                            "severity": severity})


def plain_alerts(path):
    """What the plain monitor tells in the year of this file."""
    monitor = PlainMonitor()
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            monitor.take(line)
    return monitor.alerts
