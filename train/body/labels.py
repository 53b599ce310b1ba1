"""What the program sees on each page (tools/body_features.cc), beside the gold: which blocks are the article's text.

A block is the article's where most of its runs of three words stand in the gold text; a short one where a line of the gold
is the same, or holds it beside a neighbour that is the article's too. Where a text stands on the page more often than in the
gold, those among other text of the article are meant.
"""
from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter, defaultdict

import numpy as np

TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^\W\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+")


class Page:
    def __init__(self, path: str, group: str, kind: str, gold: dict):
        self.path, self.group, self.kind, self.gold = path, group, kind, gold
        self.numbers: list[int] = []          # of the blocks
        self.texts: list[str] = []
        self.classes = self.containers = self.labels = self.features = None
        self.covered = 0.0                    # share of the gold that stands in some block


def tokens(text: str) -> list[str]:
    return TOKEN.findall(text.lower())


def grams(words: list[str], n: int = 3) -> Counter:
    return Counter(tuple(words[i:i + n]) for i in range(len(words) - n + 1))


def label(texts: list[str], gold: str) -> tuple[np.ndarray, float]:
    lines = [tokens(line) for line in gold.split("\n")]
    all_words = [w for line in lines for w in line]
    in_gold = grams(all_words)
    joined = " " + " ".join(all_words) + " "
    equal = Counter(" ".join(line) for line in lines if line)
    words = [tokens(t) for t in texts]
    share = np.zeros(len(texts))
    for i, w in enumerate(words):
        if len(w) >= 3:
            g = grams(w)
            share[i] = sum(min(n, in_gold[k]) for k, n in g.items()) / g.total()
    good = np.array([share[i] >= .6 and len(w) >= 5 for i, w in enumerate(words)])

    def near(i: int) -> int:
        return int(good[max(0, i - 4):i].sum() + good[i + 1:i + 5].sum())

    sure = good.copy()
    for i, w in enumerate(words):
        if not w or len(w) >= 5:
            continue
        text = " ".join(w)
        if equal[text] and near(i) or (len(w) >= 2 and f" {text} " in joined and near(i) >= 3):
            sure[i] = True
    good = sure
    # The same words in several places.
    places = defaultdict(list)
    for i, w in enumerate(words):
        if good[i]:
            places[" ".join(w)].append(i)
    for text, where in places.items():
        times = max(1, joined.count(f" {text} "))
        if len(where) > times:
            best = sorted(where, key=lambda i: -near(i))[:times]
            for i in where:
                good[i] = i in best
    found = Counter()
    for w in words:
        found.update(grams(w))
    covered = (found & in_gold).total() / max(1, in_gold.total())
    return good, covered


def load(features: str, pages: dict[str, tuple[str, str, dict]]) -> tuple[list[str], list[Page]]:
    """`features`: output of body_features; `pages`: path -> (group held out together, kind of page, gold)."""
    names, out = [], []
    with open(features, encoding="utf-8") as f:
        names = json.loads(f.readline())["features"]
        for line in f:
            record = json.loads(line)
            name = os.path.basename(record["path"])
            if name not in pages:
                continue
            page = Page(record["path"], *pages[name])
            blocks = record["blocks"]
            page.numbers = [b[0] for b in blocks]
            page.texts = [b[1] for b in blocks]
            page.classes = np.array([b[2] for b in blocks], np.int64)
            page.containers = np.array([b[3] for b in blocks], np.int64)
            page.features = np.array([b[4] for b in blocks], np.int16).reshape(len(blocks), len(names))
            page.labels, page.covered = label(page.texts, page.gold["body"])
            out.append(page)
    return names, out


def gold_of(data: str, score: str) -> dict[str, tuple[str, str, dict]]:
    """Gold of both sets by the names that unpack.py gave the pages."""
    sys.path.insert(0, score)
    import pages as scorer

    out = {}
    for path, g in scorer.load_fundus(os.path.join(data, "fundus")).items():
        folder, name = path.split(os.sep)[-2:]
        publisher = re.sub(r"_[0-9_]+\.html\.gz$", "", name)
        out[f"fundus_{folder}_{name.removesuffix('.gz')}"] = ("fundus:" + publisher, "article", g)
    for path, g in scorer.load_wcxb(os.path.join(data, "wcxb")).items():
        url = json.load(open(path.removesuffix(".html.gz") + ".json", encoding="utf-8")).get("url") or ""
        host = re.sub(r"^https?://(www\.)?", "", url).split("/")[0] or os.path.basename(path)
        out["wcxb_" + os.path.basename(path).removesuffix(".gz")] = ("wcxb:" + host, g["type"], g)
    return out
