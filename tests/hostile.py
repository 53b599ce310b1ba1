"""Hostile inputs (contract, section 4): nothing on a page crashes or hangs the program, and what cannot be read is named.

    python3 tests/hostile.py --hearsay build/hearsay [--megabytes 1] [--table]

Each input is read by `annotate` alone and then all of them by `read` into one case file, between two good pages. An input
marked `bad` must give exit status 3 and a line on stderr with its path and a reason; the others status 0 (None:
either; what it comes to depends on the size). With --table
the seconds and the peak memory of each are printed (nothing is asserted about them but a limit against hanging).
"""
import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time

HANG = 120  # seconds; a limit against hanging, no measure of speed


def inputs(size: int) -> dict[str, tuple[bytes, bool | None]]:
    """name -> (bytes, bad). `size` bytes for those that grow."""
    page = b"<!DOCTYPE html><title>t</title><body><article><p>The mayor said on Monday that the bridge is closed.</p>"
    fill = lambda piece: piece * (size // len(piece) + 1)
    good = b"The mayor said on Monday that the bridge is closed.\n"
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"

    def record(block: bytes, length: int | None = None, fields: bytes = b"") -> bytes:
        return (b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\n"
                b"Content-Type: application/http; msgtype=response\r\n" + fields + b"Content-Length: %d\r\n\r\n"
                % (len(block) if length is None else length) + block + b"\r\n\r\n")
    bomb = gzip.compress(b" " * (65 << 20), 9)
    return {
        "bomb.html.gz": (bomb, True),
        "bomb.warc": (record(http + b"Content-Encoding: gzip\r\n\r\n" + bomb) + record(http + b"\r\n" + page), True),
        "bomb.warc.gz": (gzip.compress(record(http + b"\r\n" + b" " * (65 << 20))) + gzip.compress(record(http + b"\r\n" + page)), True),
        "magic.warc.gz": (gzip.compress(record(http + b"\r\n" + page))[:100] + fill(b"\x1f\x8b\x08\0\0\0\0\0\0\xff\x01\0"), True),
        "lengths.warc": (record(http + b"\r\n" + page, 60_000_000) * 500, True),
        "endless-header.warc": (b"WARC/1.0\r\n" + fill(b"X-Field: y\r\n"), True),
        "chunks.warc": (record(http + b"Transfer-Encoding: chunked\r\n\r\n" + fill(b"1\r\nx\r\n")), True),
        "codings.warc": (record(http + b"Content-Encoding: " + b"gzip, " * 5000 + b"gzip\r\n\r\n" + gzip.compress(page)), True),
        "surrogates.jsonl": (b'{"text": "The mayor \\ud800 said \\udc00\\ud800 no on Monday."}\n', True),
        "deep.jsonl": (b'{"text":' + fill(b"[") + b"\n", True),
        "one-line.jsonl": (b'{"text":"' + fill(b"a "), True),
        "deep.eml": (b"MIME-Version: 1.0\r\n" + fill(b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"), None),
        "parts.eml": (b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=-\r\n\r\n" + fill(b"---\r\n\r\nx\r\n"), None),
        "headers.eml": (b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n" + fill(b"X: =?utf-8?q?x?=\r\n") + b"\r\n" + good, False),
        "ends.wacz": (b"PK\x05\x06" + fill(b"PK\x05\x06"), True),
        "members.wacz": (b"PK\x03\x04" + fill(b"PK\x01\x02" + bytes(42)) + b"PK\x05\x06" + bytes(18), True),
        "empty.html": (b"", True),
        "empty.txt": (b"", True),
        "blank.txt": (b" \n\t\n", True),
        "binary.html": (bytes(range(256)) * (size // 256), True),
        "elf.txt": (b"\x7fELF\x02\x01\x01" + bytes(5000), True),
        "png.html": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, True),
        "truncated.html.gz": (gzip.compress(page * 50)[:-20], True),
        "broken.warc": (b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999\r\n\r\nHTTP/1.1 200 OK\r\n", True),
        "nul.txt": (b"The mayor said\0\0 on Monday that\0 the bridge is closed.\n", True),
        "nul.html": (page + b"\0" * 100, True),
        "invalid-utf8.txt": (b"The mayor \xff\xfe said \xc3( that the bridge \xe2\x82 is closed. \xe2\x80\x93 \xe2\x80\x93\n", False),  # no declaration: windows-1252
        "surrogates.html": (b'<meta charset="utf-8">' + page + b"<p>&#xD800;&#xDFFF; \xed\xa0\x80 half a pair</p>\xe2\x80\x99", True),
        "wrong-charset.html": (b'<meta charset="utf-8">' + page + b"<p>caf\xe9 \x93quoted\x94 and so on</p>", True),
        "unknown-charset.html": (b'<meta charset="x-klingon">' + page + b"<p>caf\xe9</p>", True),
        "one-line.txt": (fill(b"a"), True),
        "one-line-words.txt": (fill(b"he said that "), True),
        "one-line.html": (page + b"<p>" + fill(b"He said no. ") + b"</p>", True),
        "quotes.txt": (fill(b"\"' ``'' \xe2\x80\x9c \xe2\x80\x9e\" "), True),
        "quote-equals.txt": (b'""=\n"" = "" \xe2\x80\x9d\xe2\x80\x9c\n' + good, False),
        "many-lines.txt": (fill(b"x\n"), True),
        "blank-lines.txt": (good + fill(b"\n \n"), False),
        "nesting.html": (page + fill(b"<div>") + b"deep", None),
        "nesting-inline.html": (page + fill(b"<b><i>"), None),
        "nesting-table.html": (page + fill(b"<table><tr><td>"), None),
        "open-tags.html": (page + fill(b"<a<b<c"), False),
        "open-comment.html": (page + fill(b"<!--"), False),
        "open-script.html": (page + b"<script>" + fill(b"<!--<script>"), False),
        "references.html": (page + fill(b"&#&#x&amp&lt"), True),
        "attributes.html": (page + b"<a " + b" ".join(b"a%d=%d" % (i, i) for i in range(size // 12)) + b">x</a>", False),
        "formatting.html": (page + fill(b"<p><b><i><u>x</p>"), None),  # by how many paragraphs it comes to
        "json-ld.html": (b'<script type="application/ld+json">' + fill(b'{"@graph":[') + b"</script>" + page, False),
        "good.txt": (good, False),
    }


def run(argv: list[str]) -> tuple[int, str, str, float, float]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    began = time.perf_counter()
    done = subprocess.run(argv, capture_output=True, timeout=HANG)
    took = time.perf_counter() - began
    peak = max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"), took, peak


def main() -> int:
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--hearsay", required=True)
    p.add_argument("--megabytes", type=float, default=1)
    p.add_argument("--table", action="store_true")
    a = p.parse_args()
    failures = 0

    def fail(what: str) -> None:
        nonlocal failures
        failures += 1
        print(what)

    with tempfile.TemporaryDirectory() as folder:
        pages = os.path.join(folder, "pages")
        os.mkdir(pages)
        made = inputs(int(a.megabytes * (1 << 20)))
        for name, (content, bad) in sorted(made.items()):
            path = os.path.join(pages, name)
            with open(path, "wb") as f:
                f.write(content)
            try:
                status, out, err, took, peak = run([a.hearsay, "annotate", path])
            except subprocess.TimeoutExpired:
                fail(f"{name}: still running after {HANG} s")
                continue
            if a.table:
                print(f"{name:<22} {len(content):>10} bytes  status {status}  {took:6.2f} s  {peak:6.0f} MiB at most so far")
            if status not in ((0, 3) if bad is None else (3,) if bad else (0,)):
                fail(f"{name}: status {status}, expected {3 if bad else 0}; {err[-200:].strip()}")
            if bad and name not in err:
                fail(f"{name}: the message does not name it: {err[-200:].strip()}")
            for line in out.splitlines():
                json.loads(line)
        case = os.path.join(folder, "all.hearsay")
        status, _, err, took, _ = run([a.hearsay, "read", pages, "--case", case])
        if status != 3:
            fail(f"read of all: status {status}, expected 3; {err[-300:].strip()}")
        status, _, err, _, _ = run([a.hearsay, "verify", "--case", case])
        if status != 0:
            fail(f"verify after reading all: status {status}; {err[-300:].strip()}")
    print(f"hostile: {len(made)} inputs, {failures} failures")
    return failures > 0


if __name__ == "__main__":
    sys.exit(main())
