"""Times `trends` against tomotopy on the same data, in alternating runs on one core.

usage: side_by_side.py FOLDER... [--year Y] [--sweeps 600] [--pairs 5]

The whole job: pages in, themes and shares out, K = 20, one chain each; wall seconds. The samplers alone are
compared by peers.py.

Prints one line a case: the medians, and the median, least and largest ratio over the pairs. A ratio
above 1 means that `trends` was faster. Both programs are pinned to the first core (`taskset -c 0`),
so that figures of a busy machine stay comparable; absolute seconds are not to be quoted.
"""

import argparse, os, pathlib, statistics, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
TRENDS = os.environ.get("TRENDS_PROGRAM", str(HERE.parent / ".build/release/trends"))
PIN = ["taskset", "-c", "0"]


def run(command):
    start = time.perf_counter()
    done = subprocess.run(PIN + command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return time.perf_counter() - start


def report(name, ours, theirs):
    ratios = [b / a for a, b in zip(ours, theirs)]
    print(
        f"{name:44s} trends {statistics.median(ours):8.2f} s  tomotopy {statistics.median(theirs):8.2f} s  "
        f"ratio {statistics.median(ratios):.2f} [{min(ratios):.2f}, {max(ratios):.2f}]",
        flush=True,
    )


def job(folder, arguments):
    ours, theirs = [], []
    for _ in range(arguments.pairs):
        with tempfile.TemporaryDirectory() as temporary:
            store = f"{temporary}/trends.db"
            year = ["--year", str(arguments.year)] if arguments.year else []
            fit = [TRENDS, "fit", "--quiet", "--store", store, "--topics", "20", "--chains", "1", "--threads", "1"]
            seconds = run(fit + ["--sweeps", str(arguments.sweeps)] + year + [folder])
            more = run([TRENDS, "report", "--store", store, "--out", f"{temporary}/reports", "--threads", "1"])
            ours.append(seconds + more)
            script = [sys.executable, str(HERE / "whole_job_tomotopy.py"), folder, "20", str(arguments.sweeps)]
            theirs.append(run(script + [f"{temporary}/shares.csv"]))
    report(f"whole job, {pathlib.Path(folder).name}, K=20", ours, theirs)


parser = argparse.ArgumentParser()
parser.add_argument("folders", nargs="+")
parser.add_argument("--year", type=int)
parser.add_argument("--sweeps", type=int, default=600)
parser.add_argument("--pairs", type=int, default=5)
arguments = parser.parse_args()
for folder in arguments.folders:
    job(folder, arguments)
