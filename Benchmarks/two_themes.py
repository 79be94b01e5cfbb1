"""Counts in how many seeds the two planted-by-nature themes of two listing pages head a topic.

    python3 Benchmarks/two_themes.py LISTINGS [--seeds 1-10] [--program PATH] [FIT OPTIONS]

LISTINGS holds two pages of some 190 papers; about 30 of them are about catastrophic forgetting and three about
dropping tokens. A theme heads a topic if one of its names is the label, a part of it, or one of the first five label
phrases, and at least two of the topic's five typical papers are about it: if their titles or texts say so.
"""

import argparse
import csv
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

THEMES = {
    "catastrophic forgetting": {
        "names": {"catastrophic forgetting", "continual learning"},
        "papers": re.compile(r"catastrophic(ally)? forget|continual(ly)? learn", re.IGNORECASE),
    },
    "token pruning": {
        "names": {"token pruning", "vision token", "vision tokens", "token reduction"},
        "papers": re.compile(
            r"tokens? (pruning|dropping|reduction|merging|compression)|prun\w+ (\(dropping\) )?(or merging )?tokens",
            re.IGNORECASE,
        ),
    },
}


def run(program, *arguments):
    result = subprocess.run([program, *arguments], capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(arguments)}: {result.stderr.strip()}")
    return result.stdout


def texts_by_title(folder):
    """The text of each paper: the paragraph after its title."""
    texts = {}
    for page in sorted(folder.glob("*.txt")):
        lines = [line.strip() for line in page.read_text(encoding="utf-8").splitlines() if line.strip()]
        for title, text in zip(lines, lines[1:]):
            texts.setdefault(title, title + " " + text)
    return texts


def judge(program, listings, seed, options):
    """For each theme, the topics that it heads: their label and how many typical papers are about it."""
    texts = texts_by_title(listings)
    with tempfile.TemporaryDirectory() as folder:
        store = f"{folder}/trends.db"
        run(program, "fit", "--quiet", "--store", store, "--topics", "20", "--year", "2025", "--seed", str(seed),
            *options, str(listings))
        run(program, "report", "--store", store, "--out", f"{folder}/reports")
        with open(f"{folder}/reports/topics.csv", encoding="utf-8", newline="") as file:
            topics = list(csv.DictReader(file))
        terms = set()
        for line in json.loads(run(program, "topics", "--json", "--store", store))["topics"]:
            terms.update(line["top_terms"])
        found = {}
        for theme, rule in THEMES.items():
            heads = []
            for topic in topics:
                phrases = topic["label"].split(", ") + topic["label_phrases"].split("; ")[:5]
                named = rule["names"].intersection(phrase.lower() for phrase in phrases)
                if not named:
                    continue
                detail = json.loads(run(program, "show", topic["topic_id"], "--json", "--store", store))
                papers = [paper["title"] for paper in detail["papers"][:5]]
                about = sum(bool(rule["papers"].search(texts.get(title, title))) for title in papers)
                heads.append((topic["topic_id"], topic["label"], sorted(named), about))
            found[theme] = heads
        return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("listings", type=Path)
    parser.add_argument("--seeds", default="1-10")
    parser.add_argument("--program", default=".build/release/trends")
    arguments, options = parser.parse_known_args()
    options = [option for option in options if option != "--"]
    first, last = (int(part) for part in arguments.seeds.split("-"))
    passed = 0
    for seed in range(first, last + 1):
        found = judge(arguments.program, arguments.listings, seed, options)
        holds = {theme: any(about >= 2 for *_, about in heads) for theme, heads in found.items()}
        passed += all(holds.values())
        print(f"seed {seed:2}: " + "; ".join(
            f"{theme} {'yes' if holds[theme] else 'NO'} "
            + ", ".join(f"{topic} '{label}' [{'/'.join(named)}] {about} of 5" for topic, label, named, about in heads)
            for theme, heads in found.items()), flush=True)
    print(f"both themes head a topic in {passed} of {last - first + 1} seeds")


if __name__ == "__main__":
    main()
