"""How well a program finds attribution chains: the scorer of tests/data/chains.

    python3 tests/chains.py --hearsay build/hearsay [--reader rules|encoder] [--verbose] [--floor chain=0.5,voice=0.6,…] [--domain war,court]

Every item goes as a text file through `hearsay annotate` (one run for each --outlet that items name). The score compares the
printed attributions and claims with the expectations; words are compared by where they stand, in tokens (runs of letters and digits).

**Alignment.** Candidates are the claims, and every attribution that ends no claim's chain (a refusal to comment, say), with its parents as
its chain. A candidate's likeness to an expected content is the F1 of the tokens' places; it counts where F1 >= .5, or, at
.5, where one holds all of the other and is at most three times as long. Each expected claim takes the likeliest candidate; of
equals the deepest, then the first. A candidate may serve several expected claims (a program may join two sentences of one speaker).
Which voices stand in the chain plays no part.

**Whose word.** A printed link says whose word it is by its voice's name, or, without a voice, by its source's words. It agrees with an
expected name where (articles, honorifics, and whoever stands in the genitive left out, plural and singular alike) the last word before the first
preposition, comma or relative clause is in both, and one holds all words of the other: "the minister" is not "the minister's deputy",
"Osei" is "Lena Osei", "a spokesman for the mayor" is not "the mayor". An expected source that hides ("-") agrees with a link without voice and source.

**What is counted**, over expected "+" claims, an unaligned one counting as wrong throughout:

    found     a candidate is aligned
    chain     all links agree, in order (a document and its issuer may be one link or two; "?" links may be missing)
    voice     the innermost link agrees
    depth     as many links as expected
    cue       the innermost printed cue shares a place with the expected one, auxiliaries apart (where a cue is given)
    content   mean token F1 of the content
    act quote channel negated    of the innermost printed attribution, over the expectations that name them

and over the others: `own`, the share of "o" and "r" rows that no attribution claims (it would hold half of their tokens; a signature may
be a comment's own link), and `absent`, the share of "!" rows that hold no attribution: none whose content (articles apart) or
whose cue is inside the words; quote "scare" is none. `extra` counts the printed attributions that no expectation accounts
for: cue in no expected cue, content like no expected content. `crashes` counts the items for which the program died or printed
nothing. Chains are also told by depth, by domain and by tag.
"""
import argparse
import bisect
import json
import os
import subprocess
import sys
import tempfile

import chain_items
from chain_items import NotInText, find_all, locate, tokens

KEYS = ("found", "chain", "voice", "depth", "cue", "content", "act", "quote", "channel", "negated", "own", "absent")
AUXILIARIES = set("be is are was were been being am has have had having do does did done would will shall should could can may might must "
                  "to as by it not never n't that of for on with from so also then once only no".split())
LEFT_OUT = set("a an the his her its their our my your this that these those some only just even s".split())
HONORIFICS = set("mr mrs ms miss dr prof professor sir dame lord lady rev hon".split())
CLOSES = set("for at with from in on to by of off under over near behind outside inside between without before after who whom which that whose "
             "citing quoting , ( ; ) – — - : released published issued obtained seen commissioned conducted based posted broadcast dated "
             "signed shared filmed written".split())
QUANTIFIERS = set("one two three four five six seven eight nine ten some many most few several all both half none each dozens scores "
                  "hundreds thousands third quarter half per cent percent nearly about almost more than".split())
QUANTIFIERS |= {w[:-1] for w in QUANTIFIERS if w.endswith("s")}
GENERIC_TAILS = set("agency newspaper paper daily weekly magazine website radio podcast company group inc ltd plc co".split())
PRONOUNS = {"his": "he", "him": "he", "her": "she", "their": "they", "them": "they", "my": "i", "me": "i", "our": "we", "us": "we", "its": "it"}


def stem(word):
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def words_of(name):
    """(all words, last word of the head) of a name or phrase; see "Whose word" above."""
    have = tokens(name)
    kept, head, closed = [], None, False
    for i, (word, begin, end) in enumerate(have):
        after = [t[0] for t in have[i + 1:i + 3]]
        genitive = after[:1] == ["'"] and (after[1:] == ["s"] or word.endswith("s") and len(after) > 1)
        inside = word == "-" and 0 < begin and not name[begin - 1].isspace() and not name[end:end + 1].isspace()
        if word in CLOSES and not inside and (kept or not word[0].isalnum()):
            if word == "of" and all(k in QUANTIFIERS or k.isdigit() for k in kept):
                kept = []                                     # "two of the drivers" are drivers
            elif word in ("of", "for", "from", "in", "at"):
                closed = True                                 # belongs to the name, but is not its head
            else:
                break
            continue
        if genitive or word in LEFT_OUT or not word[0].isalnum():
            continue
        if word in HONORIFICS and after and after[0][0].isalnum() and after[0] not in CLOSES:
            continue
        kept.append(stem(word))
        if not closed and not (word.isdigit() and head):
            head = kept[-2] if word in GENERIC_TAILS and len(kept) > 1 else kept[-1]
    if not kept:
        kept = [PRONOUNS[w] for w, _, _ in have if w in PRONOUNS][:1]
        head = kept[0] if kept else None
    return {PRONOUNS.get(w, w) for w in kept}, PRONOUNS.get(head, head)


def says_the_same(name, expected):
    """Whether a printed name agrees with an expected one."""
    options = [expected]
    parts = [p.strip() for p in expected.split(",")]
    options += [p for p in parts if p and p.split()[0].casefold() not in CLOSES and not p[0].isdigit()]
    have, have_head = words_of(name)
    for option in options:
        want, want_head = words_of(option)
        if want and have and want_head in have and have_head in want and (have <= want or want <= have):
            return True
    return False


class Printed:
    """One reading, with its positions in tokens."""

    def __init__(self, reading):
        self.bytes = reading["text"].encode()
        self.tokens = tokens(reading["text"])
        self.begins, self.ends, at, done = [], [], 0, 0       # of the tokens, in bytes
        for _, begin, end in self.tokens:
            self.begins.append(at + len(reading["text"][done:begin].encode()))
            at = self.begins[-1] + len(reading["text"][begin:end].encode())
            self.ends.append(at)
            done = end
        self.voices = {v["id"]: v for v in reading.get("voices", [])}
        self.attributions = {a["id"]: a for a in reading.get("attributions", [])}
        self.order = [a["id"] for a in reading.get("attributions", [])]
        self.candidates = []
        ends = set()
        for c in reading.get("claims", []):
            chain = [self.attributions[a] for a in c["chain"] if a in self.attributions]
            ends |= {chain[-1]["id"]} if chain else set()
            self.candidates.append((self.word_places(c["content"]), chain, c))
        for a in self.attributions.values():
            if a["id"] not in ends:
                self.candidates.append((self.word_places(a["content"]), self.chain_of(a), None))

    def chain_of(self, attribution):
        chain, seen = [attribution], {attribution["id"]}
        while (parent := self.attributions.get(chain[0]["parent"])) and parent["id"] not in seen:
            chain.insert(0, parent)
            seen.add(parent["id"])
        return chain

    def places_of(self, ranges):
        return {i for b, e in ranges for i in range(bisect.bisect_right(self.ends, b), bisect.bisect_left(self.begins, e))}

    def word_places(self, ranges):
        return {i for i in self.places_of(ranges) if self.tokens[i][0][0].isalnum()}

    def who(self, attribution):
        """The name of whose word it is; None where it hides."""
        name = (self.voices.get(attribution["voice"]) or {}).get("name")
        if name:
            return name
        return " ".join(self.bytes[b:e].decode() for b, e in attribution["source"]) or None

    def agrees(self, link, attribution):
        name = self.who(attribution)
        return any(name is None if option == "-" else name is not None and says_the_same(name, option) for option in
                   (["-"] if link.hidden else link.names))


def likeness(have, want):
    common = len(have & want)
    if not common:
        return 0.0, 0.0
    f1 = 2 * common / (len(have) + len(want))
    small, large = sorted((len(have), len(want)))
    return f1, f1 if f1 >= .5 else .5 if common == small and large <= 3 * small else 0.0


def chain_agrees(printed, links, chain):
    """Whether the printed chain is the expected one: states are how many printed links the first expected links have used."""
    states = {0}
    for link in links:
        after = set(states) if link.optional else set()
        for at in states:
            if at < len(chain) and printed.agrees(link, chain[at]):
                after.add(at + 1)
                if link.document and at + 1 < len(chain) and printed.agrees(link, chain[at + 1]):
                    after.add(at + 2)
        states = after
    return len(chain) in states


def cue_places(printed, cue, near):
    """Places of the expected cue's words that carry it: the occurrence nearest to the content (not inside it, where there is a choice)."""
    found = set()
    parts = cue.split(" .. ")
    for part in parts:
        places = find_all(printed.tokens, part)
        if places:
            width = len(tokens(part))
            at = min(places, key=lambda p: (bool(near & set(range(p, p + width))),
                                            min((abs(p - n) for n in near), default=0), p))
            found |= set(range(at, at + width))
    carrying = {p for p in found if printed.tokens[p][0] not in AUXILIARIES}
    return carrying or found


def located(printed, claim):
    """The alternatives of a content that the reading's text holds, as sets of places of words."""
    out = []
    for content in claim.contents:
        try:
            out.append({i for b, e in locate(printed.tokens, content) for i in range(b, e) if printed.tokens[i][0][0].isalnum()})
        except NotInText:
            pass
    return [o for o in out if o]


def score_item(item, printed):
    """[(claim, {key: points}, note)], and how many attributions no expectation accounts for."""
    rows, cues, contents = [], set(), []
    for claim in item.claims:
        wants = located(printed, claim) if printed else []
        points, note = {}, ""
        if claim.kind == "!":
            points["absent"] = 1.0
            for a in printed.attributions.values() if printed else []:
                content, cue = printed.word_places(a["content"]), printed.places_of(a["cue"])
                everything = {p for b, e in (locate_all(printed, claim)) for p in range(b, e)}
                bare = {p for p in content if printed.tokens[p][0] not in LEFT_OUT}
                if a["quote"] != "scare" and any(bare and bare <= w or cue and cue <= everything for w in wants):
                    points["absent"], note = 0.0, f"attribution to {printed.who(a)!r}"
        elif claim.kind in "or":
            points["own"] = 1.0
            for _, chain, _ in [c for c in printed.candidates if c[1]] if printed else []:
                signature = claim.kind == "r" and len(chain) == 1 and claim.links and printed.agrees(claim.links[0], chain[0])
                if not signature and any(2 * len(w & printed.word_places(a["content"])) >= len(w) for w in wants for a in chain):
                    points["own"], note = 0.0, f"attribution to {printed.who(chain[-1])!r}"
            contents += wants if claim.kind == "r" else []
        else:
            contents += wants
            best = (0.0, 0, 0.0, None)
            for places, chain, _ in printed.candidates if printed else []:
                f1, like = max((likeness(places, w)[::-1] for w in wants), default=(0.0, 0.0))[::-1]
                if like and (like, len(chain)) > best[:2]:
                    best = (like, len(chain), f1, chain)
            chain = best[3]
            last = chain[-1] if chain else None
            points = {"found": float(best[0] > 0), "content": best[2]}
            points["chain"] = float(bool(chain) and chain_agrees(printed, claim.links, chain))
            points["voice"] = float(bool(chain) and printed.agrees(claim.links[-1], last))
            fewest = sum(not l.optional for l in claim.links)
            most = len(claim.links) + sum(l.document for l in claim.links)
            points["depth"] = float(bool(chain) and fewest <= len(chain) <= most)
            near = max(wants, key=len) if wants else set()
            for link in claim.links if printed else []:
                for cue in link.cues:
                    cues |= cue_places(printed, cue, near)
            if claim.links[-1].cues:
                have = printed.places_of(last["cue"]) if last else set()
                points["cue"] = float(bool(have) and any(have & cue_places(printed, c, near) for c in claim.links[-1].cues))
            for key in ("act", "quote", "channel"):
                if getattr(claim, key):
                    points[key] = float(bool(last) and last[key] in getattr(claim, key))
            if claim.negated is not None or claim.act and claim.act != ["deny"] and "negated" not in item.tags:
                points["negated"] = float(bool(last) and last["negated"] == bool(claim.negated))
            note = " > ".join(repr(printed.who(a)) for a in chain) if chain else "outlet" if best[0] else "nothing"
        rows.append((claim, points, note))
    extra = 0
    for a in printed.attributions.values() if printed else []:
        content = printed.word_places(a["content"])
        extra += not (printed.places_of(a["cue"]) & cues or any(likeness(content, w)[1] for w in contents))
    return rows, extra


def locate_all(printed, claim):
    try:
        return locate(printed.tokens, claim.contents[0])
    except NotInText:
        return []


class Table:
    """Means of points by group, in the order in which groups come up."""

    def __init__(self):
        self.groups, self.items = {}, {}

    def add(self, group, points):
        for key, value in points.items():
            self.groups.setdefault(group, {}).setdefault(key, []).append(value)

    def mean(self, group, key):
        values = self.groups.get(group, {}).get(key)
        return sum(values) / len(values) if values else None

    def count(self, group, key="found"):
        return len(self.groups.get(group, {}).get(key, []))

    def lines(self, groups, keys=KEYS):
        yield f"{'':22}{'n':>5}" + "".join(f"{k:>9}" for k in keys)
        for g in groups:
            cells = (self.mean(g, k) for k in keys)
            yield f"{g:22}{self.count(g):>5}" + "".join(f"{'' if c is None else format(c, '.3f'):>9}" for c in cells)


def score(items, readings):
    """(table, extra attributions, crashes, notes) for readings by item id."""
    table, extra, crashes, notes = Table(), 0, 0, []
    for item in items:
        reading = readings.get(item.id)
        crashes += reading is None
        rows, more = score_item(item, Printed(reading) if reading else None)
        extra += more
        for claim, points, note in rows:
            groups = ["all", "domain " + item.domain] + sorted(set(item.tags))
            if claim.kind == "+":
                groups.append(f"depth {min(sum(not l.optional for l in claim.links), 4)}")
            for g in groups:
                table.add(g, points)
            notes.append((item, claim, points, note))
    return table, extra, crashes, notes


def annotate(program, items, reader):
    """Readings by item id; an item for which the program dies, also alone, has none."""
    readings = {}
    by_outlet = {}
    for item in items:
        by_outlet.setdefault(item.outlet, []).append(item)
    with tempfile.TemporaryDirectory() as folder:
        for item in items:
            with open(os.path.join(folder, item.id + ".txt"), "w", encoding="utf-8", newline="\n") as f:
                f.write(item.text)

        def run(group, outlet):
            command = [program, "annotate", "--quiet", "--as", "text"] + (["--reader", reader] if reader else []) + \
                (["--outlet", outlet] if outlet else []) + [os.path.join(folder, i.id + ".txt") for i in group]
            done = subprocess.run(command, capture_output=True, timeout=600)
            if done.returncode == 2:
                raise SystemExit(f"chains: {done.stderr.decode(errors='replace').strip()}")
            for line in done.stdout.split(b"\n"):
                try:
                    reading = json.loads(line)
                    readings[os.path.basename(reading["source"]["path"])[:-4]] = reading
                except ValueError:
                    pass
            return done.returncode
        for outlet, group in sorted(by_outlet.items(), key=lambda g: g[0] or ""):
            if run(group, outlet) != 0:
                for item in group:
                    readings.pop(item.id, None)
                    if run([item], outlet) != 0:
                        readings.pop(item.id, None)
    return readings


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--hearsay", default="build/hearsay")
    parser.add_argument("--data", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "chains"))
    parser.add_argument("--reader", choices=("rules", "encoder"))
    parser.add_argument("--domain", help="only these domains, by commas")
    parser.add_argument("--floor", help="KEY=SHARE,…: fail below; a tag's by TAG.KEY=SHARE")
    parser.add_argument("--verbose", action="store_true", help="print every expectation that is not met in full")
    options = parser.parse_args()
    items = chain_items.read_set(options.data)
    if wrong := chain_items.check(items):
        print("\n".join(wrong))
        return 1
    if options.domain:
        items = [i for i in items if i.domain in options.domain.split(",")]
    table, extra, crashes, notes = score(items, annotate(os.path.abspath(options.hearsay), items, options.reader))
    if options.verbose:
        for item, claim, points, note in notes:
            missed = [k for k in KEYS if points.get(k, 1.0) < (.5 if k == "content" else 1.0)]
            if missed:
                print(f"{item.id} [{' '.join(missed)}] {claim.line}\n    read: {note}")
    groups = list(table.groups)
    for line in table.lines(["all"] + sorted(g for g in groups if g.startswith("depth ")) +
                            sorted(g for g in groups if g.startswith("domain ")) +
                            sorted(g for g in groups if " " not in g and g != "all")):
        print(line)
    attributed = table.count("all")
    print(f"{len(items)} items, {attributed} attributed claims; extra attributions {extra}; crashes {crashes}")
    failed = crashes > 0
    for floor in (options.floor or "").split(",") if options.floor else []:
        name, _, share = floor.partition("=")
        group, _, key = name.rpartition(".")
        have = table.mean(group or "all", key)
        if have is None or have < float(share):
            print(f"below the floor: {name} {have} < {share}")
            failed = True
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
