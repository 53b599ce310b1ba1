"""What is read off the encoder's vectors: labels of words, and which source and content belong to a cue."""
from __future__ import annotations

import torch
from torch import nn

from encoder import Encoder

LINKS = (0, 2)                # roles that a cue is linked to: source, content
NEAR, FAR = 8, 16             # distance buckets: one a word up to NEAR, then logarithmic up to FAR


def distance(cues: torch.Tensor, spans: torch.Tensor) -> torch.Tensor:
    """Signed gap in words between cues [c, 2] and spans [s, 2], as a bucket 0 … 2 * FAR."""
    after, before = spans[None, :, 0] - cues[:, None, 1], cues[:, None, 0] - spans[None, :, 1]
    size = torch.maximum(after, before).clamp(min=0)
    bucket = torch.where(size <= NEAR, size, NEAR + (2 * torch.log2(size.clamp(min=1) / NEAR)).long().clamp(max=FAR - NEAR))
    return torch.where(after > 0, bucket, -bucket) + FAR


class Reader(nn.Module):
    def __init__(self, folder: str, dropout: float = 0.1, rank: int = 128):
        super().__init__()
        self.encoder = Encoder(folder, dropout)
        width = self.encoder.width
        self.dropout = nn.Dropout(dropout)
        self.label = nn.Linear(width, 9)
        self.query = nn.ModuleList(nn.Linear(2 * width, rank) for _ in LINKS)
        self.key = nn.ModuleList(nn.Linear(2 * width, rank) for _ in LINKS)
        self.gap = nn.Parameter(torch.zeros(len(LINKS), 2 * FAR + 1))
        self.bias = nn.Parameter(torch.full((len(LINKS),), -1.0))
        self.scale = rank ** -.5

    def labels(self, x: torch.Tensor) -> torch.Tensor:
        """[…, width] -> […, role, O B I] scores."""
        return self.label(self.dropout(x)).unflatten(-1, (3, 3))

    def links(self, words: torch.Tensor, cues: list, spans: list, which: int) -> torch.Tensor:
        """Vectors of a window's words, cues and spans as (first, last) -> [cue, span] scores."""
        c, s = torch.tensor(cues), torch.tensor(spans)
        q = self.query[which](torch.cat([words[c[:, 0]], words[c[:, 1]]], -1))
        k = self.key[which](torch.cat([words[s[:, 0]], words[s[:, 1]]], -1))
        return q @ k.T * self.scale + self.gap[which][distance(c, s)] + self.bias[which]
