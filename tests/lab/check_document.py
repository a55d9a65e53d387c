"""What CONTRACT promises of `rdpready check --json`: every key there, of its kind, never left out."""

import re

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z")
HEX = re.compile(r"[0-9a-f]+")

VERDICTS = {"ready", "at_risk", "would_fail", "unknown"}
EXIT_CODES = {"ready": 0, "at_risk": 1, "would_fail": 2, "unknown": 3}
OUTCOMES = {"ok", "failed", "skipped"}
PROTOCOLS = {"rdp", "tls", "hybrid", "hybrid_ex", "rdstls", "rdsaad", None}
TRUST = {"trusted", "self_signed", "untrusted_issuer", "incomplete_chain", "unchecked"}
SEVERITIES = {"failure", "risk", "information"}

STEPS = ["resolve", "connect", "negotiate", "tls", "identity"]
# What a step that went well says besides its name, outcome and time.
STEP_KEYS = {
    "resolve": {"addresses"},
    "connect": {"address"},
    "negotiate": {"protocol", "flags", "failure_code"},
    "tls": {"version", "cipher"},
    "identity": set(),
}
KEYS = {"schema", "target", "checked_at", "duration_ms", "verdict", "fails_at", "failing_step",
        "steps", "certificate", "gateway_certificate", "identity", "findings"}
CERTIFICATE_KEYS = {"subject", "issuer", "serial", "sha1", "sha256", "not_before", "not_after",
                    "self_signed", "key", "signature", "names", "name_matches", "trust"}
IDENTITY_KEYS = {"computer", "dns_computer", "domain", "os_version", "clock_skew_s"}
FINDING_KEYS = {"code", "severity", "title", "explanation", "evidence", "remedies"}


def problems(document):
    """Sentences about what is not as promised; none if all is."""
    found = [f"no key {key}" for key in KEYS - document.keys()]
    if found:
        return found
    if document["schema"] != "rdpready.check/1":
        found.append(f"schema is {document['schema']}")
    found += [f"target has no {key}"
              for key in {"name", "host", "port", "gateway"} - document["target"].keys()]
    found += about_values(document)
    found += [sentence for step in document["steps"] for sentence in about_step(step)]
    found += [sentence for finding in document["findings"] for sentence in about_finding(finding)]
    for which in ("certificate", "gateway_certificate"):
        if document[which] is not None:
            found += about_certificate(document[which])
    if document["identity"] is not None:
        found += [f"identity has no {key}" for key in IDENTITY_KEYS - document["identity"].keys()]
    return found


def about_values(document):
    if document["verdict"] not in VERDICTS:
        yield f"verdict is {document['verdict']}"
    if not TIME.fullmatch(document["checked_at"]):
        yield f"checked_at is {document['checked_at']}"
    if document["fails_at"] is not None and not TIME.fullmatch(document["fails_at"]):
        yield f"fails_at is {document['fails_at']}"
    if not document["duration_ms"] >= 0:
        yield f"duration_ms is {document['duration_ms']}"
    names = [step["step"] for step in document["steps"]]
    if document["target"]["gateway"] is None and names != STEPS:
        yield f"steps are {names}"
    failed = [step["step"] for step in document["steps"] if step["outcome"] == "failed"]
    if failed and document["failing_step"] != failed[0]:
        yield f"failing_step is {document['failing_step']}, but {failed[0]} failed"


def about_step(step):
    name = step["step"]
    if step["outcome"] not in OUTCOMES:
        yield f"outcome of {name} is {step['outcome']}"
    if step["outcome"] == "failed" and not {"kind", "message"} <= step.get("error", {}).keys():
        yield f"{name} failed without saying how"
    if step["outcome"] == "ok":
        yield from (f"{name} has no {key}"
                    for key in STEP_KEYS.get(name, set()) - step.keys())
        if not step["ms"] >= 0:
            yield f"{name} took {step['ms']} ms"
    if name == "negotiate" and step.get("protocol") not in PROTOCOLS:
        yield f"protocol is {step['protocol']}"


def about_certificate(certificate):
    missing = CERTIFICATE_KEYS - certificate.keys()
    if missing:
        yield f"certificate has no {', '.join(sorted(missing))}"
        return
    for key, size in (("sha1", 40), ("sha256", 64)):
        if len(certificate[key]) != size or not HEX.fullmatch(certificate[key]):
            yield f"{key} is {certificate[key]}"
    for key in ("not_before", "not_after"):
        if not TIME.fullmatch(certificate[key]):
            yield f"{key} is {certificate[key]}"
    if certificate["trust"] not in TRUST:
        yield f"trust is {certificate['trust']}"


def about_finding(finding):
    missing = FINDING_KEYS - finding.keys()
    if missing:
        yield f"finding {finding.get('code')} has no {', '.join(sorted(missing))}"
        return
    if finding["severity"] not in SEVERITIES:
        yield f"severity of {finding['code']} is {finding['severity']}"
    if not finding["title"] or not finding["explanation"]:
        yield f"{finding['code']} has no words for people"
