"""Articles into windows of word pieces, with labels and links where there is gold; positions are code points of the article.

A window is one line (paragraph) of the article: `[CLS] pieces [SEP]`; lines of over MAX_PIECES pieces are cut at a word.
Labels stand on the first piece of a word: 0 outside, 1 begin, 2 inside; -1 elsewhere.
"""
from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field

import numpy as np

CLS, SEP, MASK = 101, 102, 103          # the pieces before them stand for padding and the unknown
MAX_PIECES = 380
ROLES = ("source", "cue", "content")
Range = tuple[int, int]


@dataclass
class Window:
    ids: list[int]
    words: list[int]                    # index of each word's first piece in `ids`
    begin: list[int]                    # where each word begins and ends in the article
    end: list[int]
    labels: list[list[int]] = field(default_factory=list)         # a role's label for each word
    cues: list[tuple[int, int]] = field(default_factory=list)     # first and last word of each attribution's cue
    cued: list[list[list[int]]] = field(default_factory=list)     # for each cue, the labels of its source and of its content
    versions: int = 1                   # how many annotators read this article
    hints: list[list[int]] = field(default_factory=list)          # a teacher's, for each piece: hints.py
    soft: np.ndarray | None = None      # teachers' probabilities for the labels [words, role, 3] and for cued
    soft_cued: np.ndarray | None = None                           # [cues, words, 2, 3]: teach.py


def cut(text: str, tokenizer) -> list[Window]:
    out = []
    lines = [m for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    for line, enc in zip(lines, tokenizer.encode_batch([m.group() for m in lines], add_special_tokens=False)):
        firsts = [i for i, w in enumerate(enc.word_ids) if i == 0 or w != enc.word_ids[i - 1]]
        at = 0
        while at < len(firsts):
            stop = at
            while stop < len(firsts) and (firsts[stop + 1] if stop + 1 < len(firsts) else len(enc.ids)) - firsts[at] <= MAX_PIECES:
                stop += 1
            stop = max(stop, at + 1)
            low, high = firsts[at], firsts[stop] if stop < len(firsts) else len(enc.ids)
            high = min(high, low + MAX_PIECES)
            words = firsts[at:stop]
            ends = [enc.offsets[(words[k + 1] if k + 1 < len(words) else high) - 1][1] for k in range(len(words))]
            out.append(Window([CLS, *enc.ids[low:high], SEP], [w - low + 1 for w in words],
                              [line.start() + enc.offsets[w][0] for w in words], [line.start() + e for e in ends]))
            at = stop
    return out


def label(window: Window, attributions: list[dict[str, list[Range]]]) -> None:
    """Fills labels, cues and cued from gold ranges. Where two ranges of a role overlap, the longer one wins in `labels`."""
    def words_of(ranges: list[Range]) -> list[tuple[int, int]]:
        out = []
        for b, e in ranges:
            if e > window.begin[0] and b < window.end[-1]:
                first, last = bisect.bisect_right(window.end, b), bisect.bisect_left(window.begin, e) - 1
                if first <= last:
                    out.append((first, last))
        return sorted(set(out))

    def written(spans: list[tuple[int, int]]) -> list[int]:
        out = [0] * len(window.words)
        taken: set[int] = set()
        for first, last in sorted(spans, key=lambda s: (s[0] - s[1], s)):
            covered = range(first, last + 1)
            if taken.isdisjoint(covered):
                taken.update(covered)
                for w in covered:
                    out[w] = 1 if w == first else 2
        return out

    found = [{role: words_of(a[role]) for role in ROLES} for a in attributions]
    window.labels = [written(sorted({s for a in found for s in a[role]})) for role in ROLES]
    of_cue: dict[tuple[int, int], dict[str, set]] = {}
    for a in found:
        for cue in a["cue"]:
            for role in ("source", "content"):
                of_cue.setdefault(cue, {"source": set(), "content": set()})[role].update(a[role])
    window.cues = sorted(of_cue)
    window.cued = [[written(sorted(of_cue[c][role])) for role in ("source", "content")] for c in window.cues]
