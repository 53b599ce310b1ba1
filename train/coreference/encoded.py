"""The encoder's vectors of the words that mentions hang on. A unit of a text is a window alone, cut as in the reader's windows."""
from __future__ import annotations

import bisect
import os
import sys

import torch

from cases import Text

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "reader"))
from windows import Window, cut  # noqa: E402


def windows_of(text: Text, tokenizer) -> list[Window]:
    out = []
    for b, e in text.units:
        for w in cut(text.text[b:e].replace("\n", " ").replace("\r", " "), tokenizer):
            w.begin, w.end = [b + x for x in w.begin], [b + x for x in w.end]
            out.append(w)
    return out


def place(windows: list[Window], at: int) -> tuple[int, int] | None:
    """Window and piece of the word that covers a code point."""
    lo = bisect.bisect_right([w.begin[0] for w in windows], at) - 1
    if lo < 0:
        return None
    w = windows[lo]
    k = bisect.bisect_right(w.begin, at) - 1
    return (lo, w.words[k]) if k >= 0 and w.end[k] > at else None


def padded(windows: list[Window]) -> tuple[torch.Tensor, torch.Tensor]:
    most = max(len(w.ids) for w in windows)
    ids = torch.zeros(len(windows), most, dtype=torch.long)
    present = torch.zeros(len(windows), most, dtype=torch.bool)
    for i, w in enumerate(windows):
        ids[i, :len(w.ids)] = torch.tensor(w.ids)
        present[i, :len(w.ids)] = True
    return ids, present


def vectors(encoder, windows: list[Window], budget: int = 4096) -> list[torch.Tensor]:
    """A [pieces, width] tensor for each window; windows of like length share a batch."""
    order = sorted(range(len(windows)), key=lambda i: len(windows[i].ids))
    out: list[torch.Tensor] = [torch.empty(0)] * len(windows)
    at = 0
    while at < len(order):
        stop = at + 1
        while stop < len(order) and len(windows[order[stop]].ids) * (stop + 1 - at) <= budget:
            stop += 1
        part = order[at:stop]
        ids, present = padded([windows[i] for i in part])
        x = encoder(ids, present)
        for row, i in enumerate(part):
            out[i] = x[row, :len(windows[i].ids)]
        at = stop
    return out


def at_heads(vs: list[torch.Tensor], windows: list[Window], heads: list[tuple[int, int]], width: int) -> torch.Tensor:
    """[heads, width]; zeros where no window has the word."""
    zero = torch.zeros(width)
    found = [place(windows, h[0]) if windows else None for h in heads]
    return torch.stack([vs[p[0]][p[1]] if p else zero for p in found]) if heads else torch.zeros(0, width)
