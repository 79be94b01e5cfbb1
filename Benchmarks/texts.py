"""Times the road from texts to a bag of words beside gensim and tomotopy, in alternating runs on one core.

usage: texts.py PAPERS.jsonl[.gz]... [--times 1] [--pairs 5] [--threads 1]

PAPERS has a record a line with id, date, title and text; `--times N` repeats it with other ids and dates, to see how
time grows. What is timed, seconds of the whole process, its start left in:

trends    `fit` with two topics and one sweep: read, clean, store, tokenise, find phrases and acronyms, choose terms,
          count, and keep the fit
gensim    read, simple_preprocess, Phrases twice, Dictionary, doc2bow
tomotopy  read, SimpleTokenizer, extract_ngrams up to five words, concat_ngrams

Prints the medians, the median, least and largest ratio to each, and the peak memory of `trends` beside the size of the
texts. Environment: BENCH_CORE, TRENDS_PROGRAM as for peers.py. A tool that is not installed is left out.
"""

import argparse, gzip, json, os, pathlib, statistics, subprocess, sys, tempfile, time

import peers

READ = """
import json, sys
def texts():
    with open(sys.argv[1], encoding="utf-8") as f:
        for line in f:
            record = json.loads(line)
            yield record["title"] + ". " + record["text"]
"""
GENSIM = READ + """
from gensim.corpora import Dictionary
from gensim.models.phrases import Phrases
from gensim.utils import simple_preprocess
documents = [simple_preprocess(text) for text in texts()]
for _ in range(2):
    phrases = Phrases(documents, min_count=3, threshold=10)
    documents = [phrases[document] for document in documents]
dictionary = Dictionary(documents)
bags = [dictionary.doc2bow(document) for document in documents]
"""
TOMOTOPY = READ + """
import tomotopy as tp
corpus = tp.utils.Corpus(tokenizer=tp.utils.SimpleTokenizer())
corpus.process(texts())
ngrams = corpus.extract_ngrams(min_cf=3, min_df=3, max_len=5, max_cand=5000, min_score=0.4, normalized=True, workers=1)
corpus.concat_ngrams(ngrams)
"""


def timed(command, pin):
    start = time.perf_counter()
    process = subprocess.Popen(pin + command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(errors)
    return time.perf_counter() - start, usage.ru_maxrss * 1024


def repeated(path, times, out):
    """Writes the records so many times; answers the bytes of title and text."""
    size = 0
    source = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    with source, open(out, "w", encoding="utf-8") as target:
        records = [json.loads(line) for line in source]
        for n in range(times):
            for record in records:
                kept = {key: record[key] for key in ("id", "date", "title", "text")}
                if n:
                    kept["id"] = f"{kept['id']}-{n}"
                    kept["title"] += f" {n}"
                size += len(kept["title"].encode()) + len(kept["text"].encode())
                target.write(json.dumps(kept, ensure_ascii=False) + "\n")
    return size


parser = argparse.ArgumentParser()
parser.add_argument("papers", nargs="+")
parser.add_argument("--times", type=int, default=1)
parser.add_argument("--pairs", type=int, default=5)
parser.add_argument("--threads", type=int, default=1)
arguments = parser.parse_args()
pin = peers.PIN if arguments.threads == 1 else ["taskset", "-c", ",".join(map(str, range(arguments.threads)))]
others = {
    name: script
    for name, script in (("gensim", GENSIM), ("tomotopy", TOMOTOPY))
    if subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True).returncode == 0
}
for papers in arguments.papers:
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/papers.jsonl"
        size = repeated(papers, arguments.times, file)
        ours, theirs, peak = [], {name: [] for name in others}, 0
        for pair in range(arguments.pairs):
            command = [peers.TRENDS, "fit", "-q", "--store", f"{folder}/{pair}.db", "--topics", "2", "--sweeps", "1"]
            command += ["--burn-in", "0", "--draws", "1", "--chains", "1", "--checkpoint-seconds", "0"]
            seconds, memory = timed(command + ["--threads", str(arguments.threads), file], pin)
            ours.append(seconds)
            peak = max(peak, memory)
            for name, script in others.items():
                theirs[name].append(timed([sys.executable, "-c", script, file], pin)[0])
        print(
            f"{pathlib.Path(papers).name} x {arguments.times}, {size / 1e6:.1f} MB of text, {arguments.threads} threads: "
            f"trends {statistics.median(ours):.2f} s, {peak / 1e6:.0f} MB",
            flush=True,
        )
        for name, seconds in theirs.items():
            ratios = [b / a for a, b in zip(ours, seconds)]
            print(
                f"  {name:9s} {statistics.median(seconds):.2f} s  ratio {statistics.median(ratios):.2f} [{min(ratios):.2f}, {max(ratios):.2f}]",
                flush=True,
            )
