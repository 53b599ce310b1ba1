"""Trains the judge of coreference on GUM's train part and GAP's validation part, and prints figures on what it did not see.

    python3 train.py --model MINILM --program coreference_candidates --pack en_core_web_md.pack --corpora CORPORA/coreference
        --score SCORERS --out RUN --kind features|frozen|tuned [--encoder READER_RUN/last.pt]

features   over the program's features alone: RUN/pronoun.pt and RUN/noun.pt, for export_table.py
frozen     over features and the vectors of an encoder that stays as it is: RUN/heads.pt, for export.py
tuned      the encoder learns too: RUN/tuned.pt with both (a study; the reader's training takes joint.py's loss instead)

The figures count the program's referents as they stood when it looked; the scorer's own need the program with the weights in it.
"""
from __future__ import annotations

import argparse
import os
import pickle
import random
import sys
import time

import torch
from tokenizers import Tokenizer

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "reader"))

import cases  # noqa: E402
import joint  # noqa: E402
import scorer  # noqa: E402
from batches import batch, usable  # noqa: E402
from measure import decision, figures  # noqa: E402


def corpora(a) -> dict:
    """What the program saw, read once and kept in RUN/cases.pkl."""
    path = os.path.join(a.out, "cases.pkl")
    if os.path.exists(path):
        with open(path, "rb") as f:
            return pickle.load(f)
    of = (a.program, a.pack, a.score, a.corpora)
    out = {}
    out["blocks"], out["gum train"] = cases.gum(*of, ["train"])
    out["gum dev"] = cases.gum(*of, ["dev"])[1]
    out["gap validation"] = cases.gap(*of, ["validation"])[1]
    out["gap development"] = cases.gap(*of, ["development"])[1]
    with open(path, "wb") as f:
        pickle.dump(out, f)
    return out


class Fixed(torch.nn.Module):
    """Stands for an encoder whose vectors were computed before: the ids are those of windows."""

    def __init__(self, encoder, width: int):
        super().__init__()
        self.encoder, self.width, self.known = encoder, width, {}

    def forward(self, ids, present):
        out = torch.zeros(*ids.shape, self.width)
        missing = []
        for i in range(len(ids)):
            key = tuple(ids[i, :int(present[i].sum())].tolist())
            if key in self.known:
                out[i, :len(key)] = self.known[key].float()
            else:
                missing.append((i, key))
        if missing:
            rows = [i for i, _ in missing]
            with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
                x = self.encoder(ids[rows], present[rows]).float()
            for r, (i, key) in enumerate(missing):
                self.known[key] = x[r, :len(key)].half()
                out[i, :len(key)] = x[r, :len(key)]
        return out


def found(heads, data: joint.Coreference, encoder) -> list:
    """[(case, text, decision)] of all cases."""
    out = []
    with torch.no_grad():
        for group in data.batches():
            empty = [(c, p.text) for p in group for c, _ in p.cases if not c.candidates]
            out += [(c, t, (None, 1.)) for c, t in empty]
            for noun, part, b in joint.head_batches(encoder, group, heads.features):
                score, none = (heads.noun if noun else heads.pronoun)(b)
                at = 0
                for k, (c, t) in enumerate(part):
                    s = score[at:at + len(c.pairs)].tolist()
                    at += len(c.pairs)
                    out.append((c, t, decision(c, t.referent, s, none[k].item())))
    return out


def report(heads, sets: dict, encoder) -> str:
    heads.eval()
    out = []
    for name, data in sets.items():
        seen = found(heads, data, encoder)
        for noun in (False, True):
            part = [(c, t, d) for c, t, d in seen if c.noun == noun]
            if part and not (noun and name.startswith("gap")):
                f = figures(part)
                out.append(f"{name} {'noun' if noun else 'pronoun'} p {f['p']:.3f} r {f['r']:.3f} f1 {f['f1']:.3f}")
    heads.train()
    return " | ".join(out)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--model", help="folder with config.json, model.safetensors, tokenizer.json; not for features")
    p.add_argument("--encoder", help="checkpoint of the reader's training, whose averaged encoder is taken")
    p.add_argument("--program", required=True, help="coreference_candidates")
    p.add_argument("--pack", required=True, help="the language pack it reads with")
    p.add_argument("--corpora", required=True)
    p.add_argument("--score", required=True, help="folder of coreference.py")
    p.add_argument("--out", required=True)
    p.add_argument("--kind", choices=["features", "frozen", "tuned"], required=True)
    p.add_argument("--on", nargs="*", default=["gum train", "gap validation"])
    p.add_argument("--passes", type=int, default=8)
    p.add_argument("--hidden", type=int, default=24)
    p.add_argument("--rank", type=int, default=48)
    p.add_argument("--rate", type=float, default=2e-3)
    p.add_argument("--encoder-rate", type=float, default=5e-5)
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    os.makedirs(a.out, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    data = corpora(a)
    features = sum(size for _, size in data["blocks"]["blocks"])
    dev = [name for name in ("gap development", "gum dev") if name not in a.on]
    if a.kind == "features":
        heads = joint.Heads(features, 0, a.hidden)
        tokenizer = encoder = None
    else:
        from heads import Reader
        tokenizer = Tokenizer.from_file(os.path.join(a.model, "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        net = Reader(a.model)
        if a.encoder:
            state = torch.load(a.encoder)["average"]
            net.encoder.load_state_dict({k.removeprefix("encoder."): v for k, v in state.items() if k.startswith("encoder.")})
        encoder = net.encoder
        heads = joint.Heads(features, encoder.width, a.hidden, a.rank)
    if a.kind == "frozen":
        encoder.eval()
        encoder = Fixed(encoder, encoder.width)
    train = joint.Coreference([t for name in a.on for t in data[name]], tokenizer)
    sets = {name: joint.Coreference(data[name], tokenizer, only_usable=False) for name in dev}
    pieces = 1500 if a.kind != "features" else 400
    steps = a.passes * sum(1 for _ in train.batches(pieces, 0))
    groups = [{"params": heads.parameters(), "lr": a.rate, "weight_decay": 0.02}]
    if a.kind == "tuned":
        groups.append({"params": [x for x in encoder.parameters() if x.requires_grad], "lr": a.encoder_rate, "weight_decay": 0.01})
    optimizer = torch.optim.AdamW(groups)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1, (s + 1) / (0.06 * steps)) * max(0, 1 - s / steps))
    began = time.time()
    for number in range(a.passes):
        if a.kind == "tuned":
            encoder.train()
        total = count = 0
        for group in train.batches(pieces, (a.seed, number)):
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=a.kind == "tuned"):
                value = joint.loss(encoder, heads, group)
            if not torch.is_tensor(value):
                continue
            optimizer.zero_grad()
            value.backward()
            torch.nn.utils.clip_grad_norm_([q for g in groups for q in g["params"]], 1.0)
            optimizer.step()
            schedule.step()
            total, count = total + value.item(), count + 1
        if a.kind == "tuned":
            encoder.eval()
        print(f"pass {number + 1} loss {total / count:.4f} {time.time() - began:.0f} s  {report(heads, sets, encoder)}", flush=True)
    if a.kind == "features":
        torch.save(heads.pronoun.state_dict(), os.path.join(a.out, "pronoun.pt"))
        torch.save(heads.noun.state_dict(), os.path.join(a.out, "noun.pt"))
    else:
        torch.save({"heads": heads.state_dict(), "hidden": a.hidden, "rank": a.rank, "features": features,
                    **({"encoder": encoder.state_dict()} if a.kind == "tuned" else {})}, os.path.join(a.out, f"{a.kind}.pt"))


if __name__ == "__main__":
    main()
