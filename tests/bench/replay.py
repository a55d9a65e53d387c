"""Makes years and replays them for replay.sh, and prints what that took."""
import os
import statistics
import subprocess
import sys
import tempfile

BUILD = sys.argv[1]
RUNS = int(sys.argv[2]) if len(sys.argv) > 2 else 5
# Name, targets, minutes between looks, years.
YEARS = (("a year of 4 targets", 4, 5, 1), ("a year of 10 targets", 10, 5, 1),
         ("a year of 50 targets", 50, 15, 1), ("10 years of 4 targets", 4, 15, 10))


def make(folder, targets, interval, years):
    path = os.path.join(folder, "year")
    subprocess.run([f"{BUILD}/tests/foresight/laptop_year", "--seed", "9001", "--targets",
                    str(targets), "--interval", str(interval), "--years", str(years), "--out",
                    path, "--truth", os.path.join(folder, "truth")], check=True)
    return path


def replay(path, folder):
    """CPU seconds and peak KiB of one run."""
    with subprocess.Popen([f"{BUILD}/tray/rdpready", "replay", path, "--json", "--data-dir",
                           os.path.join(folder, "data")], stdout=subprocess.DEVNULL) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise SystemExit(f"replay ended with {child.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def main():
    print("| replayed | lines | MB | lines a CPU second | MB a CPU second | peak MiB |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, targets, interval, years in YEARS:
        with tempfile.TemporaryDirectory() as folder:
            path = make(folder, targets, interval, years)
            size = os.path.getsize(path) / 1e6
            with open(path, "rb") as file:
                lines = sum(1 for _ in file)
            runs = [replay(path, folder) for _ in range(RUNS)]
            cpu = statistics.median(run[0] for run in runs)
            peak = max(run[1] for run in runs) / 1024
            print(f"| {name} | {lines:,} | {size:.0f} | {lines / cpu:,.0f} | {size / cpu:.0f} "
                  f"| {peak:.1f} |", flush=True)


main()
