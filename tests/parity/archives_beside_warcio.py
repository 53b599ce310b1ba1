"""WARC files written by warcio (PyPI), read by hearsay and by warcio: the same records, places, dates, payloads and digests.

    python3 tests/parity/archives_beside_warcio.py HEARSAY PAGES_FOLDER

Each page is written as a response (plain, chunked, gzip, deflate by turns), as a resource, beside requests and pictures; plain and with
one gzip member a record, in WARC 1.0 and 1.1.
"""
import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
import zlib

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter


def chunked(content: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(content[i:i + 999]), content[i:i + 999]) for i in range(0, len(content), 999)) + b"0\r\n\r\n"


def write(path: str, pages: list[str], packed: bool, version: str) -> None:
    with open(path, "wb") as f:
        writer = WARCWriter(f, gzip=packed, warc_version=version)
        writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "warcio"}))
        for i, page in enumerate(pages):
            with open(page, "rb") as p:
                body = p.read()
            headers = [("Content-Type", "text/html" if page.endswith(".html") else "text/plain")]
            if i % 4 == 1:
                headers, body = [*headers, ("Transfer-Encoding", "chunked")], chunked(body)
            elif i % 4 == 2:
                headers, body = [*headers, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")], chunked(gzip.compress(body))
            elif i % 4 == 3:
                headers, body = [*headers, ("Content-Encoding", "deflate")], zlib.compress(body)
            uri = f"https://news.example/{i}?a=b"
            response = writer.create_warc_record(uri, "response", payload=io.BytesIO(body),
                                                 http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"))
            request = writer.create_warc_record(uri, "request", http_headers=StatusAndHeaders("GET / HTTP/1.1", [], is_http_request=True))
            writer.write_request_response_pair(request, response)
            picture = StatusAndHeaders("200 OK", [("Content-Type", "image/png")], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(uri + ".png", "response", payload=io.BytesIO(bytes(range(256)) * 9),
                                                          http_headers=picture))
        with open(pages[0], "rb") as p:
            writer.write_record(writer.create_warc_record("https://news.example/resource", "resource", payload=p,
                                                          warc_content_type="text/html; charset=utf-8"))


def by_warcio(path: str) -> list[tuple]:
    out = []
    with open(path, "rb") as f:
        iterator = ArchiveIterator(f, check_digests="raise")
        for record in iterator:
            kind = (record.http_headers or record.rec_headers).get_header("Content-Type", "")
            if record.rec_type not in ("response", "resource") or not kind.startswith("text/"):
                continue
            payload = record.content_stream().read()
            out.append((iterator.get_record_offset(), iterator.get_record_length(), record.rec_headers.get_header("WARC-Target-URI"),
                        record.rec_headers.get_header("WARC-Date"), len(payload), hashlib.sha256(payload).hexdigest()))
    return out


def by_hearsay(program: str, path: str) -> list[tuple]:
    done = subprocess.run([program, "source", "--jsonl", path], capture_output=True, check=True)
    out = []
    for line in done.stdout.splitlines():
        source = json.loads(line)["source"]
        with open(path, "rb") as f:
            f.seek(source["archive"]["offset"])
            inside = f.read(source["archive"]["length"])
        assert hashlib.sha256(inside).hexdigest() == source["archive"]["sha256"], source
        out.append((source["archive"]["offset"], source["archive"]["length"], source["uri"], source["captured_at"], source["bytes"],
                    source["sha256"]))
    return out


def main() -> int:
    program, folder = sys.argv[1:3]
    pages = [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
    wrong = 0
    with tempfile.TemporaryDirectory() as at:
        for version in ("WARC/1.0", "WARC/1.1"):
            for packed in (False, True):
                path = os.path.join(at, "a.warc.gz" if packed else "a.warc")
                write(path, pages, packed, version)
                theirs, ours = by_warcio(path), by_hearsay(program, path)
                differ = len(theirs) != len(ours) or sum(a != b for a, b in zip(theirs, ours))
                print(f"{version} {'gzip' if packed else 'plain'}: {len(theirs)} records by warcio, {len(ours)} by hearsay, {int(differ)} differ")
                wrong += bool(differ) or not theirs
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main())
