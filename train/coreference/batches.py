"""Cases into batches of the scorer, with the encoder's vectors of the mentions where they are given."""
from __future__ import annotations

import torch

from cases import Case, Text
from scorer import Batch


def padded(rows: list[list[int]], fill: int) -> torch.Tensor:
    most = max((len(r) for r in rows), default=1)
    return torch.tensor([r + [fill] * (most - len(r)) for r in rows]).view(len(rows), most)


def batch(cases: list[Case], features: int, x: torch.Tensor | None = None, y: torch.Tensor | None = None,
          weights: list[float] | None = None) -> Batch:
    """`x` [cases, width] and `y` [pairs, width], in the order of the cases and of their candidates."""
    owner = [i for i, c in enumerate(cases) for _ in c.pairs]
    right = torch.tensor([r for c in cases for r in c.right], dtype=torch.bool)
    wrong = torch.tensor([w for c in cases for w in c.wrong], dtype=torch.bool)
    return Batch(torch.tensor(owner), padded([p for c in cases for p in c.pairs], features),
                 padded([c.features for c in cases], features), x, y, right, right | wrong,
                 torch.tensor([c.nobody for c in cases]), torch.tensor(weights or [1.] * len(cases)))


def usable(c: Case) -> bool:
    """A loss needs somebody right and somebody wrong."""
    return bool(c.candidates) and (any(c.right) or c.nobody)
