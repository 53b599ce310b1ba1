"""The mean of checkpoints of one lineage, weight by weight.

    python3 average.py --out MEAN.pt RUN/pass2.pt RUN/pass3.pt …
"""
from __future__ import annotations

import argparse

import torch


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("runs", nargs="+")
    p.add_argument("--out", required=True)
    a = p.parse_args()
    found = [torch.load(run)["average"] for run in a.runs]
    shared = [k for k in found[0] if all(k in f for f in found)]
    torch.save({"average": {k: sum(f[k] for f in found) / len(found) for k in shared}}, a.out)


if __name__ == "__main__":
    main()
