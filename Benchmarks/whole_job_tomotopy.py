"""The whole job with tomotopy: listing pages in, topic shares by date out.

usage: whole_job_tomotopy.py FOLDER K SWEEPS OUT.csv

Reads listing pages as `trends` does (junk, a date line, then title and abstract in turn), splits
words, joins collocations with tomotopy's own n-gram extraction, fits one chain and writes the mean
topic share of each file. One thread; prints the seconds of each stage.
"""

import csv, pathlib, re, sys, time
import tomotopy as tp

folder, topics, sweeps, out = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
STOP = set(
    "a an and are as at be been but by can do does for from has have how however in into is it its may more most no not of"
    " on or our over s such t than that the their them then there these they this through to under up us use used using via"
    " was we were what when where which while who will with within without you your".split()
)


def papers(path):
    paragraphs = [p.strip() for p in re.split(r"\n\s*\n", path.read_text(encoding="utf-8-sig")) if p.strip()]
    start = next(i for i, p in enumerate(paragraphs) if re.fullmatch(r"[A-Z][a-z]{2} \d{1,2}", p)) + 1
    return [" ".join(pair) for pair in zip(paragraphs[start::2], paragraphs[start + 1 :: 2])]


clock = time.perf_counter
t0 = clock()
texts, dates = [], []
for path in sorted(pathlib.Path(folder).glob("*.txt")):
    for text in papers(path):
        texts.append([w for w in re.findall(r"[a-z][a-z0-9]+", text.lower()) if w not in STOP])
        dates.append(path.stem)
t1 = clock()
corpus = tp.utils.Corpus()
for words in texts:
    corpus.add_doc(words)
grams = corpus.extract_ngrams(min_cf=5 if len(texts) >= 1000 else 3, min_df=2, max_len=5, max_cand=5000, normalized=True, min_score=0.25)
corpus.concat_ngrams(grams, delimiter=" ")
t2 = clock()
model = tp.LDAModel(k=topics, alpha=5 / topics, eta=0.01, min_df=5 if len(texts) >= 1000 else 2, seed=1, corpus=corpus)
model.train(sweeps, workers=1)
t3 = clock()
sums, counts = {}, {}
for date, document in zip(dates, model.docs):
    share = document.get_topic_dist()
    sums[date] = share if date not in sums else sums[date] + share
    counts[date] = counts.get(date, 0) + 1
with open(out, "w", newline="") as f:
    rows = csv.writer(f)
    rows.writerow(["date", "topic", "share"])
    for date in sorted(sums):
        rows.writerows([date, k, sums[date][k] / counts[date]] for k in range(topics))
t4 = clock()
print(f"read {t1 - t0:.2f} s, phrases {t2 - t1:.2f} s, fit {t3 - t2:.2f} s, report {t4 - t3:.2f} s, all {t4 - t0:.2f} s")
