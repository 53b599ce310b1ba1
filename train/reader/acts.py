"""Trains the head that tells the act of a cue (say, deny, promise …) from the vectors of its first and last word.

    python3 acts.py --model MODEL --polnear CORPORA/polnear --score SCORERS --hearsay ../../build/hearsay --run RUN/last.pt

The labels are the rules' own: where the lexicon knows the cue and the parse its frame, the act is right by table. The head is for the
cues that the lexicon does not know, so it is judged on cues whose words it never saw: every fifth cue string is left out, then
all are used. The encoder stays as it is. Writes `act.weight` and `act.bias` into the checkpoint's averaged weights.
"""
from __future__ import annotations

import argparse
import collections
import os
import sys
import zlib

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from decode import encode
from heads import Reader
from windows import cut

ACTS = ("say report announce acknowledge deny claim allege accuse promise threaten demand order ask believe expect want know show"
        " suggest perceive other").split()                         # Act's order in src/reading/reading.h


def examples(net: Reader, folder: str, tokenizer, hearsay: str, common) -> tuple[torch.Tensor, torch.Tensor, list[str]]:
    x, y, cues = [], [], []
    paths = sorted(os.path.join(folder, "text", n) for n in os.listdir(os.path.join(folder, "text")))
    for path, reading in common.annotate(hearsay, paths, options=["--reader", "rules"]).items():
        text = reading.text
        wanted = [(reading.chars(a["cue"][0]), a["act"]) for a in reading.get("attributions") if a.get("parent") is None]
        mine = [(w, [(b, e, act) for (b, e), act in wanted if w.begin[0] <= b and e <= w.end[-1]]) for w in cut(text, tokenizer)]
        mine = sorted((m for m in mine if m[1]), key=lambda m: len(m[0].ids))
        for at in range(0, len(mine), 16):
            batch = mine[at:at + 16]
            for (w, found), vectors in zip(batch, encode(net, [w for w, _ in batch])):
                for b, e, act in found:
                    words = [k for k in range(len(w.words)) if w.begin[k] < e and w.end[k] > b]
                    if words:
                        x.append(torch.cat([vectors[words[0]], vectors[words[-1]]]))
                        y.append(ACTS.index(act))
                        cues.append(text[b:e].lower())
    return torch.stack(x), torch.tensor(y), cues


def fitted(x: torch.Tensor, y: torch.Tensor, seed: int = 1) -> torch.nn.Linear:
    torch.manual_seed(seed)
    head = torch.nn.Linear(x.shape[1], len(ACTS))
    torch.nn.init.zeros_(head.weight)
    count = collections.Counter(y.tolist())
    weight = torch.tensor([min(4., (len(y) / len(ACTS) / max(count[k], 1)) ** .5) for k in range(len(ACTS))])
    optimizer = torch.optim.AdamW(head.parameters(), lr=3e-3, weight_decay=.05)
    for step in range(600):
        at = torch.randint(len(y), (512,))
        loss = F.cross_entropy(head(F.dropout(x[at], .2)), y[at], weight=weight)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return head


def main() -> None:
    a = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("--model", "--polnear", "--score", "--run", "--hearsay"):
        a.add_argument(name, required=True)
    a = a.parse_args()
    sys.path.insert(0, a.score)
    import common
    torch.set_num_threads(1)
    tokenizer = Tokenizer.from_file(os.path.join(a.model, "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    state = torch.load(a.run)
    net = Reader(a.model)
    net.load_state_dict(state["average"], strict=False)
    net.eval()
    with torch.no_grad():
        x, y, cues = examples(net, os.path.join(a.polnear, "train"), tokenizer, a.hearsay, common)
    held = torch.tensor([zlib.crc32(c.encode()) % 5 == 0 for c in cues])
    head = fitted(x[~held], y[~held])
    with torch.no_grad():
        right = head(x[held]).argmax(1) == y[held]
    most = collections.Counter(y[held].tolist()).most_common(1)[0][1]
    print(f"{len(y)} cues, {len(set(cues))} strings; on {int(held.sum())} cues whose strings were left out: {right.float().mean():.3f} right "
          f"(the most frequent act: {most / int(held.sum()):.3f})")
    head = fitted(x, y)
    state["average"]["act.weight"], state["average"]["act.bias"] = head.weight.data, head.bias.data
    torch.save(state, a.run + ".new")
    os.replace(a.run + ".new", a.run)


if __name__ == "__main__":
    main()
