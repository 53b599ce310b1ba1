"""Coreference as a further loss of whoever trains the encoder.

    heads = Heads(features, encoder.width)               # in the net, so that its optimizer has them
    texts = Coreference(all_texts, tokenizer, features)  # texts of cases.py
    for batch in texts.batches(pieces=1500, seed=(seed, number_of_pass)):
        total = total + weight * loss(encoder, heads, batch)

A batch is some whole texts: their windows are encoded together, all their cases are scored. A pass over GUM's train part
and GAP's validation part has about 200,000 pieces, a fifth of a pass over PolNeAR.
"""
from __future__ import annotations

import random
from dataclasses import dataclass

import torch
from torch import nn

import scorer
from batches import batch as flattened, usable
from cases import Case, Text
from encoded import padded, place, windows_of


class Heads(nn.Module):
    """One for pronouns, one for nouns."""

    def __init__(self, features: int, width: int, hidden: int = 32, rank: int = 48, dropout: float = 0.3):
        super().__init__()
        self.features = features
        self.pronoun = scorer.Head(features, width, hidden, rank, dropout)
        self.noun = scorer.Head(features, width, hidden, rank, dropout)


@dataclass
class Placed:
    text: Text
    windows: list
    mentions: list[tuple[int, int] | None]       # window and piece of each mention's head word
    cases: list[tuple[Case, tuple[int, int] | None]]
    pieces: int


class Coreference:
    def __init__(self, texts: list[Text], tokenizer, only_usable: bool = True):
        self.placed = []
        for t in texts:
            windows = windows_of(t, tokenizer) if tokenizer else []
            find = (lambda h: place(windows, h[0])) if windows else (lambda h: None)
            cases = [(c, find(c.head)) for c in t.cases if usable(c) or not only_usable]
            if cases:                            # features alone: a case counts as a piece
                size = sum(len(w.ids) for w in windows) if windows else 10 * len(cases)
                self.placed.append(Placed(t, windows, [find(h) for h in t.heads], cases, size))

    def batches(self, pieces: int = 1500, seed=None):
        """Shuffled where there is a seed. Lists of Placed."""
        order = list(self.placed)
        if seed is not None:
            random.Random(str(seed)).shuffle(order)
        out, size = [], 0
        for p in order:
            if out and size + p.pieces > pieces:
                yield out
                out, size = [], 0
            out.append(p)
            size += p.pieces
        if out:
            yield out


def vectors(encoder, batch: list[Placed], budget: int = 4096) -> tuple[torch.Tensor, list[list[int]]]:
    """All pieces' vectors [pieces + 1, width], the last of them zeros; and where each text's windows begin."""
    windows = [w for p in batch for w in p.windows]
    order = sorted(range(len(windows)), key=lambda i: len(windows[i].ids))
    rows, begin, total, at = [], [0] * len(windows), 0, 0
    while at < len(order):
        stop = at + 1
        while stop < len(order) and len(windows[order[stop]].ids) * (stop + 1 - at) <= budget:
            stop += 1
        part = order[at:stop]
        ids, present = padded([windows[i] for i in part])
        x = encoder(ids, present)
        rows.append(x[present])
        for i in part:
            begin[i] = total
            total += len(windows[i].ids)
        at = stop
    flat = torch.cat(rows).float()
    starts, k = [], 0
    for p in batch:
        starts.append(begin[k:k + len(p.windows)])
        k += len(p.windows)
    return torch.cat([flat, flat.new_zeros(1, flat.shape[1])]), starts


def head_batches(encoder, batch: list[Placed], features: int, most: int = 64):
    """(is it of nouns, the cases with their texts, the scorer's Batch), for each head and `most` cases at a time."""
    flat, starts = vectors(encoder, batch) if encoder is not None else (None, [])
    zero = flat.shape[0] - 1 if encoder is not None else 0
    for noun in (False, True):
        items = [(c, at, k) for k, p in enumerate(batch) for c, at in p.cases if c.noun == noun and c.candidates]
        for first in range(0, len(items), most):
            part = items[first:first + most]
            row = lambda k, at: starts[k][at[0]] + at[1] if at else zero
            x = y = None
            if flat is not None:
                x = flat[[row(k, at) for _, at, k in part]]
                y = flat[[row(k, batch[k].mentions[m]) for c, _, k in part for m in c.candidates]]
            yield noun, [(c, batch[k].text) for c, _, k in part], flattened([c for c, _, _ in part], features, x, y)


def loss(encoder, heads: Heads, batch: list[Placed]) -> torch.Tensor:
    """Mean over the batch's cases."""
    total, cases = 0., 0
    for noun, part, b in head_batches(encoder, batch, heads.features):
        total = total + scorer.loss(heads.noun if noun else heads.pronoun, b) * len(part)
        cases += len(part)
    return total / max(1, cases)
