"""docs/tour.md is true: every file that it names exists, and every source file of the program is named in it.

    python3 tests/tour.py REPOSITORY
"""
import os
import re
import sys

FOLDERS = ("src", "include", "tools", "fuzz", "bench", "tests")
SOURCES = (".h", ".cc", ".py", ".sh")


def main() -> int:
    root = sys.argv[1]
    with open(os.path.join(root, "docs", "tour.md"), encoding="utf-8") as f:
        tour = f.read()
    # `src/base/span.h` names one file, `src/base/hash.{h,cc}` two, `src/cli/verbs/*.cc` all that match.
    named = set()
    for token in re.findall(r"`([\w./*{},-]+)`", tour):
        if not os.path.isdir(os.path.join(root, token.split("/")[0])) or "/" not in token:
            continue
        options = re.search(r"\{([^}]*)\}", token)
        for choice in options[1].split(",") if options else [None]:
            named.add(token if choice is None else token.replace(options[0], choice))
    wrong = 0
    present = set()
    for folder in FOLDERS:
        for at, folders, files in os.walk(os.path.join(root, folder)):
            folders[:] = [d for d in folders if d != "__pycache__"]
            present |= {os.path.relpath(os.path.join(at, f), root) for f in files if f.endswith(SOURCES)}
    for name in sorted(named):
        if not os.path.exists(os.path.join(root, name)):
            print(f"docs/tour.md names {name}, which does not exist")
            wrong += 1
    for name in sorted(present - named):
        print(f"{name} is not in docs/tour.md")
        wrong += 1
    print(f"tour: {len(present)} files, {len(named)} named, {wrong} wrong")
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main())
