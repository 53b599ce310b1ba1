"""The judge of blocks: boosted trees over the program's features, then four weights over their sums on a page.

The second step learns from scores that the trees give pages they were not trained on (five folds, whole publishers or
hosts held out), as it will see them in use.
"""
from __future__ import annotations

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from labels import Page, tokens

SURE = 6.0          # logits; as kMostSure in html_body_scorer.cc
FOLDS = 5


def block_weights(page: Page) -> np.ndarray:
    """Between counting blocks and counting words; a long page weighs less than the sum of its blocks."""
    n = np.array([len(tokens(t)) for t in page.texts], float)
    return (.5 + np.clip(n / 40, 0, 2)) / np.sqrt(max(10, page.labels.sum()) / 20)


def usable(page: Page) -> bool:
    return page.covered >= .7 and page.kind == "article"


def fit_trees(pages: list[Page], seed: int) -> HistGradientBoostingClassifier:
    pages = [p for p in pages if usable(p)]
    trees = HistGradientBoostingClassifier(max_iter=200, learning_rate=.05, max_leaf_nodes=15, min_samples_leaf=40,
                                           max_features=.3, l2_regularization=10., early_stopping=False,
                                           random_state=seed)
    return trees.fit(np.concatenate([p.features for p in pages]).astype(np.float32),
                     np.concatenate([p.labels for p in pages]),
                     sample_weight=np.concatenate([block_weights(p) for p in pages]))


def sums(trees, page: Page) -> np.ndarray:
    if not page.texts:
        return np.zeros(0)
    return np.clip(trees.decision_function(page.features.astype(np.float32)), -SURE, SURE)


def on_page(page: Page, s: np.ndarray) -> np.ndarray:
    """What the second step weighs: own score, means of template and element, mean of the page's best three."""
    def means(keys: np.ndarray) -> np.ndarray:
        _, at = np.unique(keys, return_inverse=True)
        return (np.bincount(at, s) / np.bincount(at))[at]
    best = np.sort(np.concatenate([np.full(3, -SURE), s]))[-3:].mean()
    return np.stack([s, means(page.classes), means(page.containers), np.full(len(s), best)], 1)


def folds(pages: list[Page], seed: int):
    groups = [p.group for p in pages]
    return GroupKFold(FOLDS, shuffle=True, random_state=seed).split(groups, groups=groups)


def held_out_sums(pages: list[Page], seed: int) -> list[np.ndarray]:
    out: list = [None] * len(pages)
    for train, test in folds(pages, seed):
        trees = fit_trees([pages[i] for i in train], seed)
        for i in test:
            out[i] = sums(trees, pages[i])
    return out


def fit_step(pages: list[Page], held_out: list[np.ndarray]) -> tuple[np.ndarray, float]:
    chosen = [(p, s) for p, s in zip(pages, held_out) if usable(p) and len(s)]
    step = LogisticRegression(C=1., max_iter=1000)
    step.fit(np.concatenate([on_page(p, s) for p, s in chosen]), np.concatenate([p.labels for p, _ in chosen]),
             sample_weight=np.concatenate([block_weights(p) for p, _ in chosen]))
    return step.coef_[0], float(step.intercept_[0])
