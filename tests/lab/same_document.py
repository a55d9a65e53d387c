"""Whether two programs that looked at one server say the same, but for times."""

# Measured anew by every look.
TIMES = {"checked_at", "duration_ms", "ms", "clock_skew_s", "skew_s", "days_left", "hours_left"}
# Whether a name stands for both families is the system's own affair.
OF_THE_SYSTEM = {"addresses"}
# Where the server hangs up, its reset may take its last packet along, and the sentence changes.
OF_THE_RESET = {"message", "reason"}


def differences(first, second):
    """Sentences about what differs."""
    hung_up = any((step.get("error") or {}).get("kind") == "closed_in_handshake"
                  for step in first["steps"])
    return compare(first, second, "document",
                   TIMES | OF_THE_SYSTEM | (OF_THE_RESET if hung_up else set()))


def compare(first, second, where, left_out):
    if isinstance(first, dict) and isinstance(second, dict):
        found = [f"only one has {where}.{key}" for key in first.keys() ^ second.keys()]
        for key in (first.keys() & second.keys()) - left_out:
            found += compare(first[key], second[key], f"{where}.{key}", left_out)
        return found
    if isinstance(first, list) and isinstance(second, list) and len(first) == len(second):
        return [sentence for index, (one, other) in enumerate(zip(first, second))
                for sentence in compare(one, other, f"{where}[{index}]", left_out)]
    return [] if first == second else [f"{where} is {first!r} here and {second!r} there"]
