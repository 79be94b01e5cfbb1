"""Compares topics of `trends`, tomotopy and gensim on exactly the same bags of words: coherence and held-out perplexity.

usage: quality.py FOLDER... [--topics 20,100] [--seeds 5] [--sweeps 200] [--passes 10] [--sampler auto] [--tools NAME,...]

FOLDER holds docword.txt[.gz] and vocab.txt of the UCI format. A tenth of the documents is held out and half of the tokens
of each of those is scored (peers.py). All tools have alpha 0.1 and beta 0.01, nothing learned, and one state of the
sampler after the last sweep; gensim is LdaModel with so many passes. "averaged" is one chain of `trends` with as many
sweeps and the mean of 25 draws of the later half of them. Two rows are of the tools as their users run them: "default" is
`trends fit --topics K`, which learns both priors, runs several chains on a small corpus and keeps the means of its draws;
"learned" is tomotopy with its default of learning alpha every ten sweeps, for three times as many sweeps. "alike" is
`trends` as that: one chain of three times as many sweeps, alpha learned, beta 0.01, one state after the last sweep.

NPMI        mean over topics of the NPMI of all pairs of the ten likeliest terms, by documents of the training part;
            a pair that never meets counts -1.
perplexity  document completion, theta by fifty steps of EM.

Prints the mean and the standard error over seeds. Environment: BENCH_CORE, TRENDS_PROGRAM as for peers.py. Needs gensim
for its rows, and leaves them out without it.
"""

import argparse, json, pathlib, statistics, subprocess, sys, tempfile

import numpy as np
import peers

GENSIM = """
import sys, numpy as np
from gensim.models import LdaModel
docword, topics, passes, seed, out = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
with open(docword) as f:
    f.readline(); V = int(f.readline()); f.readline()
    cells = np.array(f.read().split(), dtype=np.int64).reshape(-1, 3)
starts = np.searchsorted(cells[:, 0], np.arange(1, cells[-1, 0] + 2))
bags = [list(zip((cells[a:b, 1] - 1).tolist(), cells[a:b, 2].tolist())) for a, b in zip(starts, starts[1:]) if b > a]
names = {i: str(i) for i in range(V)}
model = LdaModel(bags, num_topics=topics, id2word=names, alpha=[0.1] * topics, eta=0.01, passes=passes, random_state=seed)
np.save(out, model.get_topics())
"""


def coherence(phi, documents, terms, top=10):
    rows = np.concatenate([np.full(len(d), i) for i, d in enumerate(documents)])
    columns = np.concatenate([d[:, 0] - 1 for d in documents])
    order = np.argsort(columns, kind="stable")
    rows, starts = rows[order], np.searchsorted(columns[order], np.arange(terms + 1))
    total, means = len(documents), []
    for topic in phi:
        best = np.argsort(-topic, kind="stable")[:top]
        holds = np.zeros((top, total), dtype=np.float32)
        for i, w in enumerate(best):
            holds[i, rows[starts[w] : starts[w + 1]]] = 1
        together = holds @ holds.T
        values = []
        for a in range(top):
            for b in range(a + 1, top):
                n = together[a, b]
                if n in (0, total):
                    values.append(-1.0 if n == 0 else 1.0)
                else:
                    values.append(np.log(n * total / (together[a, a] * together[b, b])) / -np.log(n / total))
        means.append(np.mean(values))
    return float(np.mean(means))


def trends(docword, vocabulary, topics, seed, arguments, folder):
    peers.fit(docword, vocabulary, topics, arguments.sampler, arguments.sweeps, seed, folder)
    return peers.exported_phi(folder, vocabulary, topics)


def mean_phi(vocabulary, topics, folder):
    fit = json.loads(peers.run([peers.TRENDS, "export", "--format", "pyldavis", "--store", f"{folder}/trends.db"])[0])
    with open(vocabulary, encoding="utf-8") as f:
        index = {term.rstrip("\n"): i for i, term in enumerate(f)}
    phi = np.zeros((topics, len(index)))
    phi[:, [index[term] for term in fit["vocab"]]] = fit["topic_term_dists"]
    return phi


def averaged(docword, vocabulary, topics, seed, arguments, folder):
    peers.fit(docword, vocabulary, topics, arguments.sampler, arguments.sweeps, seed, folder, draws=25)
    return mean_phi(vocabulary, topics, folder)


def default(docword, vocabulary, topics, seed, arguments, folder):
    command = [peers.TRENDS, "fit", "--store", f"{folder}/trends.db", "--topics", str(topics), "--seed", str(seed)]
    peers.run(command + ["--vocabulary", vocabulary, docword])
    return mean_phi(vocabulary, topics, folder)


def alike(docword, vocabulary, topics, seed, arguments, folder):
    command = [peers.TRENDS, "fit", "--store", f"{folder}/trends.db", "--topics", str(topics), "--seed", str(seed)]
    command += ["--sweeps", str(3 * arguments.sweeps), "--chains", "1", "--draws", "1", "--fixed-beta"]
    peers.run(command + ["--vocabulary", vocabulary, docword])
    return mean_phi(vocabulary, topics, folder)


def tomotopy(docword, vocabulary, topics, seed, arguments, folder):
    peers.peer(docword, topics, arguments.sweeps, seed, f"{folder}/phi.npy")
    return np.load(f"{folder}/phi.npy")


def learned(docword, vocabulary, topics, seed, arguments, folder):
    peers.peer(docword, topics, 3 * arguments.sweeps, seed, f"{folder}/phi.npy", learns=True)
    return np.load(f"{folder}/phi.npy")


def gensim(docword, vocabulary, topics, seed, arguments, folder):
    if subprocess.run([sys.executable, "-c", "import gensim"], capture_output=True).returncode:
        return None
    peers.run([sys.executable, "-c", GENSIM, docword, str(topics), str(arguments.passes), str(seed), f"{folder}/phi.npy"])
    return np.load(f"{folder}/phi.npy")


def spread(values):
    error = statistics.stdev(values) / len(values) ** 0.5 if len(values) > 1 else float("nan")
    return statistics.mean(values), error


parser = argparse.ArgumentParser()
parser.add_argument("folders", nargs="+")
parser.add_argument("--topics", default="20,100")
parser.add_argument("--seeds", type=int, default=5)
parser.add_argument("--sweeps", type=int, default=200)
parser.add_argument("--passes", type=int, default=10)
parser.add_argument("--sampler", default="auto")
TOOLS = [trends, averaged, default, alike, tomotopy, learned, gensim]
parser.add_argument("--tools", default=",".join(tool.__name__ for tool in TOOLS))
arguments = parser.parse_args()
for folder in arguments.folders:
    with tempfile.TemporaryDirectory() as prepared:
        docword, vocabulary, halves = peers.split(folder, prepared)
        documents, terms = peers.read(docword)
        for topics in map(int, arguments.topics.split(",")):
            for tool in (tool for tool in TOOLS if tool.__name__ in arguments.tools.split(",")):
                coherences, perplexities = [], []
                for seed in range(1, arguments.seeds + 1):
                    with tempfile.TemporaryDirectory() as temporary:
                        phi = tool(docword, vocabulary, topics, seed, arguments, temporary)
                    if phi is None:
                        continue
                    phi = np.maximum(phi, 1e-12) / np.maximum(phi, 1e-12).sum(1, keepdims=True)
                    coherences.append(coherence(phi, documents, terms))
                    perplexities.append(peers.score(phi, halves))
                if coherences:
                    (c, ce), (p, pe) = spread(coherences), spread(perplexities)
                    print(
                        f"{pathlib.Path(folder).name:20s} K={topics:<4d} {tool.__name__:9s} seeds {len(coherences)}  "
                        f"NPMI {c:.4f} ({ce:.4f})  perplexity {p:.1f} ({pe:.1f})",
                        flush=True,
                    )
