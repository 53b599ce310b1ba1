"""Quick figures over blocks, near those of pages.py, which has the last word: captions and lines above count here as blocks do."""
from __future__ import annotations

import statistics

import numpy as np

from labels import Page


def figures(pages: list[Page], judged: list[np.ndarray]) -> str:
    import pages as scorer        # pages.py; labels.gold_of() made it known

    counts, words, found, predicted, gold = [], [], 0, 0, 0
    for page, yes in zip(pages, judged):
        texts = [t for t, y in zip(page.texts, yes) if y]
        if "paragraphs" in page.gold:
            counts.append(scorer.shingle_counts("\n".join(texts), page.gold["body"]))
            heads = {scorer.normal(h) for h in page.gold["heads"]}
            f, p, g = scorer.paragraph_counts([("paragraph", t) for t in texts], page.gold["paragraphs"], heads)
            found, predicted, gold = found + f, predicted + p, gold + g
        elif page.kind == "article":
            words.append(scorer.words_prf("\n".join(texts), page.gold["body"])[2])
    out = []
    if counts:
        p, r, f = scorer.from_means(counts)
        out.append(f"fundus shingles {f:.4f} (P {p:.4f} R {r:.4f}), paragraphs {2 * found / max(1, predicted + gold):.4f} "
                   f"(P {found / max(1, predicted):.4f} R {found / max(1, gold):.4f})")
    if words:
        out.append(f"wcxb articles, word F1 {statistics.fmean(words):.4f}")
    return "; ".join(out)
