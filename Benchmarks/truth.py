"""Asks what is called of topics whose course is known, by month, over numbers of topics and seeds.

usage: truth.py LISTINGS [--words reasoning,agents,diffusion] [--topics 20,40,80] [--seeds 1,2,3] [--peer]

For each fit and word, the topic in which the word has the highest lift: its call, tau, p, q, stability and label.
With --peer the same bag of words also goes to tomotopy, 600 sweeps with its own defaults, and the months of its topics
through the test of reports: Mann-Kendall with the variance of an AR(1) course, beside the plain one, so that one can tell
what a test says of a course from how the course was found. Environment: TRENDS_PROGRAM as for peers.py.
"""

import argparse, collections, csv, functools, io, math, pathlib, tempfile

import numpy as np

import peers


def lifted(words, counts):
    """The topic in which each word's share is the largest multiple of the topic's own; counts by topic and term."""
    topics, terms = collections.Counter(), collections.Counter()
    for (k, w), n in counts.items():
        topics[k] += n
        terms[w] += n
    return {w: max(sorted(topics), key=lambda k: counts[k, w] / topics[k]) for w in words if terms[w]}


def rows(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def ours(listings, words, topics, seed, folder):
    store, out = f"{folder}/trends.db", f"{folder}/report"
    peers.run([peers.TRENDS, "fit", "-q", "--store", store, "--topics", topics, "--seed", seed, listings], [])
    peers.run([peers.TRENDS, "report", "--store", store, "--by", "month", "--out", out], [])
    text, _ = peers.run([peers.TRENDS, "export", "--format", "counts", "--store", store], [])
    counts = collections.Counter()
    for row in csv.DictReader(io.StringIO(text)):
        counts[row["topic"], row["term"]] += float(row["count"])
    calls = {row["topic_id"]: row for row in rows(f"{out}/calls.csv")}
    shown = {row["topic_id"]: row for row in rows(f"{out}/topics.csv")}
    for word, topic in lifted(words, counts).items():
        row = calls[topic if topic in calls else f"T{int(topic):04d}"]
        figures = "  ".join(f"{name} {float(row[name]):.3f}" if row[name] else f"{name} -" for name in ("tau", "p", "q"))
        stability = shown[row["topic_id"]]["stability"]
        print(f"  trends   {word:10} {row['call']:10} {row['reason']:17} {figures}  stability {stability:.4}  {row['label']}")


@functools.cache
def variance(phi, length):
    """Var(S) of Mann-Kendall under a Gaussian AR(1) course (Hamed & Rao 1998)."""
    rho = np.power(phi, np.abs(np.subtract.outer(np.arange(length), np.arange(length))), dtype=float)
    i, j = np.triu_indices(length, 1)
    spread = np.sqrt(2 - 2 * rho[i, j])
    mixed = rho[np.ix_(j, j)] - rho[np.ix_(i, j)] - rho[np.ix_(j, i)] + rho[np.ix_(i, i)]
    return float(2 / math.pi * np.arcsin(np.clip(mixed / np.outer(spread, spread), -1, 1)).sum())


def tested(x):
    """tau, phi, and p of the plain test and of that with the variance of phi."""
    length = len(x)
    pairs = [(x[b] - x[a], b - a) for a in range(length) for b in range(a + 1, length)]
    s = sum(np.sign(d) for d, _ in pairs)
    rest = x - np.median([d / t for d, t in pairs]) * np.arange(length)
    rest = rest - rest.mean()
    first = (rest[1:] * rest[:-1]).sum() / (rest * rest).sum()
    phi = min(max((length * first + 2) / (length - 4), 0), 0.95)
    p = [math.erfc(abs(s - np.sign(s)) / math.sqrt(2 * variance(f, length))) for f in (0.0, phi)]
    return s / len(pairs), phi, *p


def adjusted(p):
    order = np.argsort(p)
    q = np.minimum.accumulate((np.array(p)[order] * len(p) / np.arange(1, len(p) + 1))[::-1])[::-1]
    result = np.empty(len(p))
    result[order] = np.minimum(q, 1)
    return result


def theirs(words, topics, seed, folder):
    import tomotopy as tp

    store = f"{folder}/trends.db"
    peers.run([peers.TRENDS, "export", "--format", "uci", "--store", store, "--out", f"{folder}/bag"], [])
    documents, _ = peers.read(f"{folder}/bag.docword.txt")
    vocabulary = pathlib.Path(f"{folder}/bag.vocab.txt").read_text(encoding="utf-8").split("\n")
    months = [row["date"][:7] for row in rows(f"{folder}/bag.dates.csv")]
    model = tp.LDAModel(k=int(topics), seed=int(seed))
    filled = [d for d, cells in enumerate(documents) if len(cells)]
    for d in filled:
        model.add_doc([vocabulary[w - 1] for w in np.repeat(documents[d][:, 0], documents[d][:, 1])])
    model.train(600, workers=1)
    shares, counts = collections.defaultdict(list), collections.Counter()
    for d, document in zip(filled, model.docs):
        shares[months[d]].append(np.bincount(document.topics, minlength=model.k) / len(document.topics))
        counts.update(zip(document.topics, (model.vocabs[w] for w in document.words)))
    course = np.array([np.mean(shares[month], axis=0) for month in sorted(shares)])
    results = [tested(course[:, k]) for k in range(model.k)]
    q = [adjusted([r[i] for r in results]) for i in (2, 3)]
    for word, k in lifted(words, counts).items():
        tau, phi, plain, corrected = results[k]
        label = ", ".join(w for w, _ in model.get_topic_words(k, top_n=3))
        print(
            f"  tomotopy {word:10} tau {tau:+.2f}  phi {phi:.2f}  plain p {plain:.4f} q {q[0][k]:.3f}"
            f"  AR(1) p {corrected:.4f} q {q[1][k]:.3f}  {label}",
            flush=True,
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("listings")
    parser.add_argument("--words", default="reasoning,agents,diffusion")
    parser.add_argument("--topics", default="20,40,80")
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--peer", action="store_true")
    arguments = parser.parse_args()
    for topics in arguments.topics.split(","):
        for seed in arguments.seeds.split(","):
            print(f"K = {topics}, seed {seed}", flush=True)
            with tempfile.TemporaryDirectory() as folder:
                ours(arguments.listings, arguments.words.split(","), topics, seed, folder)
                if arguments.peer:
                    theirs(arguments.words.split(","), topics, seed, folder)
