"""Times the samplers of `trends` against tomotopy on bags of words, in alternating runs on one core.

usage: peers.py rate FOLDER... [--cases 20:square:200:200,...] [--pairs 5]
       peers.py threads FOLDER... [--cases 20:square:200,...] [--pairs 5]
       peers.py perplexity FOLDER [--cases 20:square:200,...] [--pairs 5] [--shares 0.6,0.8,0.9,1,1.1,1.3]

FOLDER holds docword.txt[.gz] and vocab.txt of the UCI format. A case is K:sampler:sweeps, and in rate a second number
of sweeps for tomotopy, where its own are too slow: its cost is the same in every sweep. Both tools have equal
priors (alpha 0.1, beta 0.01, nothing learned), the same corpus and one thread; the seed is the number of the pair.
Environment: BENCH_CORE is the core that both are pinned to (0), TRENDS_PROGRAM the program (.build/release/trends).

rate        million tokens a second as each program reports them, loading left out; median of the pairs, and the
            median, least and largest ratio.
threads     `trends` alone: two threads against one, the two on cores 0 and 1, in alternating runs.
perplexity  a tenth of the documents is held out, and half of the tokens of each of those is scored by document
            completion. Prints the mean perplexity of tomotopy after so many sweeps, that of `trends` after a range of
            sweeps, and how much sooner `trends` reached the former: sweeps times the median seconds of a sweep.
"""

import argparse, csv, gzip, io, os, pathlib, re, statistics, subprocess, sys, tempfile

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
TRENDS = os.environ.get("TRENDS_PROGRAM", str(HERE.parent / ".build/release/trends"))
PIN = ["taskset", "-c", os.environ.get("BENCH_CORE", "0")]
ALPHA, BETA = 0.1, 0.01


def run(command, pin=PIN):
    done = subprocess.run(pin + command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout, done.stderr


def rate_of(text):
    return float(re.search(r"\(([0-9.]+) million tokens a second\)", text)[1])


def fit(docword, vocabulary, topics, sampler, sweeps, seed, folder, threads=1, draws=1):
    """Fits with `trends`; answers million tokens a second. The store is folder/trends.db; many draws are of the later half."""
    command = [TRENDS, "fit", "--store", f"{folder}/trends.db", "--topics", str(topics), "--chains", "1"]
    command += ["--threads", str(threads), "--sweeps", str(sweeps)]
    command += ["--burn-in", str(sweeps - 1 if draws == 1 else sweeps // 2), "--draws", str(draws)]
    command += ["--alpha-sum", str(ALPHA * topics), "--beta", str(BETA), "--fixed-alpha", "--fixed-beta"]
    command += ["--sampler", sampler, "--seed", str(seed), "--checkpoint-seconds", "0"]
    pin = PIN if threads == 1 else ["taskset", "-c", ",".join(map(str, range(threads)))]
    return rate_of(run(command + ["--vocabulary", vocabulary, docword], pin)[1])


PEER = """
import sys, time, gzip, numpy as np, tomotopy as tp
docword, topics, sweeps, seed, out = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
learns = sys.argv[6] == "learns"
with (gzip.open(docword, "rt") if docword.endswith(".gz") else open(docword)) as f:
    f.readline(); V = int(f.readline()); f.readline()
    cells = np.array(f.read().split(), dtype=np.int64).reshape(-1, 3)
cells = cells[np.argsort(cells[:, 0], kind="stable")]
model = tp.LDAModel(k=topics, alpha=0.1, eta=0.01, seed=seed)
if not learns: model.optim_interval, model.burn_in = 0, 0
words = np.repeat(cells[:, 1] - 1, cells[:, 2])
ends = np.cumsum(np.bincount(cells[:, 0], weights=cells[:, 2]).astype(np.int64))
for d in np.split(words, ends[:-1]):
    if len(d): model.add_doc([f"w{w}" for w in d.tolist()])
model.train(0)
start = time.perf_counter()
model.train(sweeps, workers=1)
print("rate", model.num_words * sweeps / (time.perf_counter() - start) / 1e6)
if out:
    order = np.array([int(w[1:]) for w in model.used_vocabs])
    phi = np.zeros((topics, V))
    for k in range(topics): phi[k, order] = model.get_topic_word_dist(k)
    np.save(out, phi)
"""


def peer(docword, topics, sweeps, seed, out="", learns=False):
    text, _ = run([sys.executable, "-c", PEER, docword, str(topics), str(sweeps), str(seed), out, "learns" if learns else "fixed"])
    return float(re.search(r"rate ([0-9.]+)", text)[1])


def cases(text):
    for case in text.split(","):
        topics, sampler, sweeps, *theirs = case.split(":")
        yield int(topics), sampler, int(sweeps), int(theirs[0] if theirs else sweeps)


def files(folder):
    folder = pathlib.Path(folder)
    docword = next(p for p in (folder / "docword.txt.gz", folder / "docword.txt") if p.exists())
    return str(docword), str(folder / "vocab.txt")


def rate(arguments):
    for folder in arguments.folders:
        docword, vocabulary = files(folder)
        for topics, sampler, sweeps, their_sweeps in cases(arguments.cases):
            ours, theirs = [], []
            for seed in range(1, arguments.pairs + 1):
                with tempfile.TemporaryDirectory() as temporary:
                    ours.append(fit(docword, vocabulary, topics, sampler, sweeps, seed, temporary))
                theirs.append(peer(docword, topics, their_sweeps, seed))
            ratios = [a / b for a, b in zip(ours, theirs)]
            ns = [1000 / statistics.median(x) for x in (ours, theirs)]
            print(
                f"{pathlib.Path(folder).name:20s} K={topics:<5d} {sampler:7s} trends {statistics.median(ours):6.1f} M/s "
                f"({ns[0]:.0f} ns)  tomotopy {statistics.median(theirs):6.1f} M/s ({ns[1]:.0f} ns)  "
                f"ratio {statistics.median(ratios):.2f} [{min(ratios):.2f}, {max(ratios):.2f}]",
                flush=True,
            )


def threads(arguments):
    for folder in arguments.folders:
        docword, vocabulary = files(folder)
        for topics, sampler, sweeps, _ in cases(arguments.cases):
            rates = []
            for seed in range(1, arguments.pairs + 1):
                with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
                    rates.append(
                        [fit(docword, vocabulary, topics, sampler, sweeps, seed, out, n) for n, out in ((1, one), (2, two))]
                    )
            ratios = [two / one for one, two in rates]
            print(
                f"{pathlib.Path(folder).name:20s} K={topics:<5d} {sampler:7s} two threads {statistics.median(two for _, two in rates):.1f} M/s  "
                f"one {statistics.median(one for one, _ in rates):.1f} M/s  ratio {statistics.median(ratios):.2f} [{min(ratios):.2f}, {max(ratios):.2f}]",
                flush=True,
            )


def read(docword):
    with (gzip.open(docword, "rt") if docword.endswith(".gz") else open(docword)) as f:
        documents, terms, _ = (int(f.readline()) for _ in range(3))
        cells = np.array(f.read().split(), dtype=np.int64).reshape(-1, 3)
    cells = cells[np.lexsort((cells[:, 1], cells[:, 0]))]
    starts = np.searchsorted(cells[:, 0], np.arange(1, documents + 2))
    return [cells[a:b, 1:] for a, b in zip(starts, starts[1:])], terms


def write(path, documents, terms):
    with open(path, "w") as f:
        f.write(f"{len(documents)}\n{terms}\n{sum(map(len, documents))}\n")
        for d, cells in enumerate(documents, 1):
            f.writelines(f"{d} {w} {n}\n" for w, n in cells.tolist())


def split(folder, out):
    """A tenth of the documents held out, each cut into an observed and a scored half."""
    docword, vocabulary = files(folder)
    documents, terms = read(docword)
    random = np.random.default_rng(20)
    held = random.random(len(documents)) < 0.1
    train = [d for d, out_ in zip(documents, held) if not out_ and len(d)]
    known = np.zeros(terms + 1, bool)
    for d in train:
        known[d[:, 0]] = True
    halves = []
    for d in (d for d, out_ in zip(documents, held) if out_):
        tokens = np.repeat(d[:, 0], d[:, 1])
        tokens = random.permutation(tokens[known[tokens]])
        if len(tokens) >= 4:
            halves.append((tokens[::2] - 1, tokens[1::2] - 1))
    write(f"{out}/docword.txt", train, terms)
    with open(vocabulary, encoding="utf-8") as source, open(f"{out}/vocab.txt", "w", encoding="utf-8") as target:
        target.write(source.read())
    return f"{out}/docword.txt", f"{out}/vocab.txt", halves


def score(phi, halves):
    """exp of minus the mean log predictive probability of the scored tokens; theta by fifty steps of EM."""
    total, count = 0.0, 0
    for observed, scored in halves:
        words, numbers = np.unique(observed, return_counts=True)
        likelihood = phi[:, words]
        theta = np.full(len(phi), 1 / len(phi))
        for _ in range(50):
            mixed = theta[:, None] * likelihood
            theta = (mixed / np.maximum(mixed.sum(0), 1e-300)) @ numbers + ALPHA
            theta /= theta.sum()
        total += np.log(theta @ phi[:, scored]).sum()
        count += len(scored)
    return float(np.exp(-total / count))


def exported_phi(folder, vocabulary, topics):
    text, _ = run([TRENDS, "export", "--format", "counts", "--store", f"{folder}/trends.db"])
    with open(vocabulary, encoding="utf-8") as f:
        index = {term.rstrip("\n"): i for i, term in enumerate(f)}
    counts = np.zeros((topics, len(index)))
    names = {}
    for row in csv.DictReader(io.StringIO(text)):
        counts[names.setdefault(row["topic"], len(names)), index[row["term"]]] += float(row["count"])
    return (counts + BETA) / (counts + BETA).sum(1, keepdims=True)


def perplexity(arguments):
    for folder in arguments.folders:
        with tempfile.TemporaryDirectory() as prepared:
            docword, vocabulary, halves = split(folder, prepared)
            for topics, sampler, sweeps, _ in cases(arguments.cases):
                theirs, their_rates, ours, our_rates = [], [], {}, []
                for seed in range(1, arguments.pairs + 1):
                    their_rates.append(peer(docword, topics, sweeps, seed, f"{prepared}/phi.npy"))
                    theirs.append(score(np.load(f"{prepared}/phi.npy"), halves))
                    for share in map(float, arguments.shares.split(",")):
                        done = round(sweeps * share)
                        with tempfile.TemporaryDirectory() as temporary:
                            our_rates.append(fit(docword, vocabulary, topics, sampler, done, seed, temporary))
                            ours.setdefault(done, []).append(score(exported_phi(temporary, vocabulary, topics), halves))
                goal, speed = statistics.mean(theirs), statistics.median(our_rates) / statistics.median(their_rates)
                curve = [(done, statistics.mean(values)) for done, values in sorted(ours.items())]
                reached = next((done for done, value in curve if value <= goal), None)
                spread = statistics.stdev(theirs) if len(theirs) > 1 else 0
                print(f"{pathlib.Path(folder).name} K={topics} {sampler}: tomotopy after {sweeps} sweeps {goal:.1f} ({spread:.1f})")
                print("  trends " + "  ".join(f"{done}: {value:.1f}" for done, value in curve))
                print(
                    f"  throughput {speed:.2f}; "
                    + (f"there after {reached} sweeps, {speed * sweeps / reached:.2f} times sooner" if reached else "not reached"),
                    flush=True,
                )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["rate", "threads", "perplexity"])
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--cases", default="20:square:200,100:square:200")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--shares", default="0.6,0.8,0.9,1,1.1,1.3")
    arguments = parser.parse_args()
    {"rate": rate, "threads": threads, "perplexity": perplexity}[arguments.what](arguments)
