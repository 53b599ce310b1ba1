"""The scorer of attribution chains (tests/chains.py) scores what it says: the set itself is sound, its own expectations turned into a
reading score 1, and each kind of damage to that reading costs the figure it should cost, and no other without reason.

    python3 tests/chains_test.py
"""
import copy
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import chain_items
import chains

SET = chain_items.read_set(os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "chains"))


def perfect(item):
    """The reading that a program without fault would print of an item."""
    body = chain_items.tokens(item.text)

    def ranges(pieces):
        return [[len(item.text[:body[b][1]].encode()), len(item.text[:body[e - 1][2]].encode())] for b, e in pieces]
    reading = {"text": item.text, "voices": [], "attributions": [], "claims": []}
    for n, claim in enumerate(item.claims):
        if claim.kind in "!r":
            continue
        content = chain_items.locate(body, claim.contents[0])
        inside = {p for b, e in content for p in range(b, e)}
        chain = []
        for k, link in enumerate(claim.links if claim.kind == "+" else []):
            id = f"a{n}.{k}"
            voice = None
            if not link.hidden and link.names[0] != "-":
                voice = f"v{n}.{k}"
                reading["voices"].append({"id": voice, "name": link.names[0], "kind": "other"})
            cue = []
            for c in link.cues[:1]:
                printed = chains.Printed({"text": item.text})
                cue = [[p, p + 1] for p in sorted(chains.cue_places(printed, c, inside))]
            source = [] if voice is None else [[p, p + len(chain_items.tokens(part))] for part in link.source.split(" .. ")[:1]
                                               for p in chain_items.find_all(body, part)[:1]]
            reading["attributions"].append({
                "id": id, "parent": chain[-1] if chain else None, "source": ranges(source), "cue": ranges(cue),
                "content": ranges(content), "voice": voice, "act": (claim.act or ["other"])[0],
                "quote": (claim.quote or ["indirect"])[0], "channel": (claim.channel or ["unknown"])[0],
                "negated": bool(claim.negated)})
            chain.append(id)
        reading["claims"].append({"id": f"c{n}", "content": ranges(content), "chain": chain})
    return reading


def figures(damage=None, items=SET):
    readings = {}
    for item in items:
        readings[item.id] = perfect(item)
        if damage:
            damage(readings[item.id], item)
    table, extra, crashes, _ = chains.score([i for i in items], readings)
    return {k: table.mean("all", k) for k in chains.KEYS} | {"extra": extra, "crashes": crashes}


class TheSet(unittest.TestCase):
    def test_its_words_stand_in_its_texts(self):
        self.assertEqual(chain_items.check(SET), [])

    def test_it_is_large_and_deep_enough(self):
        attributed = [c for i in SET for c in i.claims if c.kind == "+"]
        self.assertGreaterEqual(len(SET), 320)
        self.assertGreaterEqual(len(attributed), 360)
        self.assertGreaterEqual(sum(i.depth() >= 2 for i in SET), 40)
        self.assertGreaterEqual(sum(i.depth() >= 3 for i in SET), 15)

    def test_every_pattern_has_rows(self):
        """The patterns of the reference on attribution, and what users of such tools complain of."""
        have = {}
        for item in SET:
            for tag in item.tags:
                have[tag] = have.get(tag, 0) + 1
        for tag in sorted(chain_items.TAGS):
            self.assertGreaterEqual(have.get(tag, 0), 1, tag)


class TheScorer(unittest.TestCase):
    def test_oracle(self):
        for key, value in figures().items():
            self.assertEqual(value, 0 if key in ("extra", "crashes") else 1.0, key)

    def test_silence(self):
        def silence(reading, item):
            reading.update(voices=[], attributions=[], claims=[])
        have = figures(silence)
        self.assertEqual([have[k] for k in ("found", "chain", "voice", "depth", "cue", "content", "act", "own", "absent")], [0.0] * 7 + [1.0] * 2)

    def test_voices_of_another_item(self):
        def swap(reading, item):
            for voice in reading["voices"]:
                voice["name"] = "Quentin Zedd"
        have, hidden = figures(swap), [c.links[-1].hidden or "-" in c.links[-1].names for i in SET for c in i.claims if c.kind == "+"]
        self.assertLessEqual(have["voice"], sum(hidden) / len(hidden))
        self.assertLessEqual(have["chain"], have["voice"])
        self.assertEqual((have["found"], have["depth"], have["content"], have["cue"]), (1.0,) * 4)

    def test_voices_swapped_inside_the_chain(self):
        def turn(reading, item):
            for claim in reading["claims"]:
                links = [a for a in reading["attributions"] if a["id"] in claim["chain"]]
                voices = [a["voice"] for a in links][::-1]
                for a, voice in zip(links, voices):
                    a["voice"] = voice
                    a["source"] = []
        deep = [i for i in SET if i.depth() >= 2]
        have = figures(turn, deep)
        self.assertLess(have["chain"], .5)
        self.assertLess(have["voice"], .5)
        self.assertEqual(have["depth"], 1.0)

    def test_outermost_link_lost(self):
        def cut(reading, item):
            for claim in reading["claims"]:
                claim["chain"] = claim["chain"][1:]
        deep = [i for i in SET if i.depth() >= 2 and not any(l.optional or l.document for c in i.claims for l in c.links)]
        for item in deep:
            item.claims = [c for c in item.claims if len(c.links) >= 2]
        have = figures(cut, deep)
        self.assertEqual((have["chain"], have["depth"], have["voice"]), (0.0, 0.0, 1.0))

    def test_a_link_too_many(self):
        def add(reading, item):
            for claim in reading["claims"]:
                claim["chain"] = claim["chain"][:1] + claim["chain"] if claim["chain"] else []
        have = figures(add, [i for i in SET if not any(l.optional or l.document for c in i.claims for l in c.links)])
        self.assertEqual((have["chain"], have["depth"], have["voice"]), (0.0, 0.0, 1.0))

    def test_contents_cut_short(self):
        def cut(reading, item):
            text = reading["text"].encode()
            for holder in reading["claims"] + reading["attributions"]:
                b, e = holder["content"][0]
                half = text[b:e].decode()
                holder["content"] = [[b, b + len(half[:max(1, len(half) * 3 // 4)].encode())]]
        have = figures(cut)
        self.assertLess(have["content"], .95)
        self.assertGreater(have["content"], .6)
        self.assertGreater(have["chain"], .9)

    def test_labels(self):
        for key, value in (("act", "perceive"), ("quote", "scare"), ("channel", "leak"), ("negated", "not a truth value")):
            def spoil(reading, item, key=key, value=value):
                for a in reading["attributions"]:
                    a[key] = value
            have = figures(spoil)
            self.assertLess(have[key], .05, key)
            self.assertEqual((have["chain"], have["voice"], have["content"]), (1.0,) * 3, key)

    def test_everything_is_said_by_somebody(self):
        def cover(reading, item):
            whole = [[0, len(reading["text"].encode())]]
            for b, (_, begin, end) in enumerate(chain_items.tokens(reading["text"])):
                span = [[len(reading["text"][:begin].encode()), len(reading["text"][:end].encode())]]
                reading["attributions"].append({"id": f"x{b}", "parent": None, "source": [], "cue": span, "content": span,
                                                "voice": None, "act": "say", "quote": "direct", "channel": "unknown", "negated": False})
            reading["attributions"].append({"id": "x", "parent": None, "source": [], "cue": [], "content": whole, "voice": None,
                                            "act": "say", "quote": "direct", "channel": "unknown", "negated": False})
        have = figures(cover, [i for i in SET if not i.pad])
        self.assertEqual((have["own"], have["absent"]), (0.0, 0.0))
        self.assertGreater(have["extra"], 1000)

    def test_a_program_that_dies(self):
        table, _, crashes, _ = chains.score(SET[:5], {SET[0].id: perfect(SET[0])})
        self.assertEqual(crashes, 4)
        self.assertLess(table.mean("all", "chain"), 1.0)

    def test_whose_word(self):
        rows = (("Lena Osei", "Osei", True), ("Osei", "Lena Osei", True), ("Lena", "Lena Osei", False), ("Ama Osei", "Lena Osei", False),
                ("Lena Osei, the port director", "port director", True), ("Lena Osei, the port director", "Osei", True),
                ("the minister", "the minister's deputy", False), ("the minister’s deputy", "the minister", False),
                ("the mayor", "a spokesman for the mayor", False), ("union", "head of the union", False), ("head of the union", "the head", True),
                ("Ministry of Health", "Health Ministry", True), ("Ministry of Health", "Ministry of Defence", False),
                ("officials", "two officials", True), ("the army", "the navy", False), ("Nordpress", "Nordpress agency", True),
                ("survey of voters", "the survey", True), ("the council", "city council", True), ("the city council", "the city", False),
                ("Judge Henrietta Moss", "Henrietta Moss", True), ("L'Écho du Stade", "L’Écho du Stade", True), ("Mr Adeyi", "Adeyi", True), ("lady", "the lady", True),
                ("his", "he", True), ("Jepson", "Councillor Hugh Jepson, 61", True), ("his lawyer", "he", False),
                ("the lady", "lady with the clipboard", True), ("Lady Crane", "Crane", True), ("drivers", "two of their drivers", True),
                ("document", "The 40-page document", True), ("Tribune-Herald", "the Tribune-Herald", True), ("Tribune", "Tribune-Herald", False),
                ("a man", "man off camera", True), ("Page 41", "Page", True), ("@rider_k", "rider_k", True),
                ("firms", "Nearly two thirds of small firms", True), ("readers", "61 per cent of readers", True))
        for expected, printed, want in rows:
            self.assertEqual(chains.says_the_same(printed, expected), want, (expected, printed))

    def test_alignment_takes_the_likeliest_and_the_deepest(self):
        item = copy.deepcopy(next(i for i in SET if i.id == "war-001"))
        reading = perfect(item)
        claim = reading["claims"][0]
        wide = dict(claim, content=[[0, len(reading["text"].encode())]], chain=claim["chain"][:1])
        same = dict(claim, chain=claim["chain"][:1])
        reading["claims"] = [wide, same, claim]
        table, *_ = chains.score([item], {item.id: reading})
        self.assertEqual(table.mean("all", "chain"), 1.0)


if __name__ == "__main__":
    unittest.main()
