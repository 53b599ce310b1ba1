"""Articles into windows of word pieces, with labels and links where there is gold; positions are code points of the article.

A window is one line (paragraph) of the article: `[CLS] pieces [SEP]`; lines of over MAX_PIECES pieces are cut at a word.
Labels stand on the first piece of a word: 0 outside, 1 begin, 2 inside; -1 elsewhere.
"""
from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field

CLS, SEP = 101, 102
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
    # role -> [(first word, last word, the attributions it is of)]
    spans: list[list[tuple[int, int, frozenset[int]]]] = field(default_factory=list)


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


def label(window: Window, fragments: list[list[tuple[Range, int]]]) -> None:
    """Fills labels and spans from gold: for each role, its (range, attribution) fragments. Longer ones win where two overlap."""
    window.labels = [[0] * len(window.words) for _ in ROLES]
    window.spans = [[] for _ in ROLES]
    for r, role in enumerate(fragments):
        owners: dict[Range, set[int]] = {}
        for (b, e), owner in role:
            if e > window.begin[0] and b < window.end[-1]:
                owners.setdefault((b, e), set()).add(owner)
        taken: set[int] = set()
        for (b, e), who in sorted(owners.items(), key=lambda x: (x[0][0] - x[0][1], x[0])):
            first = bisect.bisect_right(window.end, b)
            last = bisect.bisect_left(window.begin, e) - 1
            covered = range(first, last + 1)
            if not covered or not taken.isdisjoint(covered):
                continue
            taken.update(covered)
            for w in covered:
                window.labels[r][w] = 1 if w == first else 2
            window.spans[r].append((first, last, frozenset(who)))
        window.spans[r].sort(key=lambda s: s[0])
