"""Write spaCy's analysis of texts as TSV, which tests/support/spacy_tsv.{h,cc} loads into an Analysis.

    python3 spacy_dump.py MODEL_FOLDER sentences.txt > sentences.tsv          one unit for each non-blank line
    python3 spacy_dump.py MODEL_FOLDER --into FOLDER a.txt b.txt …            FOLDER/a.tsv, FOLDER/b.tsv, …

With it the reading room's tests need no model: they load small files of our own sentences that this script wrote. Format,
one line a record, fields parted by tabs; offsets are bytes from the unit's beginning, indices count its tokens:

    U  text                       begins a unit; backslash, tab and line break are written \\\\ \\t \\n
    T  begin end tag pos dep head lemma lower morph entity sentence_start space_after      entity: O, B-LABEL or I-LABEL
    N  begin end root             a noun chunk
"""
import argparse
import os
import sys

import spacy


def escaped(text):
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def records(doc):
    text = doc.text
    yield ["U", escaped(text)]
    ascii_only = text.isascii()
    offsets = None if ascii_only else [0]
    if offsets is not None:
        for c in text:
            offsets.append(offsets[-1] + len(c.encode("utf-8")))

    def at(i):
        return i if ascii_only else offsets[i]

    for t in doc:
        entity = "O" if t.ent_iob_ in ("O", "") else f"{t.ent_iob_}-{t.ent_type_}"
        yield ["T", at(t.idx), at(t.idx + len(t.text)), t.tag_, t.pos_, t.dep_, t.head.i, escaped(t.lemma_),
               escaped(t.lower_), str(t.morph), entity, int(bool(t.is_sent_start)), int(bool(t.whitespace_))]
    for chunk in doc.noun_chunks:
        yield ["N", chunk.start, chunk.end, chunk.root.i]


def write(nlp, path, out):
    with open(path, encoding="utf-8", newline="") as f:
        lines = [line for line in f.read().split("\n") if line.strip()]
    for doc in nlp.pipe(lines):
        for record in records(doc):
            out.write("\t".join(map(str, record)) + "\n")


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("model")
    p.add_argument("texts", nargs="+")
    p.add_argument("--into", help="folder for one .tsv a text; without it all goes to standard output")
    a = p.parse_args()
    nlp = spacy.load(a.model)
    for path in a.texts:
        if not a.into:
            write(nlp, path, sys.stdout)
            continue
        name = os.path.splitext(os.path.basename(path))[0] + ".tsv"
        with open(os.path.join(a.into, name), "w", encoding="utf-8") as out:
            write(nlp, path, out)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    main()
