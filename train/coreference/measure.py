"""Decisions from scores, and quick figures of them beside the scorers' own (which need the program)."""
from __future__ import annotations

import math

from cases import Case, Text


def decision(case: Case, referent: list[int], scores: list[float], none: float) -> tuple[int | None, float]:
    """The referent with the largest share, and its share; None for nobody."""
    top = max([none, *scores])
    nobody = math.exp(none - top)
    shares: dict[int, float] = {}
    for m, s in zip(case.candidates, scores):
        r = referent[m]
        shares[r] = shares.get(r, 0) + math.exp(s - top)
    all_ = nobody + sum(shares.values())
    best = max(shares, key=lambda r: shares[r], default=None)
    if best is None or shares[best] <= nobody:
        return None, nobody / all_
    return best, shares[best] / all_


def figures(found: list[tuple[Case, Text, tuple[int | None, float]]], enough: float = 0) -> dict:
    """GAP's f1; GUM's precision, recall of those whose cluster has a name, by referents of the program as they stood."""
    n = dict(right=0, said=0, gold=0)
    for c, t, (r, p) in found:
        if p < enough:
            r = None
        if c.gap is not None:
            for same, standing in c.gap:
                says = r is not None and r in standing
                n["right"] += says and same
                n["said"] += says
                n["gold"] += same
            continue
        named = {t.referent[m] for m in c.candidates if t.named[m]}
        counted = c.in_scope and c.kind in ("pronoun", "noun")
        rights = {t.referent[m] for m, ok in zip(c.candidates, c.right) if ok}
        n["gold"] += counted
        if ":" in c.kind or c.kind in ("self", "name", "other"):
            continue
        if r in named:
            n["said"] += 1
            n["right"] += counted and r in rights
    return n | {"p": n["right"] / max(1, n["said"]), "r": n["right"] / max(1, n["gold"]),
                "f1": 2 * n["right"] / max(1, n["said"] + n["gold"])}
