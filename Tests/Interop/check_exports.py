"""Opens the exports of a fit in the tools that they are for: gensim, pandas and pyLDAvis.

    python check_exports.py path/to/trends path/to/trends.db
"""

import gzip
import json
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")

import numpy
import pandas
import pyLDAvis
from gensim.corpora import BleiCorpus, UciCorpus
from gensim.models import LdaModel

program, store = sys.argv[1:3]
folder = Path(tempfile.mkdtemp())


def export(name, out):
    command = [program, "export", "--store", store, "--format", name, "--out", str(folder / out)]
    subprocess.run(command, check=True)
    return folder / out


def word(text):
    return text.decode() if isinstance(text, bytes) else text


def rows(corpus):
    return [sorted((int(term), int(count)) for term, count in row) for row in corpus]


export("uci", "uci")
uci = UciCorpus(str(folder / "uci.docword.txt"), str(folder / "uci.vocab.txt"))
export("lda-c", "ldac")
blei = BleiCorpus(str(folder / "ldac.dat"), str(folder / "ldac.vocab.txt"))
assert rows(uci) == rows(blei)
terms = [word(uci.id2word[i]) for i in range(len(uci.id2word))]
assert terms == [word(blei.id2word[i]) for i in range(len(blei.id2word))]
LdaModel(corpus=blei, id2word=blei.id2word, num_topics=4, random_state=1)
tokens = sum(count for row in rows(uci) for _, count in row)
print(f"gensim: {len(rows(uci))} documents, {len(terms)} terms, {tokens} tokens, alike in both")

export("mallet-state", "mallet")
path = folder / "mallet.state.gz"
with gzip.open(path, "rt") as lines:
    header, alpha, beta = (next(lines) for _ in range(3))
assert header == "#doc source pos typeindex type topic\n"
assert alpha.startswith("#alpha : ") and beta.startswith("#beta : ")
state = pandas.read_csv(
    path, compression="gzip", sep=" ", skiprows=[1, 2], keep_default_na=False)
counts = state.groupby(["#doc", "typeindex"]).size()
expected = {(d, w): n for d, row in enumerate(rows(uci)) for w, n in row}
assert counts.to_dict() == expected
assert state.topic.max() < len(alpha.split()) - 2
assert set(state["type"]) == {term.replace(" ", "_") for term in terms}
print(f"MALLET state: {len(state)} tokens, the same counts")

doc_topics = pandas.read_csv(export("mallet-doc-topics", "topics.txt"), sep="\t", header=None)
assert numpy.allclose(doc_topics.iloc[:, 2:].sum(axis=1), 1)
assert list(doc_topics[0]) == list(range(len(rows(uci))))

arguments = json.loads(export("pyldavis", "pyldavis.json").read_text())
prepared = pyLDAvis.prepare(**arguments)
assert list(prepared.topic_order) == list(range(1, len(arguments["topic_term_dists"]) + 1))
page = pyLDAvis.prepared_data_to_html(prepared)
assert "ldavis" in page
print(f"pyLDAvis: {len(prepared.topic_order)} topics, a page of {len(page):,} characters")
