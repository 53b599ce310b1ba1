"""The set of attribution chains in tests/data/chains: its format, read and checked.

A file holds items. An item opens with "== ID TAG…"; its text follows, as it would lie in a text file, up to the first line of
expectations; an empty line ends it. Directives: "outlet: NAME" (option --outlet of the run), "pad: N" (N bytes of filler
paragraphs in the outlet's own voice go before the text). Expectations, one a line:

    + LINK > LINK > … :: CONTENT [FLAGS]    an attributed claim, its chain outermost first
    o :: CONTENT                            the outlet's own word: no attribution holds it
    r NAME :: CONTENT                       a reader's own word, NAME (may be missing) the signature of the comment
    ! WORDS                                 no attribution here: scare quotes, titles, deeds

    LINK      SOURCE = NAME | NAME {CUE|CUE}
              SOURCE: the words in the text, "-" for a source that the text hides. After "=": whose word it is, in alternatives;
              without it the source's own words say it. "=+": a document and its issuer, one link or two that follow each other.
              A leading "?" marks a link that may be missing. CUE: the cue's words in alternatives; without braces none is asked
    CONTENT   PIECE / PIECE: the parts of a broken content; alternatives are parted by "|"
    PIECE     words as in the text, or "FIRST WORDS .. LAST WORDS" for all from the one to the other; "#2" at the end: the second occurrence
    FLAGS     act, quote (d direct, m mixed, i indirect) and channel in the words of the contract, alternatives by "|"; neg, pos:
              the attribution is negated, or not (not: also wherever an act is given in an item without the tag "negated")

The standard library is enough.
"""
import glob
import os
import re

TOKEN = re.compile(r"\w+|[^\w\s]", re.UNICODE)
ACTS = set("say report announce acknowledge deny claim allege accuse promise threaten demand order ask believe expect want know "
           "show suggest perceive other".split())
CHANNELS = set("statement interview press_report document footage social_media broadcast poll court leak unknown".split())
QUOTES = {"d": "direct", "m": "mixed", "i": "indirect"}
FILLER = ("The road along the northern shore was closed for most of the winter. Snow lay on it until the last week of March, and "
          "the ploughs came twice. Three of the five bridges date from the time of the railway; the other two are newer.")

# What an item tries. First the patterns of chains, then those of single attributions, then what users of such tools complain of.
TAGS = set("""
complement phrase-citing quoted-by carried-by recipient wire document document-again footage poll bracket tag-cue hidden following source-line
according accuse attitude belief conditional coordinated deny first-person headline inverted know naming negated noun-cue order passive-agent
promise question suggest tweet comment own-voice article
action apostrophe apposition colon-line dash-speaker empty-marks gender indirect interrupted long marks-backtick marks-curly marks-guillemet
marks-low marks-single marks-straight multi-paragraph nested-marks nickname odd-marks pronoun role scare speaker-before titles transcript unclosed
""".split())


def tokens(text):
    """[(word, begin, end)] in code points; words are folded, so that marks and case do not matter where they should not."""
    return [(m[0].casefold().replace("’", "'"), m.start(), m.end()) for m in TOKEN.finditer(text)]


def find_all(haystack, needle):
    """All positions in the list of tokens where the words of the needle stand in a row."""
    want = [t[0] for t in tokens(needle)]
    if not want:
        return []
    have = [t[0] for t in haystack]
    return [i for i in range(len(have) - len(want) + 1) if have[i] == want[0] and have[i:i + len(want)] == want]


class NotInText(Exception):
    pass


def locate_piece(haystack, piece):
    """[first, last) of a piece in the list of tokens; NotInText where it has none or, without #N, several places."""
    number = None
    m = re.fullmatch(r"(.*)#(\d)", piece, re.S)
    if m:
        piece, number = m[1], int(m[2])
    first, _, last = (p.strip() for p in piece.partition(" .. "))
    places = find_all(haystack, first)
    if last:                            # the range must be unique, not its first words alone
        ends = find_all(haystack, last)
        places = [(p, min((e for e in ends if e >= p + len(tokens(first))), default=None)) for p in places]
        places = [(p, e + len(tokens(last))) for p, e in places if e is not None]
    else:
        places = [(p, p + len(tokens(first))) for p in places]
    if number is None and len(places) > 1:
        raise NotInText(f"ambiguous: {piece!r}")
    if len(places) < (number or 1):
        raise NotInText(f"not in the text: {piece!r}")
    return places[(number or 1) - 1]


def locate(haystack, content):
    """[[first, last), …] of one alternative of a content."""
    return [locate_piece(haystack, p.strip()) for p in content.split(" / ")]


class Link:
    def __init__(self, text):
        self.optional = text.startswith("?")
        m = re.fullmatch(r"(?P<source>.*?)(?:\s=(?P<doc>\+)?\s(?P<names>.*?))?(?:\s*\{(?P<cue>[^}]*)\})?", text.lstrip("?").strip(), re.S)
        self.source = m["source"].strip()
        self.hidden = self.source == "-"
        self.document = bool(m["doc"])
        self.names = [n.strip() for n in m["names"].split("|")] if m["names"] else [self.source.split(" .. ")[0]]
        self.cues = [c.strip() for c in m["cue"].split("|")] if m["cue"] else []


class Claim:
    """kind "+" attributed, "o" the outlet's own, "r" a reader's own, "!" absent."""

    def __init__(self, line):
        self.line = line
        self.kind, rest = line[0], line[1:].strip()
        self.act, self.quote, self.channel, self.negated, self.links = [], [], [], None, []
        if self.kind == "!":
            self.contents = [rest]
            return
        head, found, content = rest.partition(":: ") if rest.startswith(":: ") else rest.partition(" :: ")
        if not found:
            raise ValueError(f"no '::' in {line!r}")
        m = re.fullmatch(r"(.*?)\s*\[([a-z_| ]+)\]", content, re.S)
        if self.kind == "+" and m:
            content = m[1]
            for flag in m[2].split():
                words = flag.split("|")
                if flag in ("neg", "pos"):
                    self.negated = flag == "neg"
                elif all(w in ACTS for w in words):
                    self.act = words
                elif all(w in QUOTES for w in words):
                    self.quote = [QUOTES[w] for w in words]
                elif all(w in CHANNELS for w in words):
                    self.channel = words
                else:
                    raise ValueError(f"unknown flag {flag!r} in {line!r}")
        self.contents = [c.strip() for c in content.split("|")]
        self.links = [Link(l) for l in re.split(r"\s>\s", head)] if head.strip() else []
        if self.kind == "+" and not self.links:
            raise ValueError(f"no chain in {line!r}")


class Item:
    def __init__(self, head, path):
        self.id, *self.tags = head.split()
        self.domain = self.id.split("-")[0]
        self.path, self.outlet, self.pad, self.claims, self.text = path, None, 0, [], ""

    def depth(self):
        return max((sum(not l.optional for l in c.links) for c in self.claims if c.kind == "+"), default=0)


def read_file(path):
    items, lines, expecting = [], [], False
    with open(path, encoding="utf-8", newline="\n") as f:
        for line in f.read().split("\n"):
            if line.startswith("== "):
                items.append(Item(line[3:], path))
                lines, expecting = [], False
            elif not items:
                continue                      # a file may open with a remark
            elif re.match(r"(\+|!|o|r( [^:]+)?)( ::)? ", line) and (line[0] in "+!" or " :: " in line):
                items[-1].claims.append(Claim(line))
                expecting = True
            elif not expecting and (m := re.fullmatch(r"(outlet|pad): (.+)", line)):
                setattr(items[-1], m[1], int(m[2]) if m[1] == "pad" else m[2])
            elif line.strip() and expecting:
                raise ValueError(f"{path}: text after expectations: {line!r}")
            elif not expecting:
                lines.append(line)
                items[-1].text = "\n".join(lines).strip("\n") + "\n"
    for item in items:
        if item.pad:
            filler = (FILLER + "\n\n") * (item.pad // len(FILLER) + 1)
            item.text = filler + item.text
    return items


def read_set(folder):
    return [item for path in sorted(glob.glob(os.path.join(folder, "*.txt"))) for item in read_file(path)]


def check(items):
    """Complaints about the set itself: words that are not in the text, names given twice, items without expectations."""
    wrong, seen = [], set()
    for item in items:
        def complain(what):
            wrong.append(f"{os.path.basename(item.path)} {item.id}: {what}")
        if item.id in seen:
            complain("the id is taken")
        seen.add(item.id)
        if not item.claims or not item.text.strip():
            complain("nothing to check")
        if not item.tags:
            complain("no tags")
        for tag in set(item.tags) - TAGS:
            complain(f"unknown tag {tag}")
        body = tokens(item.text)
        for claim in item.claims:
            for content in claim.contents:
                try:
                    locate(body, content)
                except NotInText as e:
                    complain(f"content {e}")
            for link in claim.links if claim.kind == "+" else []:
                if not link.hidden:
                    for part in link.source.split(" .. "):
                        if not find_all(body, part):
                            complain(f"source not in the text: {part!r}")
                for cue in link.cues:
                    for part in cue.split(" .. "):
                        if not find_all(body, part):
                            complain(f"cue not in the text: {part!r}")
    return wrong


if __name__ == "__main__":
    import sys
    everything = read_set(sys.argv[1])
    for w in check(everything):
        print(w)
    attributed = [c for i in everything for c in i.claims if c.kind == "+"]
    print(len(everything), "items,", len(attributed), "attributed claims,",
          sum(i.depth() >= 2 for i in everything), "of depth 2 or more,", sum(i.depth() >= 3 for i in everything), "of depth 3 or more")
