"""Times `trends` against tomotopy on the same data, in alternating runs on one core.

usage: side_by_side.py job FOLDER... [--year Y] [--sweeps 600] [--pairs 5]
       side_by_side.py sampler DOCWORD VOCAB [--topics 20,100] [--sweeps 200] [--pairs 5]

job       the whole job: pages in, themes and shares out, K = 20, one chain each; wall seconds.
sampler   the sampler alone on a UCI bag of words: equal K, alpha 0.1, beta 0.01, nothing learned;
          million tokens a second as each program reports them, loading left out.

Prints one line a case: the medians, and the median, least and largest ratio over the pairs. A ratio
above 1 means that `trends` was faster. Both programs are pinned to the first core (`taskset -c 0`),
so that figures of a busy machine stay comparable; absolute seconds are not to be quoted.
"""

import argparse, os, pathlib, re, statistics, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
TRENDS = os.environ.get("TRENDS_PROGRAM", str(HERE.parent / ".build/release/trends"))
PIN = ["taskset", "-c", "0"]


def run(command):
    start = time.perf_counter()
    done = subprocess.run(PIN + command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return time.perf_counter() - start, done.stdout + done.stderr


def report(name, ours, theirs, unit, more_is_better):
    ratios = [a / b if more_is_better else b / a for a, b in zip(ours, theirs)]
    print(
        f"{name:44s} trends {statistics.median(ours):8.2f} {unit}  tomotopy {statistics.median(theirs):8.2f} {unit}  "
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
            seconds, _ = run(fit + ["--sweeps", str(arguments.sweeps)] + year + [folder])
            more, _ = run([TRENDS, "report", "--store", store, "--out", f"{temporary}/reports", "--threads", "1"])
            ours.append(seconds + more)
            script = [sys.executable, str(HERE / "whole_job_tomotopy.py"), folder, "20", str(arguments.sweeps)]
            theirs.append(run(script + [f"{temporary}/shares.csv"])[0])
    report(f"whole job, {pathlib.Path(folder).name}, K=20", ours, theirs, "s", False)


PEER = """
import sys, time, gzip, tomotopy as tp
docword, topics, sweeps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
documents = {}
with (gzip.open(docword, "rt") if docword.endswith(".gz") else open(docword)) as f:
    for _ in range(3): f.readline()
    for line in f:
        d, w, n = line.split()
        documents.setdefault(d, []).extend(["w" + w] * int(n))
model = tp.LDAModel(k=topics, alpha=0.1, eta=0.01, seed=1)
model.optim_interval, model.burn_in = 0, 0
for words in documents.values(): model.add_doc(words)
model.train(0)
start = time.perf_counter()
model.train(sweeps, workers=1)
print("rate", model.num_words * sweeps / (time.perf_counter() - start) / 1e6)
"""


def sampler(docword, vocabulary, arguments):
    for topics in (int(k) for k in arguments.topics.split(",")):
        ours, theirs = [], []
        for _ in range(arguments.pairs):
            with tempfile.TemporaryDirectory() as temporary:
                fit = [TRENDS, "fit", "--store", f"{temporary}/trends.db", "--topics", str(topics), "--chains", "1"]
                fit += ["--threads", "1", "--sweeps", str(arguments.sweeps), "--burn-in", str(arguments.sweeps - 1)]
                fit += ["--draws", "1", "--alpha-sum", str(0.1 * topics), "--beta", "0.01", "--fixed-alpha", "--fixed-beta"]
                _, text = run(fit + ["--vocabulary", vocabulary, docword])
                ours.append(float(re.search(r"\(([0-9.]+) million tokens a second\)", text)[1]))
                _, text = run([sys.executable, "-c", PEER, docword, str(topics), str(arguments.sweeps)])
                theirs.append(float(re.search(r"rate ([0-9.]+)", text)[1]))
        report(f"sampler, {pathlib.Path(docword).parent.name}, K={topics}", ours, theirs, "M/s", True)


parser = argparse.ArgumentParser()
parser.add_argument("what", choices=["job", "sampler"])
parser.add_argument("paths", nargs="+")
parser.add_argument("--year", type=int)
parser.add_argument("--sweeps", type=int)
parser.add_argument("--topics", default="20,100")
parser.add_argument("--pairs", type=int, default=5)
arguments = parser.parse_args()
if arguments.what == "job":
    arguments.sweeps = arguments.sweeps or 600
    for folder in arguments.paths:
        job(folder, arguments)
else:
    arguments.sweeps = arguments.sweeps or 200
    sampler(arguments.paths[0], arguments.paths[1], arguments)
