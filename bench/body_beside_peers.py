#!/usr/bin/env python3
"""The article's body by hearsay and by other extractors, on the same pages, with the same measures, in one run.

    pip install trafilatura resiliparse        (in a venv of its own)
    npm install @mozilla/readability linkedom  (in a folder of its own: NODE)
    bench/body_beside_peers.py --data CORPORA/pages --score SCORERS --hearsay build/hearsay --node NODE

Peers run with their default settings; a peer that is not installed is left out. What a peer prints is cut into paragraphs
at line ends (Readability.js: at block elements of the content that it returns). Measures are those of pages.py; comments of
forum threads count where the extractor gives them. Seconds are the user time of extraction alone, one process each, for
orientation; html_bench measures.
"""
from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

READABILITY = r"""
const fs = require('fs');
const { Readability } = require('@mozilla/readability');
const { parseHTML } = require('linkedom');
const BLOCKS = new Set(['P','DIV','LI','UL','OL','H1','H2','H3','H4','H5','H6','BLOCKQUOTE','SECTION','ARTICLE','TABLE','TR',
  'TD','TH','FIGURE','FIGCAPTION','PRE','DD','DT','DL','HEADER','FOOTER','MAIN','ASIDE','BR']);
function lines(root) {
  const out = [''];
  (function walk(n) {
    if (n.nodeType === 3) { out[out.length - 1] += n.textContent; return; }
    const block = BLOCKS.has(n.nodeName);
    if (block && out[out.length - 1].trim()) out.push('');
    for (const c of n.childNodes || []) walk(c);
    if (block && out[out.length - 1].trim()) out.push('');
  })(root);
  return out.map(l => l.replace(/\s+/g, ' ').trim()).filter(Boolean);
}
const seconds0 = process.cpuUsage();
for (const path of fs.readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean)) {
  let found = [];
  try {
    const { document } = parseHTML(fs.readFileSync(path, 'utf8'));
    const article = new Readability(document).parse();
    if (article && article.content) found = lines(parseHTML('<html><body>' + article.content + '</body></html>').document.body);
  } catch (e) {}
  console.log(JSON.stringify({ path, lines: found }));
}
console.log(JSON.stringify({ seconds: process.cpuUsage(seconds0).user / 1e6 }));
"""


def version(package: str) -> str:
    return importlib.metadata.version(package)


def by_trafilatura(files: dict[str, str]):
    import trafilatura
    begin, out = time.process_time(), {}
    for page, path in files.items():
        text = trafilatura.extract(open(path, "rb").read()) or ""
        out[page] = [("paragraph", line) for line in text.split("\n") if line.strip()]
    return "trafilatura " + version("trafilatura"), out, time.process_time() - begin


def decoded(path: str) -> str:
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    raw = open(path, "rb").read()
    return bytes_to_str(raw, detect_encoding(raw))


def by_resiliparse(files: dict[str, str]):
    from resiliparse.extract.html2text import extract_plain_text
    begin, out = time.process_time(), {}
    for page, path in files.items():
        text = extract_plain_text(decoded(path), main_content=True)
        out[page] = [("paragraph", line) for line in text.split("\n") if line.strip()]
    return "resiliparse " + version("resiliparse"), out, time.process_time() - begin


def by_readability(files: dict[str, str], node: str):
    with tempfile.TemporaryDirectory() as folder:
        listing, pages = os.path.join(folder, "list"), {}
        for n, (page, path) in enumerate(files.items()):
            text = os.path.join(folder, f"{n}.html")
            with open(text, "w", encoding="utf-8") as f:
                f.write(decoded(path))
            pages[text] = page
        with open(listing, "w", encoding="utf-8") as f:
            f.write("\n".join(pages))
        script = os.path.join(folder, "read.js")
        with open(script, "w", encoding="utf-8") as f:
            f.write(READABILITY)
        run = subprocess.run(["node", script, listing], capture_output=True, text=True, check=True,
                             env=os.environ | {"NODE_PATH": os.path.join(node, "node_modules")})
    out, seconds = {page: [] for page in files}, 0.0
    for line in run.stdout.splitlines():
        record = json.loads(line)
        seconds = record.get("seconds", seconds)
        if "path" in record:
            out[pages[record["path"]]] = [("paragraph", text) for text in record["lines"]]
    package = json.load(open(os.path.join(node, "node_modules/@mozilla/readability/package.json"), encoding="utf-8"))
    return "Readability.js " + package["version"], out, seconds


def by_hearsay(files: dict[str, str], program: str, scorer, captions: bool, forums: set[str]):
    import common
    begin = os.times()
    run = subprocess.run([program, "source", "--jsonl", "--threads", "1", *files.values()], capture_output=True)
    end = os.times()
    pages, out = {path: page for page, path in files.items()}, {page: [] for page in files}
    for line in run.stdout.splitlines():
        reading = common.Reading(json.loads(line))
        page = pages[reading.path]
        regions = ("main", "comments") if page in forums else ("main",)
        out[page] = [(p["kind"], reading.slice(p["span"])) for p in scorer.body_parts(reading, regions, captions)]
    return "hearsay", out, end.children_user - begin.children_user


def main() -> None:
    a = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    a.add_argument("--data", required=True, help="folder with fundus and wcxb")
    a.add_argument("--score", required=True, help="folder of pages.py")
    a.add_argument("--hearsay", default="build/hearsay")
    a.add_argument("--node", help="folder whose node_modules has @mozilla/readability and linkedom")
    a = a.parse_args()
    sys.path.insert(0, a.score)
    import common
    import pages as scorer

    rows: dict[str, dict[str, float]] = {}
    for chosen, load in (("fundus", scorer.load_fundus), ("wcxb", scorer.load_wcxb)):
        gold = load(os.path.join(a.data, chosen))
        forums = {page for page, g in gold.items() if g["type"] == "forum"}
        folder, files = common.gunzipped(list(gold))
        with folder:
            runs = [lambda: by_hearsay(files, a.hearsay, scorer, chosen == "wcxb", forums), lambda: by_trafilatura(files),
                    lambda: by_readability(files, a.node), lambda: by_resiliparse(files)]
            for run in runs:
                try:
                    name, found, seconds = run()
                except (ImportError, TypeError, FileNotFoundError, subprocess.CalledProcessError) as e:
                    print("left out:", e, file=sys.stderr)
                    continue
                row = rows.setdefault(name, {"seconds": 0.0})
                row["seconds"] += seconds
                if chosen == "fundus":
                    row["shingle"] = scorer.from_means([scorer.shingle_counts("\n".join(t for _, t in found[p]), g["body"])
                                                        for p, g in gold.items()])[2]
                    counts = [scorer.paragraph_counts(found[p], g["paragraphs"], sum(([h] for h in g["heads"]), []))
                              for p, g in gold.items()]
                    f, p, g = (sum(c[k] for c in counts) for k in range(3))
                    row["paragraph"] = 2 * f / max(1, p + g)
                else:
                    for kind in ("article", "forum"):
                        row[kind] = statistics.fmean(
                            scorer.words_prf("\n".join(t for _, t in found[p]), g["body"])[2]
                            for p, g in gold.items() if g["type"] == kind)
    print("| | fundus 4-grams F1 | fundus paragraphs F1 | wcxb articles, word F1 | wcxb forum, word F1 | user s |")
    print("|---|---|---|---|---|---|")
    for name, row in rows.items():
        print(f"| {name} | {row.get('shingle', 0):.3f} | {row.get('paragraph', 0):.3f} | {row.get('article', 0):.3f} | "
              f"{row.get('forum', 0):.3f} | {row['seconds']:.1f} |")


if __name__ == "__main__":
    main()
