"""The judge of coreference in torch: what src/reading/coreference_scorer.h computes, for batches of cases.

A head (one for pronouns, one for nouns) scores a pair as
    w · relu(b + sum of rows of the features + A x + C y) + (Q x) · (K y) / sqrt(rank)
with x, y the encoder's vectors of the two head words, and nobody as  v · relu(c + sum of rows + N x) + d.
Without vectors the terms in x and y are left out.
"""
from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn


@dataclass
class Batch:
    """Cases of one head, flattened. Features are padded with the index `n`, whose row is zero."""
    case: torch.Tensor           # [pairs] case of each pair
    pairs: torch.Tensor          # [pairs, most] feature indices: the pair's
    alone: torch.Tensor          # [cases, most] the anaphor's
    x: torch.Tensor | None       # [cases, width]
    y: torch.Tensor | None       # [pairs, width]
    right: torch.Tensor          # [pairs] bool
    known: torch.Tensor          # [pairs] bool: right or wrong
    nobody: torch.Tensor         # [cases] bool
    weight: torch.Tensor         # [cases]


class Head(nn.Module):
    def __init__(self, features: int, width: int, hidden: int = 32, rank: int = 48, dropout: float = 0.3):
        super().__init__()
        self.rows = nn.Embedding(features + 1, hidden, padding_idx=features)
        self.bias = nn.Parameter(torch.zeros(hidden))
        self.out = nn.Parameter(torch.randn(hidden) * hidden ** -.5)
        self.nobody_rows = nn.Embedding(features + 1, hidden // 2, padding_idx=features)
        self.nobody_bias = nn.Parameter(torch.zeros(hidden // 2))
        self.nobody_out = nn.Parameter(torch.randn(hidden // 2) * (hidden // 2) ** -.5)
        self.nobody_shift = nn.Parameter(torch.zeros(1))
        for rows in (self.rows, self.nobody_rows):
            nn.init.normal_(rows.weight, std=.15)
            rows.weight.data[features] = 0
        self.width = width
        if width:
            self.anaphor = nn.Linear(width, hidden, bias=False)
            self.antecedent = nn.Linear(width, hidden, bias=False)
            self.query = nn.Linear(width, rank)
            self.key = nn.Linear(width, rank)
            self.nobody = nn.Linear(width, hidden // 2, bias=False)
        self.scale = rank ** -.5
        self.dropout = nn.Dropout(dropout)
        self.input_dropout = nn.Dropout(0.2)

    def forward(self, b: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores of the pairs [pairs] and of nobody [cases]."""
        alone = self.rows(b.alone).sum(1) + self.bias
        none = self.nobody_rows(b.alone).sum(1) + self.nobody_bias
        pair = self.rows(b.pairs).sum(1)
        extra = 0
        if self.width:
            x, y = self.input_dropout(b.x), self.input_dropout(b.y)
            alone = alone + self.anaphor(x)
            none = none + self.nobody(x)
            pair = pair + self.antecedent(y)
            extra = (self.query(x)[b.case] * self.key(y)).sum(-1) * self.scale
        score = self.dropout(torch.relu(alone[b.case] + pair)) @ self.out + extra
        return score, self.dropout(torch.relu(none)) @ self.nobody_out + self.nobody_shift


def logsum(score: torch.Tensor, case: torch.Tensor, own: torch.Tensor, keep: torch.Tensor, keep_own: torch.Tensor) -> torch.Tensor:
    """log of the sum of exp over each case's kept pairs and, where kept, its own score."""
    score, own = score.float(), own.float()
    low = torch.full_like(own, -1e4)
    own = torch.where(keep_own, own, low)
    score = torch.where(keep, score, torch.full_like(score, -1e4))
    top = own.detach().clone().scatter_reduce(0, case, score.detach(), "amax")
    total = torch.exp(own - top).scatter_add(0, case, torch.exp(score - top[case]))
    return top + torch.log(total)


def loss(head: Head, b: Batch) -> torch.Tensor:
    """Mean of -log of what all right antecedents have together; nobody is one where it is right."""
    score, none = head(b)
    everybody = torch.ones_like(b.nobody)
    all_ = logsum(score, b.case, none, b.known, everybody)
    right = logsum(score, b.case, none, b.right, b.nobody)
    return ((all_ - right) * b.weight).sum() / b.weight.sum()
