"""What int8 costs: the scores of a checkpoint on dev in 32-bit floats, and with weights and inputs rounded as the program rounds them.

    python3 rounding.py --model MODEL --polnear CORPORA/polnear --score SCORERS --run RUN/last.pt

The program's sums are exact integers, so rounding its operands here and multiplying floats gives the same products up to float
addition. Heads are halves in the file; that is done here as well.
"""
from __future__ import annotations

import argparse
import copy
import os
import sys

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import nn

import decode
from export import LATER, MATRICES, quantized
from heads import Reader
from train import dev_scores


class Rounded(nn.Module):
    """A linear layer whose weights have a scale an output and whose inputs have one a row, both symmetric in 8 bits."""

    def __init__(self, linear: nn.Linear):
        super().__init__()
        weight, scale = quantized(linear.weight.data.float())
        self.weight, self.bias = weight.float() * scale[:, None], linear.bias.data

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        scale = x.abs().amax(-1, keepdim=True).clamp(min=1e-12) / 127
        return F.linear((x / scale).round() * scale, self.weight, self.bias)


def rounded(net: Reader) -> Reader:
    for layer in net.encoder.layers:
        for name in MATRICES:
            setattr(layer, name, Rounded(getattr(layer, name)))
    for name, value in net.named_parameters():
        if not name.startswith("encoder."):
            value.data = value.data.half().float()
    return net


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--model", required=True)
    p.add_argument("--polnear", required=True, help="folder with dev/")
    p.add_argument("--score", required=True)
    p.add_argument("--run", required=True)
    a = p.parse_args()
    sys.path.insert(0, a.score)
    import attribution as scorer
    import attribution_metrics
    scorer.trimmed, scorer.Scores = attribution_metrics.trimmed, attribution_metrics.Scores
    torch.set_num_threads(1)
    tokenizer = Tokenizer.from_file(os.path.join(a.model, "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    average = torch.load(a.run)["average"]
    net = Reader(a.model, 0.)
    net.load_state_dict({k: v for k, v in average.items() if k not in LATER})
    decode.PRECISION = torch.float32
    both = [dev_scores(n, os.path.join(a.polnear, "dev"), tokenizer, scorer) for n in (net, rounded(copy.deepcopy(net)))]
    for name in both[0]:
        print(f"{name:28} {both[0][name]:.4f} {both[1][name]:.4f} {both[1][name] - both[0][name]:+.4f}")


if __name__ == "__main__":
    main()
