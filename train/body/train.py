"""Trains the judge of blocks and writes its weights.

    unpack.sh CORPORA/pages PAGES
    body_features PAGES/* > FEATURES
    train.py --features FEATURES --data CORPORA/pages --score SCORERS --set both --out ../../src/source/html_body_weights.cc
"""
from __future__ import annotations

import argparse

from export import source
from labels import gold_of, load
from measure import figures
from scorer import fit_step, fit_trees, held_out_sums, on_page, sums


def main() -> None:
    a = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    a.add_argument("--features", required=True, help="what body_features printed")
    a.add_argument("--data", required=True, help="folder with fundus and wcxb")
    a.add_argument("--score", required=True, help="folder of pages.py")
    a.add_argument("--set", choices=["both", "fundus", "wcxb"], default="both", help="what is trained on")
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--out", required=True, help="the C++ file to write")
    a = a.parse_args()

    names, pages = load(a.features, gold_of(a.data, a.score))
    chosen = [p for p in pages if a.set == "both" or p.group.startswith(a.set)]
    held_out = held_out_sums(chosen, a.seed)
    coef, intercept = fit_step(chosen, held_out)
    trees = fit_trees(chosen, a.seed)
    judged = [on_page(p, s) @ coef + intercept > 0 if len(s) else s > 0 for p, s in zip(chosen, held_out)]
    print("held out:  ", figures(chosen, judged))
    rest = [p for p in pages if p not in chosen and p.kind == "article"]
    if rest:
        there = [sums(trees, p) for p in rest]
        print("other set: ", figures(rest, [on_page(p, s) @ coef + intercept > 0 if len(s) else s > 0
                                            for p, s in zip(rest, there)]))
    with open(a.out, "w", encoding="utf-8") as f:
        f.write(source(trees, coef, intercept, names))


if __name__ == "__main__":
    main()
