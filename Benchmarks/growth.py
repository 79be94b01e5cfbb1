"""How time and memory of `trends fit` grow, and how near the estimate that it prints comes.

usage: growth.py [--checkpoint-sweeps N] FOLDER:K:SWEEPS...

FOLDER holds docword.txt and vocab.txt of the UCI format, as true_corpus.py writes them. Each case is imported into a
store of its own; then `trends fit --chains 1 --threads 1 --draws 1` runs with the sampler that `auto` takes. Prints:

s/sweep   as the program reports its rate; setting up, the trace and the draw included
corpus    what the process holds when the corpus is read and nothing else is there
peak      the largest resident size until the end, storing included
beyond    peak less corpus, a token; and a token and a cell of V x K, if a cell takes 4 bytes
estimate  time and memory told beforehand, over what it took from then on to the end of the process

Environment: BENCH_CORE is the core to run on (0), TRENDS_PROGRAM the program (.build/release/trends).
"""

import argparse, os, pathlib, re, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
TRENDS = os.environ.get("TRENDS_PROGRAM", str(HERE.parent / ".build/release/trends"))
PIN = ["taskset", "-c", os.environ.get("BENCH_CORE", "0")]


def resident(process):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) * 1024


def seconds_of(clock):
    seconds = 0
    for part in clock.split(":"):
        seconds = 60 * seconds + int(part)
    return seconds


parser = argparse.ArgumentParser()
parser.add_argument("--checkpoint-sweeps", default="0")
parser.add_argument("cases", nargs="+")
arguments = parser.parse_args()
print("tokens         K     sampler  s/sweep  corpus MB  peak MB  bytes/token  less 4/cell  time est.  memory est.")
for case in arguments.cases:
    folder, topics, sweeps = case.rsplit(":", 2)
    with tempfile.TemporaryDirectory(dir=os.path.dirname(os.path.abspath(folder))) as temporary:
        store = f"{temporary}/trends.db"
        vocabulary, docword = f"{folder}/vocab.txt", f"{folder}/docword.txt"
        subprocess.run([TRENDS, "import", "--store", store, "--vocabulary", vocabulary, docword], check=True, stderr=subprocess.DEVNULL)
        command = PIN + [TRENDS, "fit", "--store", store, "--topics", topics, "--sweeps", sweeps, "--chains", "1"]
        command += ["--threads", "1", "--draws", "1", "--checkpoint-seconds", "0"]
        command += ["--checkpoint-sweeps", arguments.checkpoint_sweeps]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        text, corpus, began = "", 0, 0.0
        for line in process.stderr:
            text += line
            if " token" in line and " term" in line and not corpus:
                corpus = resident(process)
            if "this takes about" in line:
                began = time.monotonic()
        _, status, usage = os.wait4(process.pid, 0)
        took, peak = time.monotonic() - began, usage.ru_maxrss * 1024
        if status:
            sys.exit(text)
        tokens = int(re.search(r"([\d,]+) tokens? of", text)[1].replace(",", ""))
        terms = int(re.search(r"of ([\d,]+) terms?", text)[1].replace(",", ""))
        sampler, clock, megabytes = re.search(r"the (\w+) sampler this takes about ([\d:]+)\D* and ([\d,]+) MB", text).groups()
        rate = float(re.search(r"\(([0-9.]+) million tokens a second\)", text)[1])
        beyond = peak - corpus
        print(
            f"{tokens:<14,d} {topics:5s} {sampler:7s} {tokens / rate / 1e6:8.2f} {corpus / 1e6:10.0f} {peak / 1e6:8.0f} "
            f"{beyond / tokens:12.1f} {(beyond - 4 * terms * int(topics)) / tokens:12.1f} "
            f"{seconds_of(clock) / took:10.2f} {int(megabytes.replace(',', '')) * 1e6 / peak:12.2f}   took {took:.1f} s",
            flush=True,
        )
