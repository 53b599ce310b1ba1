"""What is read off the encoder's vectors: which words are a cue, and for each cue, which words are its source and its content.

Roles are labelled by O, B, I. `label` knows the word alone (source, cue, content of anyone); `cued` adds to it what a word is to
one cue, so that every attribution is labelled as a whole and two may share or nest their words.
"""
from __future__ import annotations

import torch
from torch import nn

from encoder import Encoder

ROLES = ("source", "cue", "content")
CUED = (0, 2)                 # roles that belong to a cue: source, content
NEAR, FAR = 8, 24             # distance buckets: one a word up to NEAR, then logarithmic up to FAR


def distance(cues: torch.Tensor, words: int) -> torch.Tensor:
    """Signed gap in words between cues [c, 2] (first, last) and each word of the window, as a bucket 0 … 2 * FAR."""
    at = torch.arange(words)[None]
    after, before = at - cues[:, 1:], cues[:, :1] - at
    size = torch.maximum(after, before).clamp(min=0)
    bucket = torch.where(size <= NEAR, size, NEAR + (4 * torch.log2(size.clamp(min=1) / NEAR)).long().clamp(max=FAR - NEAR))
    return torch.where(after > 0, bucket, -bucket) + FAR


class Reader(nn.Module):
    def __init__(self, folder: str, dropout: float = 0.1, rank: int = 64, hints: list[int] | None = None):
        super().__init__()
        self.encoder = Encoder(folder, dropout)
        width = self.encoder.width
        self.hints = nn.ModuleList(nn.Embedding(values, width) for values in hints or [])     # teachers only, see hints.py
        for table in self.hints:
            nn.init.normal_(table.weight, std=1e-3)
        self.rank = rank
        self.dropout = nn.Dropout(dropout)
        self.label = nn.Linear(width, 9)
        self.query = nn.Linear(2 * width, 4 * rank)      # source B, I, content B, I
        self.key = nn.Linear(width, 4 * rank)
        self.gap = nn.Parameter(torch.zeros(4, 2 * FAR + 1))
        nn.init.zeros_(self.query.bias)
        self.scale = rank ** -.5

    def labels(self, x: torch.Tensor) -> torch.Tensor:
        """[…, width] -> […, role, O B I] scores."""
        return self.label(self.dropout(x)).unflatten(-1, (3, 3))

    def cued(self, words: torch.Tensor, labels: torch.Tensor, cues: torch.Tensor) -> torch.Tensor:
        """A window's word vectors [n, width], their labels() [n, 3, 3], cues [c, 2] -> [c, n, 2, O B I] scores."""
        n, c = len(words), len(cues)
        words = self.dropout(words)
        q = self.query(torch.cat([words[cues[:, 0]], words[cues[:, 1]]], -1)).view(c, 4, self.rank)
        k = self.key(words).view(n, 4, self.rank)
        s = torch.einsum("crd,nrd->cnr", q, k) * self.scale + self.gap[:, distance(cues, n)].permute(1, 2, 0)
        base = labels[:, list(CUED)]                                     # [n, 2, 3]
        s = torch.cat([torch.zeros(c, n, 2, 1), s.view(c, n, 2, 2)], -1)
        return s + base
