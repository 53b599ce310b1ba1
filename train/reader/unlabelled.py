"""News without annotation, for the student to learn from its teachers' opinion: the article bodies of the Fake News Challenge.

    python3 unlabelled.py --fnc CORPORA/fnc --out TEXTS

Writes a file for each body, without the paragraphs that an earlier body has and without bodies shorter than 200 characters.
"""
from __future__ import annotations

import argparse
import csv
import os


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--fnc", required=True)
    p.add_argument("--out", required=True)
    a = p.parse_args()
    os.makedirs(a.out, exist_ok=True)
    csv.field_size_limit(1 << 30)
    seen: set[str] = set()
    number = 0
    for name in ("train_bodies.csv", "test_bodies.csv"):
        with open(os.path.join(a.fnc, name), encoding="utf-8", newline="") as f:
            for row in csv.DictReader(f):
                lines = [line for line in row["articleBody"].replace("\r", "").strip().split("\n")
                         if line.strip() and line.strip() not in seen]
                seen.update(line.strip() for line in lines)
                if sum(map(len, lines)) >= 200:
                    with open(os.path.join(a.out, f"{number:04}.txt"), "w", encoding="utf-8", newline="") as out:
                        out.write("\n".join(lines))
                    number += 1
    print(f"{number} texts")


if __name__ == "__main__":
    main()
