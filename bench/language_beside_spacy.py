"""Words a second of the language room and of spaCy over the same texts, in turns, in one run.

    python3 bench/language_beside_spacy.py --speed build/bench/language_speed --pack build/models/en_core_web_md.pack \
        --model FOLDER_OF_THE_SAME_PIPELINE [--rounds 3] FILE...

Needs spaCy 3.8. Each line that is not blank is one Doc. Both run on one thread; rates are tokens a second of processor
time, spaCy's with its texts and model in memory (best of two batch sizes), ours cold: a new Analyzer for each round.
"""
import argparse
import os
import re
import statistics
import subprocess
import time

for library in ("OMP", "OPENBLAS", "BLIS", "MKL"):
    os.environ[library + "_NUM_THREADS"] = "1"

import spacy  # noqa: E402  (reads the variables above)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speed", required=True, help="the language_speed program")
    parser.add_argument("--pack", required=True)
    parser.add_argument("--model", required=True, help="the spaCy pipeline that the pack was made from")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("files", nargs="+")
    args = parser.parse_args()

    lines = []
    for path in args.files:
        with open(path, encoding="utf-8", errors="replace") as file:
            lines += [line for line in file.read().split("\n") if line.strip()]
    nlp = spacy.load(args.model)
    tokens = sum(len(doc) for doc in nlp.pipe(lines))  # warms spaCy up, too
    theirs, ours, output = [], [], ""
    for _ in range(args.rounds):
        for batch in (64, 256):
            begin = time.process_time()
            for _doc in nlp.pipe(lines, batch_size=batch):
                pass
            theirs.append(tokens / (time.process_time() - begin))
        output = subprocess.run([args.speed, "--rounds", "1", args.pack, *args.files], check=True, capture_output=True,
                                text=True).stdout
        ours.append(float(re.search(r"^cold +(\d+)", output, re.M).group(1)))
    spacy_rate = max(statistics.median(theirs[0::2]), statistics.median(theirs[1::2]))
    print(output, end="")
    print(f"\nspaCy {spacy.__version__}: {spacy_rate:.0f} tokens/s   hearsay: {statistics.median(ours):.0f} tokens/s   "
          f"ratio {statistics.median(ours) / spacy_rate:.1f}")


if __name__ == "__main__":
    main()
