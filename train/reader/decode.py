"""Scores into attributions: the best well-formed label sequence of each role, then every cue takes its source and content."""
from __future__ import annotations

import numpy as np
import torch

from heads import CUED, Reader
from windows import MASK, ROLES, Window

PRECISION = torch.bfloat16                 # of the encoder's products; rounding.py wants float32


def best_labels(scores: np.ndarray) -> list[int]:
    """Viterbi over [word, O B I] log-probabilities, where I may only follow B or I."""
    total, back = scores[0].copy(), []
    total[2] = -np.inf
    for row in scores[1:]:
        best = int(total.argmax())
        inside = 1 if total[1] >= total[2] else 2
        back.append((best, best, inside))
        total = np.array([total[best] + row[0], total[best] + row[1], total[inside] + row[2]])
    out = [int(total.argmax())]
    for pointers in reversed(back):
        out.append(pointers[out[-1]])
    return out[::-1]


def spans_of(labels: list[int]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for i, y in enumerate(labels):
        if y == 1:
            out.append((i, i))
        elif y == 2 and out and out[-1][1] == i - 1:
            out[-1] = (out[-1][0], i)
    return out


def read(net: Reader, windows: list[Window], batch: int = 32, threshold: float = .5) -> list[tuple[list, list]]:
    """For each window its fragments by role, and its attributions as {role: [range]}; both in code points."""
    net.eval()
    out: list = [None] * len(windows)
    order = sorted(range(len(windows)), key=lambda i: len(windows[i].ids))
    with torch.no_grad():
        for at in range(0, len(order), batch):
            chosen = order[at:at + batch]
            vectors = encode(net, [windows[i] for i in chosen])
            for i, x in zip(chosen, vectors):
                out[i] = _attributions(net, windows[i], x, threshold)
    return out


def encode(net: Reader, windows: list[Window], mask: float = 0.) -> list[torch.Tensor]:
    """The vector of each word's first piece. In training, a share of `mask` of the pieces is hidden, and as many hints."""
    length = max(len(w.ids) for w in windows)
    ids, present = torch.zeros(2, len(windows), length, dtype=torch.long)
    hints = torch.zeros(len(net.hints), len(windows), length, dtype=torch.long)
    for k, w in enumerate(windows):
        ids[k, :len(w.ids)] = torch.tensor(w.ids)
        present[k, :len(w.ids)] = 1
        if len(net.hints):
            hints[:, k, :len(w.ids)] = torch.tensor(w.hints).T
    if mask and net.training:
        ids[(torch.rand(ids.shape) < mask) & (ids > MASK)] = MASK
        hints[:, torch.rand(ids.shape) < mask] = 0
    with torch.autocast("cpu", dtype=PRECISION, enabled=PRECISION != torch.float32):
        more = sum(table(values) for table, values in zip(net.hints, hints)) if len(net.hints) else None
        x = net.encoder(ids, present, more)
    return [x[k, torch.tensor(w.words)].float() for k, w in enumerate(windows)]


def _attributions(net: Reader, w: Window, x: torch.Tensor, threshold: float) -> tuple[list, list]:
    labels = net.labels(x)
    cues = spans_of(best_labels(torch.log_softmax(labels[:, 1], -1).numpy()))
    place = lambda s: (w.begin[s[0]], w.end[s[1]])
    found = []
    if cues:
        cued = torch.log_softmax(net.cued(x, labels, torch.tensor(cues)), -1).numpy()
        for cue, scores in zip(cues, cued):
            source, content = ([place(s) for s in spans_of(best_labels(scores[:, r]))] for r in (0, 1))
            if content:
                found.append({"source": source, "cue": [place(cue)], "content": content})
    return [], found
