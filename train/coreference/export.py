"""Adds the judge's heads to the reader's weights: tensors heads.coref.{pronoun,noun}.* in half precision.

    python3 export.py --heads RUN/frozen.pt --anaphor-features N --weights ../../weights/reader.safetensors

`--heads` has {"heads": Heads.state_dict()}, as train.py writes it. Matrices are [outputs, inputs]; what is multiplied with the
same vector is one matrix: `anaphor` = A, N, Q and `antecedent` = C, K (src/reading/coreference_scorer.h).
"""
from __future__ import annotations

import argparse

import torch
from safetensors.torch import load_file, save_file


def tensors(state: dict[str, torch.Tensor], anaphor_features: int) -> dict[str, torch.Tensor]:
    """From Heads.state_dict()."""
    out = {}
    for kind in ("pronoun", "noun"):
        s = {k.removeprefix(kind + "."): v for k, v in state.items() if k.startswith(kind + ".")}
        zeros = lambda name: torch.zeros(len(s[name]))
        out |= {f"heads.coref.{kind}.{k}": v for k, v in {
            "rows": s["rows.weight"][:-1], "bias": s["bias"], "out": s["out"],
            "nobody_rows": s["nobody_rows.weight"][:anaphor_features], "nobody_bias": s["nobody_bias"],
            "nobody_out": s["nobody_out"], "nobody_shift": s["nobody_shift"],
            "anaphor": torch.cat([s["anaphor.weight"], s["nobody.weight"], s["query.weight"]]),
            "anaphor_bias": torch.cat([zeros("bias"), zeros("nobody_bias"), s["query.bias"]]),
            "antecedent": torch.cat([s["antecedent.weight"], s["key.weight"]]),
            "antecedent_bias": torch.cat([zeros("bias"), s["key.bias"]])}.items()}
    return {k: v.float().half().contiguous() for k, v in out.items()}


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--heads", required=True)
    p.add_argument("--anaphor-features", type=int, required=True)
    p.add_argument("--weights", required=True, help="changed in place")
    a = p.parse_args()
    weights = {k: v for k, v in load_file(a.weights).items() if not k.startswith("heads.coref.")}
    mine = tensors(torch.load(a.heads)["heads"], a.anaphor_features)
    save_file(weights | mine, a.weights)
    print(f"{a.weights}: {len(mine)} tensors of coreference, {sum(t.numel() * t.element_size() for t in mine.values())} bytes")


if __name__ == "__main__":
    main()
