"""Is every layer of hearsay's language room what spaCy gives?  Fails on any difference.

    python spacy_parity.py PRINT_LAYERS PACK MODEL_FOLDER TEXTS…

PRINT_LAYERS is the test program print_layers, PACK what hearsay-pack made of MODEL_FOLDER, TEXTS files of one JSON string
a line (*.jsonl; each is read as one Doc) or plain text (each line that is not blank is one). Needs spaCy 3.8 on Python
3.11, whose Unicode tables the program carries.
"""
from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys

for library in ("OMP", "OPENBLAS", "BLIS", "MKL"):
    os.environ[library + "_NUM_THREADS"] = "1"
import spacy  # noqa: E402

FIELDS = ("range", "range", "space_after", "tag", "pos", "morph", "lemma", "head", "dep", "left_edge", "right_edge",
          "sent_start", "entity", "entity_begin", "lower")


def texts_of(path: str) -> list[str]:
    with open(path, encoding="utf-8", newline="\n") as file:
        lines = file.read().split("\n")
    if path.endswith(".jsonl"):
        return [json.loads(line) for line in lines if line]
    return [line for line in lines if line.strip()]


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def spacy_rows(doc) -> tuple[list[list[str]], list[list[str]]]:
    offsets = [0]
    for character in doc.text:
        offsets.append(offsets[-1] + len(character.encode("utf-8")))
    rows = []
    for t in doc:
        rows.append([str(v) for v in (
            offsets[t.idx], offsets[t.idx + len(t)], int(bool(t.whitespace_)), t.tag_, t.pos_, t.morph,
            escaped(t.lemma_), t.head.i, t.dep_, t.left_edge.i, t.right_edge.i, int(bool(t.is_sent_start)),
            t.ent_type_, int(t.ent_iob_ == "B"), escaped(t.lower_))])
    chunks = [[str(c.start), str(c.end), str(c.root.i)] for c in doc.noun_chunks]
    return rows, chunks


def our_rows(program: str, pack: str, texts: list[str]):
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    done = subprocess.run([program, pack], input=lines.encode(), stdout=subprocess.PIPE)
    if done.returncode:
        sys.exit(f"{program} failed with status {done.returncode}")
    units, rows, chunks = [], [], []
    for line in done.stdout.decode("utf-8").split("\n")[:-1]:
        fields = line.split("\t")
        if line == "":
            units.append((rows, chunks))
            rows, chunks = [], []
        elif fields[0] == "C":
            chunks.append(fields[1:])
        else:
            rows.append(fields)
    return units


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("pack")
    parser.add_argument("model")
    parser.add_argument("texts", nargs="+")
    parser.add_argument("--show", type=int, default=20)
    arguments = parser.parse_args()

    nlp = spacy.load(arguments.model)
    texts = [text for path in arguments.texts for text in texts_of(path)]
    ours = our_rows(arguments.program, arguments.pack, texts)
    if len(ours) != len(texts):
        sys.exit(f"{len(ours)} texts came back of {len(texts)}")
    tokens = wrong_tokens = wrong_texts = 0
    layers: dict[str, int] = {}
    for text, (rows, chunks) in zip(texts, ours):
        their_rows, their_chunks = spacy_rows(nlp(text))
        tokens += len(their_rows)
        if rows == their_rows and chunks == their_chunks:
            continue
        wrong_texts += 1
        shown = []
        by_range = {tuple(row[:2]): row for row in rows}
        for i, theirs in enumerate(their_rows):
            mine = by_range.get(tuple(theirs[:2]))
            wrong = ["range"] if mine is None else [
                f for f, a, b in zip(FIELDS, mine, theirs) if a != b]
            wrong_tokens += bool(wrong)
            for name in wrong:
                layers[name] = layers.get(name, 0) + 1
            if wrong:
                shown.append(f"    token {i} {theirs}\n    ours    {mine}")
        if chunks != their_chunks:
            layers["noun_chunks"] = layers.get("noun_chunks", 0) + 1
            shown.append(f"    chunks {their_chunks}\n    ours   {chunks}")
        if wrong_texts <= arguments.show:
            print(repr(text[:300]))
            print("\n".join(shown[:3]))
    share = 1 - wrong_tokens / max(tokens, 1)
    print(f"{len(texts)} texts, {tokens} tokens, {wrong_tokens} differ ({share:.6f} equal) in {wrong_texts} texts; "
          f"by layer {layers}")
    return 1 if wrong_texts else 0


if __name__ == "__main__":
    sys.exit(main())
