"""Fits what `p` of an attribution is: a logistic curve over the logits of the heads' mean probabilities for cue, source, content.

    python3 calibrate.py --model MODEL --polnear CORPORA/polnear/dev --score SCORERS --run RUN/last.pt

Right is a prediction that shares a cue token with a gold attribution and has Jaccard >= .5 of tokens for source and content
(whole_relaxed of the scorer). Each half of the articles is judged by the curve of the other half; the curve that is kept is of
both. Writes its four numbers into the checkpoint's averaged weights as `calibration`, from where export.py takes them.
"""
from __future__ import annotations

import argparse
import os
import sys

import numpy as np
import torch
from tokenizers import Tokenizer

from decode import best_labels, encode, spans_of
from heads import Reader
from windows import ROLES, cut


def mean_log(labels: list[int], log_p: np.ndarray) -> tuple[list[tuple[int, int]], float]:
    """Ranges, and the mean over them of the mean log probability of their words and of the word that ends each."""
    spans = spans_of(labels)
    means = [float(np.mean([log_p[k, labels[k]] for k in range(a, min(b + 2, len(labels)))])) for a, b in spans]
    return spans, float(np.mean(means)) if means else float(log_p[:, 0].min())


def features(net: Reader, folder: str, tokenizer, scorer, metrics) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    x, right, article = [], [], []
    for number, (name, by) in enumerate(scorer.corpus(folder).items()):
        with open(scorer.text_path(folder, name), encoding="utf-8", newline="") as f:
            text = f.read()
        gold = [{r: metrics.tokens(text, a[r]) for r in ROLES} for a in by[min(by)]]
        for w in cut(text, tokenizer):
            vectors = encode(net, [w])[0]
            labels = net.labels(vectors)
            cue_log = torch.log_softmax(labels[:, 1], -1).numpy()
            cues = spans_of(best_labels(cue_log))
            if not cues:
                continue
            cued = torch.log_softmax(net.cued(vectors, labels, torch.tensor(cues)), -1).numpy()
            for cue, scores in zip(cues, cued):
                chosen = [0] * len(w.words)
                chosen[cue[0]:cue[1] + 1] = [1] + [2] * (cue[1] - cue[0])
                found = [mean_log(best_labels(scores[:, r]), scores[:, r]) for r in (0, 1)]
                if not found[1][0]:
                    continue
                x.append([mean_log(chosen, cue_log)[1], found[0][1], found[1][1]])
                place = lambda spans: metrics.tokens(text, [(w.begin[a], w.end[b]) for a, b in spans])
                mine = {"source": place(found[0][0]), "cue": place([cue]), "content": place(found[1][0])}
                right.append(any(mine["cue"] & g["cue"] and all(metrics.jaccard(mine[r], g[r]) >= .5 for r in ("source", "content"))
                                 for g in gold))
                article.append(number)
    p = np.clip(np.exp(np.array(x)), 1e-4, 1 - 1e-4)
    return np.hstack([np.ones((len(p), 1)), np.log(p / (1 - p))]), np.array(right, float), np.array(article)


def fitted(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    w = np.zeros(x.shape[1])
    for _ in range(50):                                             # Newton's method
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(len(w)), x.T @ (p - y) + 1e-3 * w)
    return w


def error(p: np.ndarray, y: np.ndarray) -> float:
    """Expected calibration error over ten bins of equal counts."""
    return sum(len(b) / len(p) * abs(p[b].mean() - y[b].mean()) for b in np.array_split(np.argsort(p), 10))


def main() -> None:
    a = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("--model", "--polnear", "--score", "--run"):
        a.add_argument(name, required=True)
    a = a.parse_args()
    sys.path.insert(0, a.score)
    import attribution as scorer
    import attribution_metrics as metrics
    torch.set_num_threads(1)
    tokenizer = Tokenizer.from_file(os.path.join(a.model, "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    state = torch.load(a.run)
    net = Reader(a.model)
    net.load_state_dict(state["average"], strict=False)
    net.eval()
    with torch.no_grad():
        x, y, article = features(net, a.polnear, tokenizer, scorer, metrics)
    p = np.zeros(len(y))
    for half in (0, 1):
        p[article % 2 == half] = 1 / (1 + np.exp(-x[article % 2 == half] @ fitted(x[article % 2 != half], y[article % 2 != half])))
    w = fitted(x, y)
    print(f"{len(y)} attributions, {y.mean():.3f} right; calibration error across halves {error(p, y):.4f}; curve {w.round(4).tolist()}")
    state["average"]["calibration"] = torch.tensor(w, dtype=torch.float32)
    torch.save(state, a.run + ".new")
    os.replace(a.run + ".new", a.run)


if __name__ == "__main__":
    main()
