"""Whether two programs that looked at one server say the same, but for times."""

# Measured anew by every look.
TIMES = {"checked_at", "duration_ms", "ms", "clock_skew_s", "skew_s", "days_left", "hours_left"}
# Whether a name stands for both families is the system's own affair; and whether the last packet
# before a reset still arrives, which makes another sentence of the same kind of end.
OF_THE_SYSTEM = {"addresses", "message", "reason"}


def differences(first, second, where="document"):
    """Sentences about what differs."""
    if isinstance(first, dict) and isinstance(second, dict):
        found = [f"only one has {where}.{key}" for key in first.keys() ^ second.keys()]
        for key in first.keys() & second.keys() - TIMES - OF_THE_SYSTEM:
            found += differences(first[key], second[key], f"{where}.{key}")
        return found
    if isinstance(first, list) and isinstance(second, list) and len(first) == len(second):
        return [sentence for index, (one, other) in enumerate(zip(first, second))
                for sentence in differences(one, other, f"{where}[{index}]")]
    return [] if first == second else [f"{where} is {first!r} here and {second!r} there"]
