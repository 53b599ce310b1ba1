"""Prints the reliability curve of `p`: of the attributions that the program gives a probability near x, which share is right?

    python3 reliability.py --hearsay ../../build/hearsay --polnear CORPORA/polnear/dev --score SCORERS [--reader rules]

Right is what shares a cue token with a gold attribution of the first annotator and has Jaccard >= .5 of tokens for source and for
content. Outermost attributions only, as in the gold. Ten bins of equal counts; the error is the mean distance of p from the share.
"""
from __future__ import annotations

import argparse
import os
import sys


def main() -> None:
    a = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("--hearsay", "--polnear", "--score"):
        a.add_argument(name, required=True)
    a.add_argument("--reader", default="encoder", choices=["encoder", "rules"])
    a.add_argument("--bins", type=int, default=10)
    a = a.parse_args()
    sys.path.insert(0, a.score)
    import attribution as scorer
    import attribution_metrics as metrics
    import common
    gold = scorer.corpus(a.polnear)
    paths = {name: os.path.abspath(scorer.text_path(a.polnear, name)) for name in gold}
    readings = common.annotate(a.hearsay, list(paths.values()), options=["--reader", a.reader])
    found: list[tuple[float, bool]] = []
    for name, by in gold.items():
        reading = readings.get(paths[name])
        if reading is None:
            continue
        with open(paths[name], "rb") as f:
            raw = f.read()
        text, points = raw.decode("utf-8"), common.CodePoints(raw)
        right = [{r: metrics.tokens(text, g[r]) for r in metrics.ROLES} for g in by[min(by)]]
        for x in reading.get("attributions"):
            if x.get("parent") is not None:
                continue
            spans = {r: [reading.source_range(s) for s in x.get(r) or []] for r in metrics.ROLES}
            mine = {r: metrics.tokens(text, [points.range(*s) for s in spans[r] if s]) for r in metrics.ROLES}
            found.append((x["p"], any(mine["cue"] & g["cue"] and all(metrics.jaccard(mine[r], g[r]) >= .5 for r in ("source", "content"))
                                      for g in right)))
    found.sort()
    error, n = 0.0, len(found)
    print(f"{n} attributions, {sum(ok for _, ok in found) / n:.3f} right\n\n| p from | to | mean p | right | n |\n|---|---|---|---|---|")
    for b in range(a.bins):
        part = found[b * n // a.bins:(b + 1) * n // a.bins]
        p, share = sum(x for x, _ in part) / len(part), sum(ok for _, ok in part) / len(part)
        error += len(part) / n * abs(p - share)
        print(f"| {part[0][0]:.2f} | {part[-1][0]:.2f} | {p:.3f} | {share:.3f} | {len(part)} |")
    print(f"\ncalibration error {error:.3f}")


if __name__ == "__main__":
    main()
