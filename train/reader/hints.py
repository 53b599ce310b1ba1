"""What a teacher is told about each word besides the word: its shape, spaCy's tag and dependency, and what the rules read there.

    python3 hints.py --spacy EN_CORE_WEB_MD --hearsay ../../build/hearsay --out hints.pkl TEXTS/*.txt …

Needs spacy (beside this folder's requirements). The student that the program runs gets no hints: it learns from the teacher what they
were good for (distillation with privileged information, Lopez-Paz et al. 2016). Texts are known by their SHA-256.
"""
from __future__ import annotations

import argparse
import bisect
import hashlib
import json
import pickle
import re
import subprocess

from windows import ROLES, Range, Window

Token = tuple[int, int, int, int, int]                    # begin, end, tag, dependency, tag of the head
SHAPES = 7


def key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def shape(word: str) -> int:
    if word.isdigit():
        return 1
    if any(c.isdigit() for c in word):
        return 2
    if len(word) > 1 and word.isupper():
        return 3
    return 4 if word[:1].isupper() else 5 if word[:1].islower() else 6


class Hints:
    """All hints of a run; `sizes` are the numbers of values of each."""

    def __init__(self, path: str):
        with open(path, "rb") as f:
            self.tags, self.dependencies, self.texts = pickle.load(f)

    @property
    def sizes(self) -> list[int]:
        return [SHAPES, self.tags, self.dependencies, self.tags, 3, 3, 3]

    def attach(self, windows: list[Window], text: str) -> None:
        """Sets `hints` of each window: a row of values for each of its pieces."""
        tokens, marks = self.texts[key(text)]
        starts = [t[0] for t in tokens]
        for w in windows:
            w.hints = [[0] * len(self.sizes) for _ in w.ids]
            for k, (begin, end) in enumerate(zip(w.begin, w.end)):
                i = bisect.bisect_right(starts, begin) - 1
                token = tokens[i] if i >= 0 and tokens[i][1] > begin else (0, 0, 0, 0, 0)
                row = [shape(text[begin:end]), *token[2:], *(_label(marks[role], begin, end) for role in ROLES)]
                last = w.words[k + 1] if k + 1 < len(w.words) else len(w.ids) - 1
                for piece in range(w.words[k], last):
                    w.hints[piece] = row


def _label(spans: list[Range], begin: int, end: int) -> int:
    """O, B, I of a word under spans sorted by their begin."""
    over = [b for b, e in spans if b < end and e > begin]
    return 0 if not over else 1 if any(b >= begin for b in over) else 2


def parsed(nlp, text: str, tags: dict[str, int], dependencies: dict[str, int]) -> list[Token]:
    lines = [m for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    return [(m.start() + t.idx, m.start() + t.idx + len(t), tags.get(t.tag_, 0), dependencies.get(t.dep_, 0), tags.get(t.head.tag_, 0))
            for m, doc in zip(lines, nlp.pipe([m.group() for m in lines], batch_size=64)) for t in doc if not t.is_space]


def read_by_rules(hearsay: str, paths: list[str]) -> dict[str, dict[str, list[Range]]]:
    """The outermost attributions' ranges by role, in code points of the file."""
    out = {}
    for at in range(0, len(paths), 50):
        run = subprocess.run([hearsay, "annotate", "--reader", "rules", *paths[at:at + 50]], capture_output=True, check=True)
        for line in run.stdout.decode().splitlines():
            reading = json.loads(line)
            raw = open(reading["source"]["path"], "rb").read()
            point = lambda byte: len(raw[:byte].decode("utf-8", "ignore"))
            runs = reading["map"]
            starts = [r[0] for r in runs]
            def source(byte: int) -> int:
                r = runs[max(bisect.bisect_right(starts, byte) - 1, 0)]
                return min(r[1] + max(byte - r[0], 0), r[1] + r[2])
            outer = [a for a in reading["attributions"] if a.get("parent") is None]
            out[reading["source"]["path"]] = {
                role: sorted({(point(source(b)), point(source(e))) for a in outer for b, e in a.get(role) or []}) for role in ROLES}
    return out


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("texts", nargs="+")
    p.add_argument("--spacy", required=True, help="folder of en_core_web_md (set-up unpacks it)")
    p.add_argument("--hearsay", required=True)
    p.add_argument("--out", required=True)
    a = p.parse_args()
    import spacy
    nlp = spacy.load(a.spacy, disable=["ner", "lemmatizer", "attribute_ruler", "senter"])
    tags = {t: i + 1 for i, t in enumerate(nlp.get_pipe("tagger").labels)}
    dependencies = {t: i + 1 for i, t in enumerate(nlp.get_pipe("parser").labels)}
    rules = read_by_rules(a.hearsay, a.texts)
    texts = {}
    for path in a.texts:
        with open(path, encoding="utf-8", newline="") as f:
            text = f.read()
        texts[key(text)] = parsed(nlp, text, tags, dependencies), rules.get(path, {r: [] for r in ROLES})
    with open(a.out, "wb") as f:
        pickle.dump((len(tags) + 1, len(dependencies) + 1, texts), f)


if __name__ == "__main__":
    main()
