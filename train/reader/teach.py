"""Teachers' opinion of every word, for a student to learn from.

    python3 teach.py --model MODEL --hints hints.pkl --teachers MEAN.pt HINTED/last.pt --out soft.pkl (--polnear … --score … | --texts TEXTS)

A teacher that was trained with --hints is asked with them, the others without. What is written are train.py's windows with the mean of
the teachers' probabilities: `soft` [words, role, O B I], and `soft_cued` [cues, words, 2, O B I] for the cues of gold or, where there
is no gold, for those that the teachers find.
"""
from __future__ import annotations

import argparse
import os
import pickle
import sys

import torch
from tokenizers import Tokenizer

from decode import best_labels, encode, spans_of
from heads import Reader
from hints import Hints
from train import examples
from windows import Window, cut


def groups(windows: list[Window], pieces: int = 2048):
    group: list[Window] = []
    for w in sorted(windows, key=lambda w: len(w.ids)):
        if group and (len(group) + 1) * len(w.ids) > pieces:
            yield group
            group = []
        group.append(w)
    if group:
        yield group


@torch.no_grad()
def ask(teachers: list[Reader], windows: list[Window]) -> None:
    vectors = [encode(t, windows) for t in teachers]
    for k, w in enumerate(windows):
        mine = [v[k] for v in vectors]
        labels = [t.labels(x) for t, x in zip(teachers, mine)]
        mean = torch.stack([torch.softmax(y, -1) for y in labels]).mean(0)
        w.soft = mean.half().numpy()
        if not w.labels:
            w.cues = spans_of(best_labels(mean[:, 1].log().numpy()))
        if w.cues:
            cues = torch.tensor(w.cues)
            w.soft_cued = torch.stack([torch.softmax(t.cued(x, y, cues), -1)
                                       for t, x, y in zip(teachers, mine, labels)]).mean(0).half().numpy()
        w.hints = []


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--model", required=True)
    p.add_argument("--hints", required=True)
    p.add_argument("--teachers", nargs="+", required=True)
    p.add_argument("--polnear", help="folder with train/: its windows with their gold")
    p.add_argument("--score")
    p.add_argument("--texts", help="folder of texts without gold")
    p.add_argument("--out", required=True)
    a = p.parse_args()
    torch.set_num_threads(1)
    tokenizer = Tokenizer.from_file(os.path.join(a.model, "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    hints = Hints(a.hints)
    teachers = []
    for path in a.teachers:
        state = torch.load(path)["average"]
        net = Reader(a.model, 0., hints=hints.sizes if "hints.0.weight" in state else None)
        net.load_state_dict({k: v for k, v in state.items() if k in net.state_dict()})
        teachers.append(net.eval())
    if a.polnear:
        sys.path.insert(0, a.score)
        import attribution as scorer
        import attribution_metrics
        scorer.trimmed = attribution_metrics.trimmed
        windows = examples(os.path.join(a.polnear, "train"), tokenizer, scorer, hints)
    else:
        windows = []
        for name in sorted(os.listdir(a.texts)):
            with open(os.path.join(a.texts, name), encoding="utf-8", newline="") as f:
                text = f.read()
            mine = [w for w in cut(text, tokenizer) if len(w.words) > 3]
            hints.attach(mine, text)
            windows += mine
    for done, group in enumerate(groups(windows), 1):
        ask(teachers, group)
        if done % 100 == 0:
            print(f"{done} batches", flush=True)
    with open(a.out, "wb") as f:
        pickle.dump(windows, f)


if __name__ == "__main__":
    main()
