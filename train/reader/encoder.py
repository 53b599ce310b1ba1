"""The MiniLM encoder (BERT's architecture) in plain torch, so that the native one has a reference it can be read against."""
from __future__ import annotations

import json
import os

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn


class Layer(nn.Module):
    def __init__(self, width: int, heads: int, inner: int, epsilon: float, dropout: float):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=epsilon)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=epsilon)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        batch, length, width = x.shape
        q, k, v = (t.view(batch, length, self.heads, -1).transpose(1, 2) for t in self.qkv(x).chunk(3, dim=-1))
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.dropout(self.out(attended.transpose(1, 2).reshape(batch, length, width))))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word-piece ids [batch, length] -> vectors [batch, length, width]. The word embeddings are frozen: they are not ours to ship."""

    def __init__(self, folder: str, dropout: float = 0.1):
        super().__init__()
        with open(os.path.join(folder, "config.json"), encoding="utf-8") as f:
            c = json.load(f)
        self.width = width = c["hidden_size"]
        self.word = nn.Embedding(c["vocab_size"], width)
        self.position = nn.Embedding(c["max_position_embeddings"], width)
        self.segment = nn.Embedding(c["type_vocab_size"], width)
        self.norm = nn.LayerNorm(width, eps=c["layer_norm_eps"])
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(width, c["num_attention_heads"], c["intermediate_size"], c["layer_norm_eps"], dropout)
                                    for _ in range(c["num_hidden_layers"]))
        self._load(load_file(os.path.join(folder, "model.safetensors")))
        self.word.weight.requires_grad_(False)

    def _load(self, w: dict[str, torch.Tensor]) -> None:
        w = {k.removeprefix("bert."): v for k, v in w.items()}
        mine = {"word.weight": w["embeddings.word_embeddings.weight"], "position.weight": w["embeddings.position_embeddings.weight"],
                "segment.weight": w["embeddings.token_type_embeddings.weight"],
                "norm.weight": w["embeddings.LayerNorm.weight"], "norm.bias": w["embeddings.LayerNorm.bias"]}
        for i in range(len(self.layers)):
            at = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                mine[f"layers.{i}.qkv.{kind}"] = torch.cat([w[f"{at}attention.self.{n}.{kind}"] for n in ("query", "key", "value")])
                for name, theirs in (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"),
                                     ("up", "intermediate.dense"), ("down", "output.dense"), ("norm2", "output.LayerNorm")):
                    mine[f"layers.{i}.{name}.{kind}"] = w[f"{at}{theirs}.{kind}"]
        self.load_state_dict(mine)

    def forward(self, ids: torch.Tensor, present: torch.Tensor, more: torch.Tensor | None = None) -> torch.Tensor:
        x = self.word(ids) + self.position(torch.arange(ids.shape[1], device=ids.device)) + self.segment.weight[0]
        if more is not None:
            x = x + more
        x = self.dropout(self.norm(x))
        mask = present[:, None, None, :].bool()
        for layer in self.layers:
            x = layer(x, mask)
        return x
