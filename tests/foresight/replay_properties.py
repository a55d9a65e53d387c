#!/usr/bin/env python3
"""What replay promises of itself, tried on made years.

replay_properties.py same GENERATOR PROGRAM [SEEDS...]     the same year gives the same bytes, in
    every language and time zone, from a file and from another place
replay_properties.py memory GENERATOR PROGRAM [MOST_MIB]   ten years take no more memory than one,
    but for MOST_MIB; prints lines a CPU second and peak memory of both
"""
import os, subprocess, sys, tempfile

PLACES = ({"LC_ALL": "C", "TZ": "UTC"}, {"LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo"},
          {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8", "TZ": "America/New_York"},
          {"LC_ALL": "tr_TR.UTF-8", "TZ": "XYZ-13:45"})


def make(generator, folder, *options):
    path = os.path.join(folder, "year")
    subprocess.run([generator, "--out", path, "--truth", os.path.join(folder, "truth"), *options],
                   check=True)
    return path


def replay(program, path, folder, place=None):
    """Output, CPU seconds and peak KiB of one run."""
    output = os.path.join(folder, "alerts")
    with open(output, "wb") as out:
        child = subprocess.Popen([program, "replay", path, "--json", "--data-dir",
                                  os.path.join(folder, "data")], stdout=out,
                                 env={**os.environ, **(place or {})})
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"replay ended with {child.returncode}")
    with open(output, "rb") as file:
        return file.read(), usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def same(generator, program, *seeds):
    for seed in seeds or ("11", "12"):
        with tempfile.TemporaryDirectory() as folder:
            path = make(generator, folder, "--seed", seed, "--targets", "4", "--interval", "10")
            first, _, _ = replay(program, path, folder, PLACES[0])
            for place in PLACES:
                again, _, _ = replay(program, path, folder, place)
                if again != first:
                    raise SystemExit(f"seed {seed}: not the same with {place}")
            if not first:
                raise SystemExit(f"seed {seed}: nothing was told, so nothing was compared")
            print(f"seed {seed}: {len(first)} bytes, {len(PLACES)} times the same")


def memory(generator, program, most_mib="16"):
    peaks = []
    for years in ("1", "10"):
        with tempfile.TemporaryDirectory() as folder:
            path = make(generator, folder, "--seed", "11", "--targets", "4", "--interval", "15",
                        "--years", years)
            _, cpu, peak = replay(program, path, folder)
            with open(path, "rb") as file:
                lines = sum(1 for _ in file)
            peaks.append(peak / 1024)
            print(f"{years:>2} years: {lines} lines, {lines / max(cpu, 0.01):.0f} a CPU second, "
                  f"peak {peak / 1024:.1f} MiB")
    if peaks[1] - peaks[0] > float(most_mib):
        raise SystemExit(f"Ten years take {peaks[1] - peaks[0]:.1f} MiB more than one.")


if __name__ == "__main__":
    if len(sys.argv) < 4 or sys.argv[1] not in ("same", "memory"):
        raise SystemExit(__doc__)
    {"same": same, "memory": memory}[sys.argv[1]](*sys.argv[2:])
