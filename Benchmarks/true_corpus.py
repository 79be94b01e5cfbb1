"""Draws a bag of words from a true LDA model whose vocabulary follows Zipf's law.

usage: true_corpus.py OUT TOKENS [--topics 100] [--terms 50000] [--length 100] [--seed 1]

Writes OUT/docword.txt and OUT/vocab.txt of the UCI format. Topics are Dirichlet around the Zipf distribution
(concentration 0.1 a term on average), documents have a Dirichlet(0.1) mixture and a Poisson length. Documents are made
a hundred thousand at a time, so that memory does not grow with TOKENS.
"""

import argparse, os

import numpy as np

parser = argparse.ArgumentParser()
parser.add_argument("out")
parser.add_argument("tokens", type=int)
parser.add_argument("--topics", type=int, default=100)
parser.add_argument("--terms", type=int, default=50_000)
parser.add_argument("--length", type=int, default=100)
parser.add_argument("--seed", type=int, default=1)
a = parser.parse_args()

random = np.random.default_rng(a.seed)
zipf = 1 / (np.arange(a.terms) + 2.7)
zipf *= 0.1 * a.terms / zipf.sum()
cumulative = []
for _ in range(a.topics):
    weights = random.standard_gamma(zipf)
    cumulative.append(np.cumsum(weights / weights.sum()))

documents = a.tokens // a.length
os.makedirs(a.out, exist_ok=True)
with open(f"{a.out}/vocab.txt", "w") as f:
    f.writelines(f"term{w:06d}\n" for w in range(a.terms))

cells = 0
with open(f"{a.out}/docword.txt", "w") as f:
    # The number of cells is known at the end only; its line keeps room for it.
    f.write(f"{documents}\n{a.terms}\n{'0' * 12}\n")
    for start in range(0, documents, 100_000):
        count = min(100_000, documents - start)
        lengths = np.maximum(1, random.poisson(a.length, count))
        theta = np.cumsum(random.dirichlet(np.full(a.topics, 0.1), count), axis=1)
        owner = np.repeat(np.arange(count), lengths)
        # One search over all documents: the mixture of document d lies between d and d + 1.
        flat = (theta / theta[:, -1:] + np.arange(count)[:, None]).ravel()
        topic = np.minimum(np.searchsorted(flat, owner + random.random(len(owner))) - owner * a.topics, a.topics - 1)
        term = np.empty(len(owner), np.int64)
        for k in range(a.topics):
            at = np.flatnonzero(topic == k)
            term[at] = np.minimum(np.searchsorted(cumulative[k], random.random(len(at))), a.terms - 1)
        pairs, numbers = np.unique(owner * a.terms + term, return_counts=True)
        cells += len(pairs)
        rows = np.stack([pairs // a.terms + start + 1, pairs % a.terms + 1, numbers], axis=1)
        f.write("\n".join(" ".join(map(str, row)) for row in rows.tolist()) + "\n")
with open(f"{a.out}/docword.txt", "r+") as f:
    f.seek(len(f"{documents}\n{a.terms}\n"))
    f.write(f"{cells:012d}")
print(f"{documents} documents, {cells} cells")
