#!/usr/bin/python3
"""Real RDP servers on loopback, looked at through the installed program.

real_servers_test.py xrdp|shadow PROGRAM [COMMAND... PROGRAM.exe]

With a second command, that looks at each server too and must say the same but for times.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import warnings

warnings.filterwarnings("ignore")  # of making weak certificates, which is what is wanted

import certificates
import looking
import same_document
from rdp_servers import Lab

ANY_CIPHER = "ALL:@SECLEVEL=0"  # without it xrdp itself refuses weak certificates

# name, how to start it, what the look must say
XRDP = [
    ("valid", {"layer": "negotiate"},
     {"verdict": "ready", "protocol": "tls", "trust": "self_signed"}),
    ("elliptic curve", {"certificate": "ecdsa"}, {"verdict": "ready"}),
    ("ends in 2066", {"certificate": "far_future"}, {"verdict": "ready"}),
    ("expiring", {"certificate": "expiring"},
     {"verdict": "at_risk", "codes": ["certificate.expires_soon"]}),
    ("expired", {"certificate": "expired"},
     {"verdict": "would_fail", "codes": ["certificate.expired"]}),
    ("not yet valid", {"certificate": "not_yet"},
     {"verdict": "would_fail", "codes": ["certificate.not_yet_valid"]}),
    ("wrong name, self-signed", {"certificate": "wrong_name"}, {"verdict": "ready"}),
    ("weak key", {"certificate": "weak_key", "ciphers": ANY_CIPHER},
     {"verdict": "at_risk", "codes": ["certificate.weak_key"]}),
    ("weak signature", {"certificate": "weak_signature"},
     {"verdict": "at_risk", "codes": ["certificate.weak_signature"]}),
    ("private CA", {"certificate": "private_ca"},
     {"verdict": "at_risk", "codes": ["certificate.untrusted"]}),
    ("private CA, sends its root", {"certificate": "private_ca_with_root"},
     {"verdict": "at_risk", "codes": ["certificate.untrusted"], "trust": "untrusted_issuer"}),
    ("private CA, trusted here", {"certificate": "private_ca", "trusting": "root.pem"},
     {"verdict": "ready", "trust": "trusted"}),
    ("private CA, wrong name", {"certificate": "private_ca_wrong_name", "trusting": "root.pem"},
     {"verdict": "at_risk", "codes": ["certificate.name_mismatch"], "trust": "trusted"}),
    ("private CA, chain left out", {"certificate": "private_ca_leaf_only", "trusting": "root.pem"},
     {"verdict": "at_risk", "codes": ["certificate.untrusted"], "trust": "incomplete_chain"}),
    ("TLS 1.0", {"protocols": "TLSv1", "ciphers": ANY_CIPHER},
     {"verdict": "at_risk", "codes": ["tls.old_version"]}),
    ("classic RDP security", {"layer": "rdp"},
     {"verdict": "at_risk", "codes": ["rdp.no_tls"], "protocol": "rdp"}),
    ("unreadable key", {"certificate": "unreadable_key", "user": "xrdp"},
     {"verdict": "would_fail", "codes": ["rdp.no_certificate_on_host"],
      "failing_step": "negotiate", "error": "negotiation_failure"}),
    ("unreadable key, falls back", {"certificate": "unreadable_key", "user": "xrdp",
                                    "layer": "negotiate"},
     {"verdict": "at_risk", "codes": ["rdp.no_tls"], "protocol": "rdp"}),
    ("garbage for a key", {"certificate": "garbage_key"},
     {"verdict": "would_fail", "codes": ["tls.closed_in_handshake"], "failing_step": "tls",
      "error": "closed_in_handshake"}),
]

SHADOW = [
    ("valid, NLA", {}, {"verdict": "ready", "protocol": "hybrid"}),
    ("valid, NLA, says who it is", {"options": ["--identity"]},
     {"verdict": "ready", "protocol": "hybrid"}),
    ("valid, TLS", {"security": "tls"}, {"verdict": "ready", "protocol": "tls"}),
    ("classic RDP security", {"security": "rdp"},
     {"verdict": "at_risk", "codes": ["rdp.no_tls"], "protocol": "rdp"}),
    ("expired, NLA", {"certificate": "expired"},
     {"verdict": "would_fail", "codes": ["certificate.expired"]}),
    ("expiring, NLA", {"certificate": "expiring"},
     {"verdict": "at_risk", "codes": ["certificate.expires_soon"]}),
    ("private CA", {"certificate": "private_ca"},
     {"verdict": "at_risk", "codes": ["certificate.untrusted"]}),
    ("clock seven minutes ahead", {"faketime": "+420s", "options": ["--identity"]},
     {"verdict": "at_risk", "codes": ["identity.clock_skew"]}),
    ("key of another certificate", {"certificate": "mismatched_key", "security": "tls"},
     {"verdict": "would_fail", "codes": ["tls.handshake_failed"], "failing_step": "tls"}),
    ("garbage for a key", {"certificate": "garbage_key", "security": "tls"},
     {"verdict": "would_fail", "codes": ["tls.closed_in_handshake"], "failing_step": "tls"}),
]


def looks_the_same(document, other_command, port, options):
    """Sentences about what the other program sees differently."""
    _, documents, _ = looking.check(other_command, [f"localhost:{port}"], "--timeout", "10",
                                    *options)
    return same_document.differences(document, documents[0])


def run_case(lab, kind, commands, report, case):
    name, how, wanted = case
    how = dict(how)
    options = how.pop("options", [])
    trusting = how.pop("trusting", None)
    environment = {"SSL_CERT_FILE": lab.path(trusting)} if trusting else {}
    start = lab.xrdp if kind == "xrdp" else lab.shadow
    try:
        with start(f"{kind}-{name.replace(' ', '-').replace(',', '')}", **how) as port:
            code, documents, seconds = looking.check(
                commands[0], [f"localhost:{port}"], "--timeout", "10", *options,
                environment=environment)
            found = looking.differences(documents[0], code, **wanted)
            # The other program asks another system whom it trusts.
            if commands[1] and not trusting:
                found += looks_the_same(documents[0], commands[1], port, options)
        if "--identity" in options and documents[0]["identity"] is None:
            found.append("the server did not say who it is")
        detail = " ".join([documents[0]["verdict"], *wanted.get("codes", [])])
        report.say(f"{kind}: {name}", found, f"{detail}  ({seconds * 1000:.0f} ms)")
    except (AssertionError, TimeoutError) as trouble:
        report.say(f"{kind}: {name}", [str(trouble)])


def look_with_nla_off(lab, program, report):
    """A host that comes to want NLA stops who has switched it off."""
    for security, wanted in (("tls", {"verdict": "ready", "protocol": "tls"}),
                             ("nla", {"verdict": "would_fail", "codes": ["rdp.refused"],
                                      "failing_step": "negotiate",
                                      "error": "negotiation_failure"})):
        with lab.shadow(f"nla-off-{security}", security=security) as port:
            subprocess.run([program, "targets", "add", f"localhost:{port}", security,
                            "--sign-in", "session"], check=True, capture_output=True)
            done = subprocess.run([program, "check", "--saved", security, "--json"], check=False,
                                  capture_output=True, text=True, timeout=60)
        document = json.loads(done.stdout)
        found = looking.differences(document, done.returncode, **wanted)
        report.say(f"shadow: NLA off here, {security} there", found, document["verdict"])


def main():
    kind, program, *other_command = sys.argv[1:]
    looking.need_root()
    report = looking.Report()
    with tempfile.TemporaryDirectory(prefix="rdpready-lab.") as folder:
        os.chmod(folder, 0o755)  # the user xrdp reads its certificate there
        os.environ["RDPREADY_DATA_DIR"] = os.path.join(folder, "data")
        certificates.write_kinds(folder)
        lab = Lab(folder)
        with lab.screen() if kind == "shadow" else contextlib.nullcontext():
            for case in XRDP if kind == "xrdp" else SHADOW:
                run_case(lab, kind, ([program], other_command), report, case)
            if kind == "shadow":
                look_with_nla_off(lab, program, report)
    report.end()


main()
