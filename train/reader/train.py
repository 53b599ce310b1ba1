"""Fine-tunes the encoder to read attributions on PolNeAR.

    python3 train.py --model MODEL --polnear CORPORA/polnear --score SCORERS --out RUN [--passes 8] [--seed 1]

Where several people read an article, each pass takes about one of their readings of each window, so their disagreement is in the
training data. Weights are averaged over the steps (exponentially, `--average`), and the average is what is scored and kept. After
each pass RUN/last.pt holds all that is needed to go on; RUN/log.jsonl gets the scores on dev (metrics of the project's scorer,
found through --score). With --hints it is a teacher that knows more than words (hints.py); with --soft it learns from teachers
(teach.py), of texts with gold and without. docs/models/reader.md has the order of the commands.
"""
from __future__ import annotations

import argparse
import json
import os
import pickle
import random
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from decode import encode, read
from heads import Reader
from hints import Hints
from windows import ROLES, Window, cut, label


def examples(folder: str, tokenizer, scorer, hints: Hints | None = None) -> list[Window]:
    out = []
    for article, by in scorer.corpus(folder).items():
        with open(scorer.text_path(folder, article), encoding="utf-8", newline="") as f:
            text = f.read()
        for attributions in by.values():
            pieces = scorer.by_line(text, attributions)
            pieces = [{role: scorer.trimmed(text, a[role]) for role in ROLES} for a in pieces]
            windows = cut(text, tokenizer)
            if hints:
                hints.attach(windows, text)
            for window in windows:
                label(window, pieces)
                window.versions = len(by)
            out += windows
    return out


def stored(path: str) -> list[Window]:
    with open(path, "rb") as f:
        return pickle.load(f)


def batches(windows: list[Window], pieces: int, rng: random.Random) -> list[list[Window]]:
    """Windows of like length together, up to `pieces` padded pieces a batch; in random order."""
    out: list[list[Window]] = [[]]
    longest = 0
    windows = [w for w in windows if w.versions == 1 or rng.random() < 1 / w.versions]
    for w in sorted(windows, key=lambda w: len(w.ids) * rng.uniform(.9, 1.1)):
        longest = max(longest, len(w.ids))
        if out[-1] and longest * (len(out[-1]) + 1) > pieces:
            out.append([])
            longest = len(w.ids)
        out[-1].append(w)
    rng.shuffle(out)
    return out


def surprise(scores: torch.Tensor, gold: torch.Tensor | None, soft: np.ndarray | None, share: float) -> torch.Tensor:
    """Cross entropy of scores [..., O B I] with gold labels, and by `share` with the teachers' probabilities instead."""
    log = F.log_softmax(scores, -1)
    share = 0. if soft is None else 1. if gold is None else share
    total = torch.zeros(())
    if gold is not None:
        total = total - (1 - share) * log.gather(-1, gold[..., None]).squeeze(-1)
    if soft is not None:
        p = torch.from_numpy(soft.astype(np.float32))
        total = total - share * (p / p.sum(-1, keepdim=True) * log).sum(-1)
    return total


def loss_of(net: Reader, batch: list[Window], mask: float, share: float) -> torch.Tensor:
    """Of a batch whose windows all have gold labels, or all have none."""
    vectors = encode(net, batch, mask)
    scores = net.labels(torch.cat(vectors))
    gold = torch.cat([torch.tensor(w.labels).T for w in batch]) if batch[0].labels else None
    soft = np.concatenate([w.soft for w in batch]) if batch[0].soft is not None else None
    total = 3 * surprise(scores, gold, soft, share).mean()
    cued, cues = torch.zeros(()), 0
    at = 0
    for w, x in zip(batch, vectors):
        mine = scores[at:at + len(w.words)]
        at += len(w.words)
        if w.cues:
            s = net.cued(x, mine, torch.tensor(w.cues))                              # [c, n, 2, 3]
            y = torch.tensor(w.cued).permute(0, 2, 1) if w.cued else None
            cued = cued + 2 * surprise(s, y, w.soft_cued, share).sum() / len(w.words)
            cues += len(w.cues)
    return total + cued / max(cues, 1)


def dev_scores(net: Reader, folder: str, tokenizer, scorer, hints: Hints | None = None) -> dict[str, float]:
    both = {"p1": scorer.Scores("A"), "p2": scorer.Scores("C")}
    for article, by in scorer.corpus(folder).items():
        with open(scorer.text_path(folder, article), encoding="utf-8", newline="") as f:
            text = f.read()
        windows = cut(text, tokenizer)
        if hints:
            hints.attach(windows, text)
        found = read(net, windows)
        attributions = [a for _, window in found for a in window]
        for gold in by.values():
            both["p1"].add(text, scorer.by_line(text, gold), scorer.by_line(text, attributions))
        both["p2"].add(text, by[min(by)], attributions)
    figures = {f"{p}.{k}": v for p, s in both.items() for k, v in s.figures().items()}
    return {k: round(v, 4) for k, v in figures.items() if k.endswith("f1") and isinstance(v, float)}


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0], formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    p.add_argument("--model", required=True, help="folder with config.json, model.safetensors, tokenizer.json")
    p.add_argument("--polnear", required=True, help="folder with train/ and dev/")
    p.add_argument("--score", required=True, help="folder of the scorers (attribution.py)")
    p.add_argument("--out", required=True)
    p.add_argument("--passes", type=int, default=8)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--pieces", type=int, default=1024, help="padded pieces a batch")
    p.add_argument("--rate", type=float, default=2e-4)
    p.add_argument("--head-rate", type=float, default=1e-3)
    p.add_argument("--dropout", type=float, default=.1)
    p.add_argument("--average", type=float, default=.999, help="decay of the weight average, a step")
    p.add_argument("--mask", type=float, default=0., help="share of pieces to hide in training")
    p.add_argument("--hints", help="file of hints.py: train a teacher")
    p.add_argument("--soft", help="file of teach.py, with gold, instead of --polnear's train part")
    p.add_argument("--more", help="file of teach.py, without gold, beside it")
    p.add_argument("--portion", type=float, default=1., help="of the windows of --more, taken in each pass")
    p.add_argument("--share", type=float, default=.5, help="of the teachers in the loss, where there is gold")
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--start", help="checkpoint whose averaged weights to begin with (heads of the same name and shape)")
    a = p.parse_args()
    sys.path.insert(0, a.score)
    import attribution as scorer                                    # the project's own definition of gold and of the metrics
    import attribution_metrics
    scorer.trimmed, scorer.Scores = attribution_metrics.trimmed, attribution_metrics.Scores

    os.makedirs(a.out, exist_ok=True)
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    tokenizer = Tokenizer.from_file(os.path.join(a.model, "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    hints = Hints(a.hints) if a.hints else None
    windows = stored(a.soft) if a.soft else examples(os.path.join(a.polnear, "train"), tokenizer, scorer, hints)
    more = stored(a.more) if a.more else []
    net, average = (Reader(a.model, a.dropout, hints=hints.sizes if hints else None) for _ in range(2))

    def plan(rng: random.Random) -> list[list[Window]]:
        todo = batches(windows, a.pieces, rng)
        if more:
            todo += batches([w for w in more if rng.random() < a.portion], a.pieces, rng)
            rng.shuffle(todo)
        return todo

    if a.start:
        theirs, mine = torch.load(a.start)["average"], net.state_dict()
        net.load_state_dict(mine | {k: v for k, v in theirs.items() if k in mine and v.shape == mine[k].shape})
    average.load_state_dict(net.state_dict())
    body = [w for n, w in net.named_parameters() if n.startswith("encoder.") and w.requires_grad]
    heads = [w for n, w in net.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW([{"params": body, "peak": a.rate}, {"params": heads, "peak": a.head_rate}],
                                  weight_decay=.01, betas=(.9, .98), fused=True)
    last = os.path.join(a.out, "last.pt")
    begin = step = 0
    if os.path.exists(last):
        state = torch.load(last)
        net.load_state_dict(state["net"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        begin, step = state["pass"], state["step"]
    total = len(plan(random.Random(a.seed))) * a.passes
    print(f"{len(windows)} windows, {sum(len(w.ids) for w in windows)} pieces, {total} steps", flush=True)

    for number in range(begin, a.passes):
        started, net_loss = time.time(), 0.0
        net.train()
        todo = plan(random.Random(a.seed * 1000 + number))
        for done, batch in enumerate(todo, 1):
            share = min(1., (step + 1) / (.06 * total)) * max(0., 1 - step / total)
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * share
            loss = loss_of(net, batch, a.mask, a.share)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.)
            optimizer.step()
            step += 1
            net_loss += loss.item()
            decay = min(a.average, (1 + step) / (10 + step))
            with torch.no_grad():
                for slow, fast in zip(average.parameters(), net.parameters()):
                    if fast.requires_grad:
                        slow.lerp_(fast, 1 - decay)
            if done % 100 == 0:
                print(f"pass {number} {done}/{len(todo)} loss {net_loss / done:.4f} {time.time() - started:.0f} s", flush=True)
        figures = {"pass": number + 1, "loss": round(net_loss / len(todo), 4), "seconds": round(time.time() - started),
                   **dev_scores(average, os.path.join(a.polnear, "dev"), tokenizer, scorer, hints)}
        print(json.dumps(figures), flush=True)
        with open(os.path.join(a.out, "log.jsonl"), "a", encoding="utf-8") as f:
            f.write(json.dumps(figures) + "\n")
        torch.save({"net": net.state_dict(), "average": average.state_dict(), "optimizer": optimizer.state_dict(),
                    "pass": number + 1, "step": step}, last + ".new")
        os.replace(last + ".new", last)


if __name__ == "__main__":
    main()
