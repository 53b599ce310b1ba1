"""Cases of coreference with their gold: what the program looks at (tools/coreference_candidates.cc) beside GUM and GAP.

A case is one pronoun or definite noun with its candidates. `right[k]` says that candidate k is of the same referent,
`wrong[k]` that it is not; what is neither is left out of the loss (GAP tells of two names only). Nobody is right where
no candidate is, or where GAP says neither name.
"""
from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field

PRONOUNS = set("he him his himself she her hers herself it its itself they them their theirs themselves".split())


@dataclass
class Text:
    name: str
    text: str
    units: list[tuple[int, int]]                 # code points of `text`
    heads: list[tuple[int, int]]                 # of the mentions, code points
    spans: list[tuple[int, int]]
    referent: list[int]
    named: list[bool]
    cases: list["Case"] = field(default_factory=list)


@dataclass
class Case:
    text: int                                    # index of its Text
    noun: bool
    head: tuple[int, int]
    form: int                                    # Anaphor::Form
    features: list[int]
    candidates: list[int]                        # indices of mentions
    pairs: list[list[int]]
    right: list[bool]
    wrong: list[bool]
    nobody: bool                                 # is "nobody" right?
    gap: list[tuple[bool, set[int]]] | None = None   # for A and B: coreferent?, the referents that stand on it
    kind: str = ""                               # GUM's kind of the anaphor's mention; "" where it has none
    in_scope: bool = False                       # its cluster is of a person or body with a name
    scores: list[float] = field(default_factory=list)   # the program's own


def dump(program: str, model: str, texts: dict[str, str], scorers: str):
    """name -> the program's record, placed; and the first line."""
    sys.path.insert(0, scorers)
    import common
    folder, paths = common.write_texts(texts)
    blocks, out = None, {}
    with folder:
        names = list(paths)
        for at in range(0, len(names), 400):
            part = names[at:at + 400]
            run = subprocess.run([program, model, *(paths[n] for n in part)], capture_output=True)
            if run.returncode not in (0, 3):
                raise SystemExit(run.stderr.decode("utf-8", "replace"))
            lines = run.stdout.decode("utf-8").split("\n")
            blocks = json.loads(lines[0])
            back = {paths[n]: n for n in part}
            for line in lines[1:]:
                if line:
                    r = json.loads(line)
                    r["source"] = {"path": r["path"], "bytes": r.pop("size")}
                    name = back[r["path"]]
                    out[name] = (common.Placed(r, texts[name]), r)
    return blocks, {n: out[n] for n in names if n in out}


class Chars:
    def __init__(self, text: str):
        import common
        self.points = common.CodePoints(text.encode("utf-8"))

    def __call__(self, b: int, e: int) -> tuple[int, int]:
        return self.points.range(b, e)


def text_of(name: str, record: dict) -> Text:
    chars = Chars(record["text"])
    m = record["mentions"]
    return Text(name, record["text"], [chars(*u) for u in record["units"]], [chars(x[2], x[3]) for x in m],
                [chars(x[0], x[1]) for x in m], [x[4] for x in m], [bool(x[5]) for x in m])


def first_range(placed, b: int, e: int):
    found = placed.at([b, e])
    return found[0] if found else None


def case_of(index: int, chars: Chars, c: dict) -> Case:
    n = len(c["candidates"])
    return Case(index, c["noun"], chars(*c["head"]), c["features"][0], c["features"], [k[0] for k in c["candidates"]],
                [k[1] for k in c["candidates"]], [False] * n, [False] * n, False, scores=c.get("scores") or [])


def gum(program: str, model: str, scorers: str, data: str, splits: list[str]):
    sys.path.insert(0, scorers)
    import coreference as gold
    documents = {d.name: d for d in map(gold.load_gum, gold.split_files(data, "gum/*/*.conllu", splits))}
    blocks, records = dump(program, model, {k: d.text for k, d in documents.items()}, scorers)
    texts = []
    for name, (placed, record) in records.items():
        d, chars = documents[name], Chars(record["text"])
        text = text_of(name, record)
        index = len(texts)
        texts.append(text)

        def golds(ranges):
            matched = gold.Matched(d, [[r] if r else [] for r in ranges])
            return [row[0][2] if row else None for row in matched.mentions]

        of_mention = golds([first_range(placed, m[0], m[1]) for m in record["mentions"]])
        of_case = golds([first_range(placed, *c["span"]) for c in record["cases"]])
        for x, raw in zip(of_case, record["cases"]):
            case = case_of(index, chars, raw)
            for k, m in enumerate(case.candidates):
                y = of_mention[m]
                same = x is not None and y is not None and y.cluster == x.cluster
                case.right[k] = same and y is not x
                case.wrong[k] = not same
            case.nobody = not any(case.right)
            if x is not None:
                case.kind = x.kind + (":" + x.aside if x.aside else "")
                case.in_scope = x.cluster in d.scope
            text.cases.append(case)
    return blocks, texts


def gap(program: str, model: str, scorers: str, data: str, splits: list[str]):
    sys.path.insert(0, scorers)
    import coreference as gold
    snippets = gold.load_gap(gold.split_files(data, "gap/*.tsv", splits))
    blocks, records = dump(program, model, {k: s[0] for k, s in snippets.items()}, scorers)
    texts = []
    for name, (placed, record) in records.items():
        _, _, pronoun, names = snippets[name]
        chars = Chars(record["text"])
        text = text_of(name, record)
        index = len(texts)
        texts.append(text)
        found = [first_range(placed, m[0], m[1]) for m in record["mentions"]]
        marks = []
        for span, same in names:
            near = [(r[1] - r[0], text.referent[i]) for i, r in enumerate(found) if r and gold.overlap(r, span)]
            marks.append((same, {v for length, v in near if length == min(near)[0]}))
        for raw in record["cases"]:
            if first_range(placed, *raw["span"]) != pronoun:
                continue
            case = case_of(index, chars, raw)
            case.gap, case.kind, case.in_scope = marks, "pronoun", any(s for s, _ in marks)
            yes = set().union(*(r for s, r in marks if s), set())
            no = set().union(*(r for s, r in marks if not s), set()) - yes
            for k, m in enumerate(case.candidates):
                r = text.referent[m]
                is_pronoun = text.text[slice(*text.spans[m])].lower() in PRONOUNS
                if yes:
                    case.right[k] = r in yes
                    case.wrong[k] = r not in yes and not is_pronoun
                elif case.in_scope:              # the name was missed: only the other one is known to be wrong
                    case.wrong[k] = r in no
                    case.right[k] = False
                else:
                    case.wrong[k] = r in no
                    case.right[k] = not case.wrong[k] and not is_pronoun
            case.nobody = not case.in_scope or not any(case.right)
            text.cases.append(case)
    return blocks, texts
