"""The command line as users meet it: exit statuses, streams, pipes and terminals, order, interruption.

    python3 tests/cli/end_to_end.py --hearsay build/hearsay --pages examples/pages [unittest options]

What needs the language model is skipped, with a message, where its pack is not there; with --need-model that is a failure.
"""
import argparse
import csv
import email
import fcntl
import gzip
import hashlib
import io
import json
import os
import pty
import re
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unittest
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

import archives

ARGS = argparse.Namespace()
HANG = 300  # seconds; a limit against hanging, no measure of speed


def environment(**more: str) -> dict:
    env = {k: v for k, v in os.environ.items()
           if k not in ("NO_COLOR", "COLUMNS", "HEARSAY_CASE", "HEARSAY_THREADS", "HEARSAY_READER")}
    return env | {"TERM": "xterm-256color"} | more


def run(*arguments: str, stdin: bytes = b"", env: dict | None = None, cwd: str | None = None) -> subprocess.CompletedProcess:
    return subprocess.run([ARGS.hearsay, *arguments], input=stdin, capture_output=True, timeout=HANG, cwd=cwd,
                          env=env or environment())


class Page(HTMLParser):
    """What a page of ours holds: its words but for the links to notes, its elements, and those that were not closed in turn."""

    def __init__(self, html: str):
        super().__init__()
        self.open, self.links, self.ids, self.tags, self.attributes, self.words = [], [], [], set(), set(), ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name == "href"]
        self.ids += [value for name, value in attrs if name == "id"]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.open.append("/" + tag)

    def handle_data(self, data):
        if not {"style", "a"} & set(self.open):
            self.words += data


def run_on_terminal(*arguments: str, columns: int = 80, env: dict | None = None, cwd: str | None = None) -> tuple[int, str]:
    """Status and what a terminal of so many columns was sent, both streams together."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    process = subprocess.Popen([ARGS.hearsay, *arguments], stdin=slave, stdout=slave, stderr=slave, cwd=cwd,
                               env=env or environment())
    os.close(slave)
    sent = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        if not piece:
            break
        sent += piece
    os.close(master)
    return process.wait(timeout=HANG), sent.decode("utf-8").replace("\r\n", "\n")


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*[mK]", "", text)


class Case(unittest.TestCase):
    def expect(self, status: int, *arguments: str, **more) -> subprocess.CompletedProcess:
        done = run(*arguments, **more)
        self.assertEqual(done.returncode, status, f"{arguments}: {done.stderr.decode()[-500:]}")
        return done


class Frame(Case):
    def test_help_is_on_standard_output_with_examples(self):
        self.assertIn(b"hearsay read pages/", self.expect(0).stdout)
        everything = self.expect(0, "--help").stdout.decode()
        for status in ("0", "1", "2", "3", "4", "5", "70", "130"):
            self.assertRegex(everything, rf"(?m)^  {status} +\w")
        verbs = re.findall(r"(?m)^  ([a-z]+)  +\w", everything.split("Not built yet")[0])
        self.assertGreaterEqual(set(verbs), set("read annotate source origins claims voices figures show explain verify sql "
                                                "schema doctor completion man".split()))
        for verb in verbs:
            if verb == "hearsay":
                continue
            text = self.expect(0, verb, "--help").stdout.decode()
            self.assertIn("Examples\n", text, verb)
            self.assertIn(f"hearsay {verb}", text)
            self.assertEqual(text, self.expect(0, "help", verb).stdout.decode())
            self.assertLessEqual(max(map(len, text.splitlines())), 100, verb)

    def test_version(self):
        self.assertRegex(self.expect(0, "--version").stdout.decode(), r"^hearsay \d+\.\d+\.\d+\n$")

    def test_usage_faults_are_status_2_and_say_what_was_meant(self):
        for arguments, words in [
            (["clams"], "did you mean 'claims'"),
            (["claims", "--voce", "x"], "did you mean '--voice'"),
            (["claims", "--act", "denny"], "did you mean 'deny'"),
            (["claims", "--act=denny"], "did you mean 'deny'"),
            (["annotate", "--until", "langauge", "x"], "did you mean 'language'"),
            (["annotate", "--layers", "tokens,entites", "x"], "did you mean 'entities'"),
            (["--colour", "never", "claims"], "did you mean '--color'"),
            (["page.html"], "hearsay read page.html"),
            (["conflicts"], "not built yet"),
            (["annotate", "--fetch", "x"], "not built yet"),
            (["annotate", "--layers", "factuality", "x"], "not built yet"),
            (["annotate"], "needs PATH"),
            (["annotate", "--threads", "many", "x"], "not a whole number"),
            (["annotate", "--threads", "0", "x"], "--threads"),
            (["annotate", "--date", "yesterday", "x"], "ISO 8601"),
            (["claims", "--case", "nowhere.hearsay"], "hearsay read"),
            (["completion", "tcsh"], "is not one of"),
            (["claims", "--json", "--csv", "--case", __file__], ""),
        ]:
            with self.subTest(arguments):
                done = self.expect(2, *arguments)
                self.assertEqual(done.stdout, b"")
                self.assertTrue(done.stderr.startswith(b"hearsay: "), done.stderr)
                self.assertIn(words, done.stderr.decode())

    def test_each_frozen_choice_of_the_contract_is_taken(self):
        for option, values in {"--act": "say report announce acknowledge deny claim allege accuse promise threaten demand order "
                                        "ask believe expect want know show suggest perceive other",
                               "--commitment": "CT+ PR+ PS+ CT- PR- PS- CTu Uu",
                               "--kind": "outlet agency person organization government military group document poll media "
                                         "anonymous reader author"}.items():
            for value in values.split():
                self.assertIn(b"no case file", self.expect(2, "claims", option, value, "--case", "nowhere").stderr, value)

    def test_colour_is_for_terminals_and_obeys_no_color(self):
        self.assertNotIn(b"\x1b", run("--help").stdout)
        self.assertIn(b"\x1b", run("claims", "--help", "--color", "always").stdout)
        self.assertIn("\x1b[", run_on_terminal("--help")[1])
        for arguments, env in [(["--help"], environment(NO_COLOR="1")), (["--help"], environment(TERM="dumb")),
                               (["claims", "--help", "--color=never"], environment())]:
            self.assertNotIn("\x1b[", run_on_terminal(*arguments, env=env)[1], arguments)
        self.assertIn("\x1b[", run_on_terminal("--help", env=environment(NO_COLOR=""))[1])

    def test_a_missing_model_is_named_with_what_to_run(self):
        with tempfile.TemporaryDirectory() as folder:
            done = self.expect(2, "annotate", __file__, env=environment(HEARSAY_MODEL_DIR=folder))
            self.assertIn("en_core_web_md", done.stderr.decode())
            self.assertIn("make build", done.stderr.decode())
            self.assertIn(b"en_core_web_sm.pack",
                          self.expect(2, "annotate", __file__,
                                      env=environment(HEARSAY_MODEL_DIR=folder, HEARSAY_MODEL="sm")).stderr)
            self.expect(2, "annotate", __file__, env=environment(HEARSAY_MODEL="xl"))
            with open(os.path.join(folder, "en_core_web_md.pack"), "wb") as f:
                f.write(b"no pack" * 1000)
            self.assertIn(b"en_core_web_md.pack",
                          self.expect(2, "annotate", __file__, env=environment(HEARSAY_MODEL_DIR=folder)).stderr)

    def test_a_reader_that_goes_away_is_no_fault(self):
        for arguments in (["--help"], ["schema"], ["completion", "zsh"], ["source", "--jsonl", *[ARGS.pages] * 40]):
            process = subprocess.Popen([ARGS.hearsay, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                       env=environment())
            process.stdout.read(1)
            process.stdout.close()
            self.assertEqual(process.stderr.read(), b"", arguments)
            self.assertEqual(process.wait(timeout=HANG), 0, arguments)
            process.stderr.close()

    def test_a_disk_that_refuses_is_reported(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full here")
        with open("/dev/full", "wb") as full:
            done = subprocess.run([ARGS.hearsay, "schema"], stdout=full, stderr=subprocess.PIPE, env=environment())
        self.assertEqual(done.returncode, 70)
        self.assertIn(b"standard output", done.stderr)

    def test_manual_pages_and_completions_name_every_option(self):
        everything = self.expect(0, "--help").stdout.decode().split("Not built yet")[0]
        scripts = {shell: self.expect(0, "completion", shell).stdout.decode() for shell in ("bash", "zsh", "fish")}
        for verb in re.findall(r"(?m)^  ([a-z]+)  +\w", everything):
            if verb == "hearsay":
                continue
            page = self.expect(0, "man", verb).stdout.decode()
            for option in set(re.findall(r"(?m)^ .*?--([a-z-]+)", self.expect(0, verb, "--help").stdout.decode().split("\n\n", 4)[4])):
                self.assertIn(f"--{option}*", page, verb)
                self.assertIn(f"--{option}", scripts["bash"])
                self.assertIn(f"--{option}", scripts["zsh"])
                self.assertIn(f"-l {option}", scripts["fish"])

    def test_manual_pages_are_sound(self):
        if not shutil.which("scdoc"):
            self.skipTest("scdoc is not installed")
        with tempfile.TemporaryDirectory() as folder:
            self.expect(0, "man", "--into", folder)
            pages = os.listdir(folder)
            self.assertIn("hearsay.1.scd", pages)
            self.assertGreater(len(pages), 14)
            for page in pages:
                with open(os.path.join(folder, page), "rb") as f:
                    made = subprocess.run(["scdoc"], stdin=f, capture_output=True)
                self.assertEqual(made.returncode, 0, f"{page}: {made.stderr.decode()}")
                self.assertIn(b".SH", made.stdout)


class Completion(Case):
    def complete(self, shell: str, line: str) -> list[str]:
        """What the shell itself offers for a line."""
        path = shutil.which(shell)
        if not path:
            self.skipTest(f"{shell} is not installed")
        script = run("completion", shell).stdout.decode()
        if shell == "bash":
            words = line.split(" ")
            quoted = " ".join(f"'{w}'" for w in words)
            program = (f"{script}\nCOMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _hearsay; "
                       'printf "%s\\n" "${COMPREPLY[@]}"')
            return subprocess.run([path, "--norc", "-c", program], capture_output=True, text=True).stdout.split()
        if shell == "fish":
            with tempfile.TemporaryDirectory() as home:
                program = f"{script}\ncomplete -C'{line}'"
                done = subprocess.run([path, "--no-config", "-c", program], capture_output=True, text=True,
                                      env=environment(HOME=home))
            return [answer.split("\t")[0] for answer in done.stdout.splitlines()]
        raise AssertionError(shell)

    def check(self, shell: str):
        self.assertEqual(sorted(self.complete(shell, "hearsay cl")), ["claims"])
        self.assertIn("origins", self.complete(shell, "hearsay "))
        self.assertIn("--voice", self.complete(shell, "hearsay claims --v"))
        self.assertIn("deny", self.complete(shell, "hearsay claims --act d"))
        self.assertEqual(sorted(self.complete(shell, "hearsay completion ")), ["bash", "fish", "zsh"])

    def test_bash(self):
        self.check("bash")
        self.assertEqual(self.complete("bash", "hearsay annotate --layers tokens,ent"), ["tokens,entities"])

    def test_fish(self):
        self.check("fish")

    def test_zsh(self):
        path = shutil.which("zsh")
        if not path:
            self.skipTest("zsh is not installed")
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "_hearsay"), "wb") as f:
                f.write(run("completion", "zsh").stdout)
            checked = subprocess.run([path, "-f", "-n", os.path.join(folder, "_hearsay")], capture_output=True, text=True)
            self.assertEqual((checked.returncode, checked.stderr), (0, ""))
            program = (f"fpath=({folder} $fpath); autoload -Uz compinit; compinit -u -d {folder}/dump; "
                       "print -r -- $_comps[hearsay]; autoload +X _hearsay && print loaded")
            loaded = subprocess.run([path, "-f", "-c", program], capture_output=True, text=True)
            self.assertEqual(loaded.stdout.split(), ["_hearsay", "loaded"], loaded.stderr)


class Source(Case):
    def test_the_first_block_of_a_reading_needs_no_model(self):
        env = environment(HEARSAY_MODEL_DIR="/nonexistent")
        done = self.expect(0, "source", "--jsonl", ARGS.pages, env=env)
        records = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(len(records), len(os.listdir(ARGS.pages)))
        for record in records:
            self.assertGreaterEqual(set(record), {"schema", "source", "document", "text", "map", "parts", "comments"})
            self.assertNotIn("claims", record)
        self.assertEqual([r["source"]["path"] for r in records], sorted(r["source"]["path"] for r in records))
        whole = json.loads(self.expect(0, "source", "--json", ARGS.pages, env=env).stdout)
        self.assertEqual(whole, records)
        self.assertEqual(done.stdout, self.expect(0, "source", "--jsonl", "--threads", "5", ARGS.pages, env=env).stdout)

    def test_formats_agree_with_each_other(self):
        page = os.path.join(ARGS.pages, sorted(os.listdir(ARGS.pages))[0])
        tsv = self.expect(0, "source", "--tsv", page).stdout.decode().splitlines()
        rows = list(csv.DictReader(io.StringIO(self.expect(0, "source", "--csv", page).stdout.decode())))
        parts = json.loads(self.expect(0, "source", "--jsonl", page).stdout)["parts"]
        self.assertEqual(len(tsv) - 1, len(parts))
        self.assertEqual([r["part"] for r in rows], [p["id"] for p in parts])
        records = self.expect(0, "source", page).stdout.decode().splitlines()
        self.assertEqual([r.split("\t")[0] for r in records], [p["id"] for p in parts])
        with tempfile.TemporaryDirectory() as folder:
            out = os.path.join(folder, "parts.csv")
            self.assertEqual(self.expect(0, "source", page, "-o", out).stdout, b"")
            with open(out, newline="", encoding="utf-8") as f:
                self.assertEqual(list(csv.DictReader(f)), rows)
            self.assertEqual(os.listdir(folder), ["parts.csv"])

    def test_a_person_sees_what_was_taken_for_the_article(self):
        page = os.path.join(ARGS.pages, sorted(os.listdir(ARGS.pages))[0])
        record = json.loads(self.expect(0, "source", "--jsonl", page).stdout)
        _, sent = run_on_terminal("source", page, columns=96)
        sent = " ".join(plain(sent).split())
        article, left_out = sent.split("\u2500\u2500 left out \u2500\u2500")
        for part in record["parts"]:
            text = " ".join(record["text"].encode()[part["span"][0]:part["span"][1]].decode().split())
            if part["region"] == "main":
                self.assertIn(text, article)
        title = record["document"]["title"]
        self.assertIn("{} {} [{},{})".format(title["value"], title["from"], *title["source"]), article)
        self.assertIn("menu, ", left_out)
        rows = list(csv.DictReader(io.StringIO(self.expect(0, "source", "--csv", page).stdout.decode())))
        self.assertEqual([bool(r["why"]) for r in rows], [p["region"] == "boilerplate" for p in record["parts"]])

    def test_hostile_text_cannot_steer_the_terminal(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "evil.txt")
            with open(path, "w", encoding="utf-8") as f:
                f.write("The mayor \x1b]0;owned\x07 said \x1b[2J\u202e\u009b31m on Monday that the bridge is closed.\n")
            _, sent = run_on_terminal("source", path, env=environment(NO_COLOR="1"))
            self.assertNotIn("\x1b", sent.replace("\x1b[K", ""))
            self.assertNotIn("\x07", sent)
            self.assertNotIn("\u202e", sent)
            self.assertNotIn("\u009b", sent)

    def test_unreadable_inputs_are_named_and_the_rest_is_done(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "a.txt"), "w", encoding="utf-8") as f:
                f.write("The mayor said on Monday that the bridge is closed.\n")
            with open(os.path.join(folder, "b.bin"), "wb") as f:
                f.write(b"\x7fELF" + bytes(4000))
            with open(os.path.join(folder, "c.txt"), "wb"):
                pass
            done = self.expect(3, "source", "--jsonl", folder, os.path.join(folder, "gone.txt"))
            self.assertEqual(len(done.stdout.splitlines()), 1)
            for name in ("b.bin", "c.txt", "gone.txt"):
                self.assertRegex(done.stderr.decode(), rf"(?m)^hearsay: .*{re.escape(name)}(:\d+)?: \w")


class Archives(Case):
    """One archive of each kind, made of the example pages by Python's own libraries (archives.py)."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.pages = archives.load(ARGS.pages)
        cls.made = archives.write_all(cls.folder.name, cls.pages)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def path(self, name: str) -> str:
        return os.path.join(self.folder.name, name)

    def records(self, *arguments: str, status: int = 0, **more) -> list[dict]:
        return [json.loads(line) for line in self.expect(status, "source", "--jsonl", *arguments, **more).stdout.splitlines()]

    def test_pages_come_out_as_they_went_in_and_read_the_same(self):
        alone = {r["source"]["sha256"]: r for r in self.records(ARGS.pages)}
        for name, expected in self.made.items():
            with self.subTest(name):
                records = self.records(self.path(name))
                self.assertEqual([r["source"]["sha256"] for r in records], [p.sha256 for p in expected])
                for record, page in zip(records, expected):
                    same = alone[page.sha256]
                    for field in ("text", "map", "parts", "comments"):
                        self.assertEqual(record[field], same[field], f"{name} {page.name} {field}")
                    self.assertEqual(record["document"]["id"], same["document"]["id"])
                    self.assertEqual(record["source"]["path"], self.path(name))
                    if not name.endswith(".html.gz"):
                        self.assertEqual(record["source"]["uri"], page.url)
                        self.assertEqual(record["document"]["url"], page.url)
                        self.assertRegex(record["source"]["captured_at"], r"^2025-06-06T10:00:00")

    def test_the_place_of_a_record_is_its_bytes_in_the_file(self):
        for name in self.made:
            with open(self.path(name), "rb") as f:
                content = f.read()
            for record in self.records(self.path(name)):
                place = record["source"]["archive"]
                if name in ("whole.warc.gz", "b.jsonl.gz", "a.html.gz"):  # packed together: no record lies by itself
                    self.assertIsNone(place, name)
                    continue
                inside = content[place["offset"]:place["offset"] + place["length"]]
                self.assertEqual(hashlib.sha256(inside).hexdigest(), place["sha256"], name)
                if name.endswith((".warc.gz", ".wacz")):
                    inside = gzip.decompress(inside)
                self.assertIn(record["source"]["uri"].encode(), inside.split(b"\r\n\r\n")[0], name)

    def test_kinds_are_told_by_content_and_by_as_and_from_standard_input(self):
        for name, kind in {"a.warc": "warc", "a.warc.gz": "warc", "a.mhtml": "mhtml", "a.jsonl": "jsonl"}.items():
            expected = [p.sha256 for p in self.made[name]]
            with open(self.path(name), "rb") as f:
                content = f.read()
            unnamed = self.path("unnamed-" + name.replace(".", "-"))
            with open(unnamed, "wb") as f:
                f.write(content)
            for arguments, stdin in [([unnamed], b""), (["--as", kind, unnamed], b""), (["-"], content)]:
                self.assertEqual([r["source"]["sha256"] for r in self.records(*arguments, stdin=stdin)], expected, name)
            os.remove(unnamed)
        with open(self.path("a.wacz"), "rb") as f:
            done = self.expect(3, "source", "-", stdin=f.read())
        self.assertIn(b"from a pipe", done.stderr)

    def test_mail_and_what_is_in_it(self):
        mail = archives.eml(self.pages)
        html = [part.get_payload(decode=True) for part in email.message_from_bytes(mail).walk() if part.get_content_type() == "text/html"]
        with open(self.path("a.eml"), "wb") as f:
            f.write(mail)
        try:
            outer, attached, inner = self.records(self.path("a.eml"))
        finally:
            os.remove(self.path("a.eml"))
        self.assertEqual([outer["source"]["sha256"], attached["source"]["sha256"]], [hashlib.sha256(h).hexdigest() for h in html])
        self.assertEqual(outer["source"]["uri"], "mid:outer@post.example")
        self.assertIn("harbour master", inner["text"])
        self.assertEqual(inner["document"]["title"]["value"], "Forwarded, été")
        self.assertEqual([a["value"] for a in inner["document"]["authors"]], ["Jörg Brandt"])
        self.assertEqual(inner["document"]["published"]["value"], "2025-06-05T08:00:00+02:00")

    def test_json_lines_say_what_the_page_does_not(self):
        line = json.dumps({"text": "Nothing is said here of dates or papers.", "title": "A pier", "author": "Ann Berg",
                           "published_at": "2025-06-06", "source": "The Gull"})
        bad = "no json\n[1]\n{\"title\": \"no text\"}\n{\"text\": \"Half a pair: \\ud83d.\"}\n"
        done = self.expect(3, "source", "--jsonl", "--as", "jsonl", "-", stdin=(line + "\n" + bad).encode())
        document, half = (json.loads(l) for l in done.stdout.splitlines())
        self.assertEqual(document["document"]["title"], {"value": "A pier", "span": None, "source": None, "from": "jsonl"})
        self.assertEqual(document["document"]["outlet"]["value"], "The Gull")
        self.assertEqual(document["document"]["published"]["value"], "2025-06-06")
        self.assertIn("\ufffd", half["text"])
        self.assertEqual(len(done.stderr.splitlines()), 4, done.stderr)
        self.assertIn(f"-:{len(line) + 2}: ".encode(), done.stderr)  # the second letter of "no": "n" might begin "null"

    def test_any_number_of_threads_gives_the_same_bytes(self):
        paths = [self.path(name) for name in sorted(self.made)]
        one = self.expect(0, "source", "--jsonl", "--threads", "1", *paths).stdout
        self.assertEqual(one, self.expect(0, "source", "--jsonl", "--threads", "6", *paths).stdout)

    def test_a_damaged_archive_is_named_and_the_rest_is_read(self):
        for name in ("a.warc", "a.warc.gz", "a.wacz"):
            with open(self.path(name), "rb") as f:
                content = bytearray(f.read())
            place = self.records(self.path(name))[4]["source"]["archive"]
            middle = place["offset"] + place["length"] // 2
            content[middle:middle + 40] = b"\0" * 40
            damaged = self.path("damaged-" + name)
            with open(damaged, "wb") as f:
                f.write(content)
            done = self.expect(3, "source", "--jsonl", damaged)
            self.assertGreaterEqual(len(done.stdout.splitlines()), len(self.pages) - 1, name)
            self.assertIn(f"{damaged}:{place['offset']}: ".encode(), done.stderr, name)
            os.remove(damaged)

    def test_archives_that_lie_are_refused(self):
        def zipped(*members: tuple[str, bytes]) -> bytes:
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
                for name, content in members:
                    z.writestr(name, content)
            return out.getvalue()
        good = archives.warc_gz(self.pages[:1])
        two = zipped(("archive/a.warc.gz", good), ("archive/b.warc.gz", good))
        overlapping = bytearray(two)
        second = two.rindex(b"PK\x01\x02")
        overlapping[second + 42:second + 46] = (0).to_bytes(4, "little")
        wrong_hash = json.dumps({"resources": [{"path": "archive/a.warc.gz", "hash": "sha256:" + "0" * 64}]}).encode()
        for content, words, documents in [
            (zipped(("../../etc/a.warc.gz", good), ("archive/b.warc.gz", good)), "leads out of the archive", 1),
            (zipped(("word/document.xml", b"<x/>")), "without WARC files", 0),
            (bytes(overlapping), "over each other", 0),
            (two[:-30], "no directory", 0),
            (zipped(("archive/a.warc.gz", good), ("datapackage.json", wrong_hash)), "datapackage.json says", 1),
            (zipped(("archive/a.warc.gz", good), ("pages/pages.jsonl", b'{"url": "https://gone.example/"}')),
             "listed and not recorded: https://gone.example/", 1),
            (zipped(("archive/a.warc", b"\0" * 80_000_000)), "no WARC record", 0),
        ]:
            path = self.path("lies.wacz")
            with open(path, "wb") as f:
                f.write(content)
            done = self.expect(3, "source", "--jsonl", path)
            self.assertIn(words, done.stderr.decode())
            self.assertEqual(len(done.stdout.splitlines()), documents, words)
            os.remove(path)


def model_folder() -> str | None:
    folder = os.environ.get("HEARSAY_MODEL_DIR") or os.path.join(os.path.dirname(os.path.abspath(ARGS.hearsay)), "models")
    return folder if os.path.exists(os.path.join(folder, "en_core_web_md.pack")) else None


class WithModel(Case):
    @classmethod
    def setUpClass(cls):
        if not model_folder():
            if ARGS.need_model:
                raise AssertionError("the model pack is not there")
            raise unittest.SkipTest("en_core_web_md.pack is not there: run 'make build', or set HEARSAY_MODEL_DIR")
        cls.folder = tempfile.TemporaryDirectory()
        cls.case = os.path.join(cls.folder.name, "examples.hearsay")
        cls.first = run("read", ARGS.pages, "--case", cls.case)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def ask(self, verb: str, *arguments: str, status: int = 0) -> subprocess.CompletedProcess:
        return self.expect(status, verb, *arguments, "--case", self.case)

    def test_annotate_gives_the_same_bytes_with_any_number_of_threads(self):
        one = self.expect(0, "annotate", "--threads", "1", ARGS.pages)
        self.assertEqual(one.stdout, self.expect(0, "annotate", "--threads", "2", ARGS.pages).stdout)
        self.assertEqual(one.stdout, self.expect(0, "annotate", "--threads", "7", ARGS.pages).stdout)
        records = [json.loads(line) for line in one.stdout.splitlines()]
        paths = [r["source"]["path"] for r in records]
        self.assertEqual(paths, sorted(paths))
        for record in records:
            self.assertEqual(record["schema"], "hearsay.reading/1")
            self.assertNotIn("tokens", record)
        layers = json.loads(self.expect(0, "annotate", "--until", "language", "--layers", "tokens,sentences,entities",
                                        paths[0]).stdout)
        self.assertIn("tokens", layers)
        self.assertNotIn("claims", layers)

    def test_annotate_reads_standard_input(self):
        done = self.expect(0, "annotate", "-", "--outlet", "Bay Herald", "--date", "2025-03-04",
                           stdin=b"The mayor said on Monday that the bridge is closed.\n")
        document = json.loads(done.stdout)["document"]
        self.assertEqual(document["outlet"]["value"], "Bay Herald")
        self.assertEqual(document["published"]["value"], "2025-03-04")

    def test_annotate_into_head_says_nothing(self):
        process = subprocess.Popen([ARGS.hearsay, "annotate", *[ARGS.pages] * 30], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env=environment())
        self.assertTrue(process.stdout.readline().startswith(b"{"))
        process.stdout.close()
        self.assertEqual(process.stderr.read(), b"")
        process.stderr.close()
        self.assertEqual(process.wait(timeout=HANG), 0)

    def test_reading_again_stores_nothing_and_says_so(self):
        self.assertEqual(self.first.returncode, 0, self.first.stderr)
        self.assertEqual(self.first.stdout, b"")
        self.assertEqual(len(self.first.stderr.splitlines()), 2)
        self.assertIn(b"next: hearsay origins", self.first.stderr)
        again = self.expect(0, "read", ARGS.pages, "--case", self.case)
        self.assertIn(b"read 0 documents", again.stderr)
        self.assertIn(b"held already", again.stderr)

    def test_reading_stores_the_same_rows_with_any_number_of_threads(self):
        def rows(case: str) -> list:
            db = sqlite3.connect(case)
            try:
                return [db.execute(f"select * from {table}").fetchall() for table in ("documents", "claims", "spans", "voices")]
            finally:
                db.close()
        expected = None
        for threads in ("1", "2", "5"):
            case = os.path.join(self.folder.name, f"threads{threads}.hearsay")
            self.expect(0, "read", ARGS.pages, "--case", case, "--threads", threads)
            found = rows(case)
            self.assertTrue(found[1])
            expected = expected or found
            self.assertEqual(found, expected)

    def test_reading_a_folder_leaves_the_case_file_in_it_alone(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "a.txt"), "w", encoding="utf-8") as f:
                f.write("The mayor said on Monday that the bridge is closed.\n")
            self.expect(0, "read", ".", cwd=folder)
            self.expect(0, "read", ".", cwd=folder)
            self.expect(0, "annotate", ".", cwd=folder)

    def test_queries_print_every_format(self):
        for verb in ("claims", "voices", "figures", "show", "origins"):
            with self.subTest(verb):
                objects = json.loads(self.ask(verb, "--json").stdout)
                self.assertTrue(objects)
                if verb == "origins":
                    self.assertGreaterEqual(set(objects[0]), {"id", "articles", "information_origins"})
                    self.assertGreaterEqual(set(objects[0]["articles"][0]),
                                            {"document", "path", "outlet", "published", "parent", "edge"})
                else:
                    lines = self.ask(verb, "--jsonl").stdout.splitlines()
                    self.assertEqual([json.loads(line) for line in lines], objects)
                    table = list(csv.DictReader(io.StringIO(self.ask(verb, "--csv").stdout.decode())))
                    self.assertEqual(len(table), len(objects))
                    self.assertEqual(list(table[0]), list(objects[0]))
                    self.assertEqual(len(self.ask(verb).stdout.splitlines()), len(objects))
                status, sent = run_on_terminal(verb, "--case", self.case, columns=72)
                self.assertEqual(status, 0)
                self.assertIn("\x1b[", sent)
                status, sent = run_on_terminal(verb, "--case", self.case, columns=72, env=environment(NO_COLOR="1"))
                self.assertNotIn("\x1b[1", sent)

    def test_claims_are_filtered(self):
        everything = json.loads(self.ask("claims", "--json").stdout)
        for arguments, holds in [
            (["--depth", "0"], lambda c: c["depth"] == 0),
            (["--unattributed"], lambda c: c["depth"] == 0),
            (["--depth", "1+"], lambda c: c["depth"] >= 1),
            (["--depth", "1-2"], lambda c: 1 <= c["depth"] <= 2),
            (["--act", "say"], lambda c: c["act"] == "say"),
            (["--kind", "person"], lambda c: c["voice_kind"] == "person"),
            (["--unnamed"], lambda c: c["voice_kind"] == "anonymous"),
            (["--commitment", "CT+"], lambda c: c["commitment"]["source"] == "CT+"),
            (["--region", "comments"], lambda c: c["region"] == "comments"),
        ]:
            with self.subTest(arguments):
                expected = [c for c in everything if holds(c)]
                self.assertTrue(expected, "the examples have none, so this shows nothing")
                self.assertEqual(json.loads(self.ask("claims", "--json", *arguments).stdout), expected)
        self.assertEqual(len(json.loads(self.ask("claims", "--json", "-n", "3").stdout)), 3)
        self.assertEqual(self.ask("claims", "--fields", "id,act", "--jsonl", "-n", "1").stdout.count(b":"), 3)
        nothing = self.ask("claims", "xylophone", status=1)
        self.assertEqual(nothing.stdout, b"")
        self.assertEqual(json.loads(self.ask("claims", "xylophone", "--json", status=1).stdout), [])
        self.ask("claims", "--depth", "two", status=2)
        self.assertIn(b"did you mean 'act'", self.ask("claims", "--fields", "atc", status=2).stderr)

    def test_origins_says_its_sentence(self):
        sentence = self.ask("origins", "--brief").stdout.decode().strip()
        self.assertRegex(sentence, r"^\d+ articles -> \d+ texts? -> \d+ sources?")
        self.assertIn(sentence, self.ask("origins").stderr.decode())
        _, sent = run_on_terminal("origins", "--case", self.case, columns=300)
        self.assertEqual(plain(sent).splitlines()[0], sentence)

    def test_explain_and_show_take_the_beginning_of_an_id(self):
        claim = json.loads(self.ask("claims", "--json").stdout)[0]
        explained = json.loads(self.ask("explain", claim["id"][:12], "--json").stdout)
        self.assertEqual(explained["id"], claim["id"])
        self.assertIn(claim["text"], self.ask("explain", claim["id"]).stdout.decode().replace("\n               ", " "))
        shown = self.ask("show", claim["document"][:12]).stdout.decode()
        self.assertRegex(shown, r"(?m)^ *└1─.*\n")
        self.assertEqual(json.loads(self.ask("show", claim["path"], "--json").stdout)["document"]["id"], claim["document"])
        self.ask("explain", "c:ffffffffffffffff", status=1)

    def test_show_source_prints_the_bytes_behind_an_id(self):
        for claim in json.loads(self.ask("claims", "--json").stdout)[::7]:
            rows = json.loads(self.ask("show", "--source", claim["id"][:12], "--json").stdout)
            with open(claim["path"], "rb") as f:
                page = f.read()
            for row in rows:
                self.assertEqual(page[row["begin"]:row["end"]].decode("utf-8", "backslashreplace"), row["bytes"])
                self.assertEqual(row["sha256"], hashlib.sha256(page).hexdigest())
            self.assertEqual([[r["begin"], r["end"]] for r in rows if r["role"] == "content"], claim["anchor"]["source"])
            part = json.loads(self.ask("show", claim["path"], "--source", claim["part"], "--json").stdout)
            content = next(r for r in rows if r["role"] == "content")
            self.assertTrue(any(r["begin"] <= content["begin"] and content["end"] <= r["end"] for r in part), (claim, part))
        document = json.loads(self.ask("show", "--source", claim["document"], "--json").stdout)
        self.assertIn("title", {r["role"].split()[0] for r in document})
        _, sent = run_on_terminal("show", "--source", claim["id"], "--case", self.case, columns=300)
        self.assertIn("\u27e6" + rows[0]["bytes"] + "\u27e7", plain(sent))
        self.ask("show", "--source", "p:1", status=2)
        self.ask("show", "--source", "c:ffffffffffffffff", status=1)
        self.ask("show", "--source", claim["id"], "--svg", status=2)

    def test_explain_says_how_sure_and_what_came_next(self):
        for claim in json.loads(self.ask("claims", "--depth", "1+", "--json").stdout)[:20]:
            link = json.loads(self.ask("explain", claim["id"], "--json").stdout)["chain"][-1]
            said = " ".join(self.ask("explain", link["id"]).stdout.decode().split())
            self.assertIn("the encoder, no rule" if link["rule"] == "encoder" else f"rule {link['rule']}", said)
            if not link["heads"]:
                self.assertNotIn("runner-up", said)
                continue
            self.assertRegex(said, r"heads .*(source|cue|content) [01]\.\d\d")
            runner_up = link["heads"]["runner_up"]
            if runner_up:
                self.assertIn("runner-up", said)
                self.assertIn("no attribution at all" if runner_up["role"] == "cue" else runner_up["role"], said)

    def test_drawings_are_well_formed_and_hold_the_text(self):
        for row in json.loads(self.ask("show", "--json").stdout):
            reading = json.loads(self.ask("show", row["id"], "--json").stdout)
            text = reading["text"].encode()
            words = [text[p["span"][0]:p["span"][1]].decode() for p in reading["parts"] if p["region"] != "boilerplate"]
            svg = ElementTree.fromstring(self.ask("show", row["id"], "--svg", "--lines", "100000").stdout)
            # All text but the numbers of brackets and cues, which stand between the words.
            drawn = "".join("".join(t.itertext()) for t in svg.iter("{http://www.w3.org/2000/svg}text")
                            if t.get("font-size") != "8.5")
            page = Page(self.ask("show", row["id"], "--html").stdout.decode())
            self.assertEqual(page.open, [], row["path"])
            self.assertEqual([link for link in page.links if not link.startswith("#n")], [])
            self.assertLessEqual({link[1:] for link in page.links}, set(page.ids))
            self.assertEqual(len(page.ids), len(set(page.ids)))
            for part in words:
                self.assertIn("".join(part.split()), "".join(drawn.split()), row["path"])
                self.assertIn("".join(part.split()), "".join(page.words.split()), row["path"])

    def test_drawings_of_a_hostile_page_hold_no_markup_of_its(self):
        bad = "</p></span><script>alert(1)</script><img src=x onerror=alert(1)>\"'&]]>"
        with tempfile.TemporaryDirectory() as folder:
            path, case = os.path.join(folder, "bad.txt"), os.path.join(folder, "bad.hearsay")
            with open(path, "wb") as f:
                f.write(f"{bad}\n\nBy {bad}\n\nThe mayor said {bad} the bridge was shut.\n\n".encode() +
                        b"The clerk \x01\x1b[31m\xff\xe2\x80\xae said that nobody knew.\n\n" + b"<" * 3000 + b"\n")
            self.expect(0, "read", path, "--case", case)
            svg = self.expect(0, "show", path, "--svg", "--case", case).stdout
            self.assertEqual([e.tag for e in ElementTree.fromstring(svg).iter() if e.tag.endswith(("script", "img"))], [])
            out = os.path.join(folder, "bad.html")
            done = self.expect(0, "show", path, "--case", case, "-o", out)
            self.assertEqual(done.stdout, b"")
            with open(out, encoding="utf-8") as f:
                page = Page(f.read())
            self.assertEqual(page.open, [])
            self.assertFalse(page.tags & {"script", "img", "iframe", "object", "link", "base"})
            self.assertFalse([name for name in page.attributes if name.startswith("on") or name in ("src", "srcset")])
            self.assertIn("<script>alert(1)</script>", page.words)

    def test_show_draws_one_claim_or_one_part(self):
        claim = next(c for c in json.loads(self.ask("claims", "--depth", "1+", "--region", "main", "--json").stdout))
        whole = self.ask("show", claim["document"], "--html").stdout
        one = self.ask("show", "--claim", claim["id"][:12], "--html").stdout
        self.assertLess(len(one), len(whole))
        self.assertIn(claim["id"][:10].encode(), one)
        part = self.ask("show", claim["document"], "--part", claim["part"], "--svg").stdout
        self.assertTrue(part.startswith(b"<?xml"))
        self.ask("show", claim["document"], "--part", "p:99999", "--svg", status=1)
        self.ask("show", claim["document"], "--claim", "c:ffffffffffffffff", status=1)
        several = self.ask("show", claim["document"], "--claim", "c:", status=1)
        self.assertIn(b"several claims", several.stderr)
        self.ask("show", "--svg", status=2)
        self.ask("show", claim["document"], "--svg", "--html", status=2)
        self.ask("show", claim["document"], "--svg", "--json", status=2)

    def test_verify_holds_and_then_names_what_a_changed_byte_hits(self):
        case = os.path.join(self.folder.name, "damaged.hearsay")
        shutil.copy(self.case, case)
        self.expect(0, "verify", "--case", case)
        db = sqlite3.connect(case)
        db.execute("drop trigger captures_stay")
        claim = json.loads(self.ask("claims", "--json").stdout)[0]
        where = "sha256 = (select sha256 from documents where id = ?)"
        content = db.execute(f"select bytes from captures where {where}", (claim["document"],)).fetchone()[0]
        at = claim["anchor"]["source"][0][0]
        db.execute(f"update captures set bytes = ? where {where}",
                   (content[:at] + b"#" + content[at + 1:], claim["document"]))
        db.commit()
        db.close()
        done = self.expect(4, "verify", "--case", case)
        self.assertIn(claim["id"], done.stdout.decode())
        findings = json.loads(self.expect(4, "verify", "--case", case, "--json").stdout)
        self.assertTrue(any(f["claims"] for f in findings))

    def test_archives_are_read_into_a_case_and_verified_record_by_record(self):
        with tempfile.TemporaryDirectory() as folder:
            made = archives.write_all(folder, archives.load(ARGS.pages))
            for name in made:
                case = os.path.join(folder, "case.hearsay")
                read = ("read", "--reader", "rules", os.path.join(folder, name), "--case", case)
                self.expect(0, *read)
                held = self.expect(0, *read)
                self.assertIn(b"read 0 documents", held.stderr, name)
                said = self.expect(0, "verify", "--case", case).stderr.decode()
                self.assertIn("everything holds", said, name)
                self.assertNotIn("no longer there", said, name)
                os.remove(case)
            path, case = os.path.join(folder, "a.warc"), os.path.join(folder, "warc.hearsay")
            self.expect(0, "read", "--reader", "rules", path, "--case", case)
            claim = next(c for c in json.loads(self.expect(0, "claims", "--json", "--case", case).stdout)
                         if c["document"] == "d:" + archives.load(ARGS.pages)[0].sha256[:16])
            with open(path, "rb") as f:
                content = f.read()
            at = content.index(claim["anchor"]["exact"].split()[0].encode(), content.index(b"WARC-Type: response"))
            with open(path, "wb") as f:
                f.write(content[:at] + b"#" + content[at + 1:])
            done = self.expect(4, "verify", "--case", case)
            self.assertIn(b"file changed", done.stdout)

    def test_sql_reads_and_never_writes(self):
        self.assertEqual(json.loads(self.ask("sql", "select 1 as one, 'x' as x", "--json").stdout), [{"one": 1, "x": "x"}])
        self.assertTrue(self.expect(0, "sql", "-", "--case", self.case, stdin=b"select count(*) from claims").stdout.strip())
        self.ask("sql", "select 1 where 0", status=1)
        for statement in ("delete from claims", "drop table claims", "pragma user_version=9", "attach 'x' as y", "selec"):
            self.ask("sql", statement, status=2)

    def test_a_case_file_of_a_newer_schema_or_another_kind_is_refused(self):
        case = os.path.join(self.folder.name, "newer.hearsay")
        shutil.copy(self.case, case)
        db = sqlite3.connect(case)
        db.execute("pragma user_version=99")
        db.close()
        self.expect(5, "claims", "--case", case)
        self.expect(5, "read", ARGS.pages, "--case", case)
        self.expect(2, "claims", "--case", __file__)

    def test_a_held_case_file_is_status_5(self):
        case = os.path.join(self.folder.name, "held.hearsay")
        shutil.copy(self.case, case)
        db = sqlite3.connect(case, isolation_level=None)
        db.execute("begin immediate")
        try:
            with tempfile.TemporaryDirectory() as folder:
                page = os.path.join(folder, "new.txt")
                with open(page, "w", encoding="utf-8") as f:
                    f.write("The mayor said on Monday that the bridge is closed.\n")
                self.expect(5, "read", page, "--case", case)
        finally:
            db.execute("rollback")
            db.close()

    def test_doctor(self):
        checks = {c["check"]: c for c in json.loads(self.ask("doctor", "--json").stdout)}
        self.assertEqual(checks["model"]["state"], "ok")
        self.assertEqual(checks["case file"]["state"], "ok")

    def test_an_interrupt_stops_between_documents_and_the_same_command_goes_on(self):
        with tempfile.TemporaryDirectory() as folder:
            pages = os.path.join(folder, "pages")
            os.mkdir(pages)
            for i in range(3000):
                with open(os.path.join(pages, f"{i:05}.txt"), "w", encoding="utf-8") as f:
                    f.write(f"The mayor said on Monday that bridge {i} is closed. Officials denied it.\n\n" * 20)
            case = os.path.join(folder, "case.hearsay")
            process = subprocess.Popen([ARGS.hearsay, "read", pages, "--case", case], stderr=subprocess.PIPE, env=environment())
            began = time.monotonic()
            while not os.path.exists(case + "-wal") and process.poll() is None and time.monotonic() - began < HANG:
                time.sleep(0.01)
            time.sleep(0.3)
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=HANG)[1].decode()
            self.assertEqual(process.returncode, 130, said)
            self.assertIn("same command again", said)
            db = sqlite3.connect(case)
            held = db.execute("select count(*) from documents").fetchone()[0]
            db.close()
            self.assertLess(held, 3000)
            self.assertIn(f"read {held:,} document", said)


def main() -> int:
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--hearsay", required=True)
    p.add_argument("--pages", required=True)
    p.add_argument("--need-model", action="store_true")
    _, rest = p.parse_known_args(namespace=ARGS)
    ARGS.hearsay, ARGS.pages = os.path.abspath(ARGS.hearsay), os.path.abspath(ARGS.pages)
    return not unittest.main(argv=[sys.argv[0], *rest], exit=False).result.wasSuccessful()


if __name__ == "__main__":
    sys.exit(main())
