"""Archives of each kind made from pages with Python's own gzip, zipfile, email, quopri and json, and what must come out of them.

Used by end_to_end.py. By hand, to look at one:  python3 tests/cli/archives.py FOLDER PAGE…
"""
import base64
import email.message
import email.policy
import gzip
import hashlib
import io
import json
import os
import quopri
import sys
import zipfile
import zlib
from dataclasses import dataclass

DATE = "2025-06-06T10:00:00Z"


@dataclass
class Page:
    name: str
    bytes: bytes

    @property
    def html(self) -> bool:
        return self.name.endswith(".html")

    @property
    def type(self) -> str:
        return "text/html" if self.html else "text/plain"

    @property
    def url(self) -> str:
        return f"https://news.example/{self.name}"

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.bytes).hexdigest()


def load(folder: str) -> list[Page]:
    pages = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as f:
            pages.append(Page(name, f.read()))
    return pages


def chunked(content: bytes, size: int = 700) -> bytes:
    parts = [content[i:i + size] for i in range(0, len(content), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


def record(kind: str, uri: str, content_type: str, block: bytes, **fields: str) -> bytes:
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode()
    lines = ["WARC/1.1", f"WARC-Type: {kind}", f"WARC-Target-URI: {uri}", f"WARC-Date: {DATE}", f"Content-Type: {content_type}",
             f"WARC-Block-Digest: sha1:{digest}", *(f"{k.replace('_', '-')}: {v}" for k, v in fields.items()),
             f"Content-Length: {len(block)}", "", ""]
    return "\r\n".join(lines).encode() + block + b"\r\n\r\n"


def response(page: Page, i: int) -> bytes:
    """A page as servers send it: plain, chunked, gzip, zlib, raw deflate, or gzip in chunks, by turns."""
    headers, body = [f"Content-Type: {page.type}"], page.bytes
    if i % 6 == 1:
        headers, body = [*headers, "Transfer-Encoding: chunked"], chunked(body)
    elif i % 6 == 2:
        headers, body = [*headers, "Content-Encoding: gzip"], gzip.compress(body, mtime=0)
    elif i % 6 == 3:
        headers, body = [*headers, "Content-Encoding: deflate"], zlib.compress(body)
    elif i % 6 == 4:
        headers, body = [*headers, "Content-Encoding: deflate"], zlib.compress(body)[2:-4]
    elif i % 6 == 5:
        headers, body = [*headers, "Content-Encoding: gzip", "Transfer-Encoding: chunked"], chunked(gzip.compress(body, mtime=0))
    return "\r\n".join(["HTTP/1.1 200 OK", *headers, "", ""]).encode() + body


def warc_records(pages: list[Page]) -> list[bytes]:
    records = [record("warcinfo", "", "application/warc-fields", b"software: by hand\r\n")]
    for i, page in enumerate(pages):
        records.append(record("request", page.url, "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"))
        records.append(record("response", page.url, "application/http; msgtype=response", response(page, i),
                              WARC_Payload_Digest=f"sha1:{page.sha256}"))
        records.append(record("response", page.url + ".png", "application/http; msgtype=response",
                              b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG" + bytes(range(256)) * 8))
    records.append(record("revisit", pages[0].url, "application/http; msgtype=response", b"",
                          WARC_Payload_Digest=f"sha1:{pages[0].sha256}"))
    return records


def warc(pages: list[Page]) -> bytes:
    return b"".join(warc_records(pages))


def warc_gz(pages: list[Page]) -> bytes:
    return b"".join(gzip.compress(r, mtime=0) for r in warc_records(pages))


def wacz(pages: list[Page]) -> bytes:
    half = len(pages) // 2
    members = {"archive/a.warc.gz": warc_gz(pages[:half]), "archive/b.warc.gz": warc_gz(pages[half:]),
               "pages/pages.jsonl": b'{"format": "json-pages-1.0", "id": "pages"}\n' + b"".join(
                   json.dumps({"url": p.url, "ts": DATE, "title": p.name}).encode() + b"\n" for p in pages)}
    package = {"profile": "data-package", "wacz_version": "1.1.1", "resources": [
        {"name": n.split("/")[1], "path": n, "hash": "sha256:" + hashlib.sha256(c).hexdigest(), "bytes": len(c)}
        for n, c in members.items()]}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, content in members.items():
            z.writestr(zipfile.ZipInfo(name, (2025, 6, 6, 0, 0, 0)), content, zipfile.ZIP_STORED)
        z.writestr(zipfile.ZipInfo("datapackage.json", (2025, 6, 6, 0, 0, 0)), json.dumps(package), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def mhtml(page: Page) -> bytes:
    """As Chromium writes it: quoted-printable in a related set, a picture and a frame beside it."""
    text = b"=0A=\r\n".join(quopri.encodestring(line).replace(b"\n", b"\r\n") for line in page.bytes.split(b"\n"))
    head = (f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {page.url}\r\nSubject: a page\r\n"
            "Date: Fri, 6 Jun 2025 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
            '\ttype="text/html";\r\n\tboundary="----MultipartBoundary--x----"\r\n\r\n\r\n').encode()

    def part(content: bytes, *fields: str) -> bytes:
        return b"------MultipartBoundary--x----\r\n" + "\r\n".join([*fields, "", ""]).encode() + content + b"\r\n"
    return (head + part(text, "Content-Type: text/html", "Content-ID: <frame-1@mhtml.blink>",
                        "Content-Transfer-Encoding: quoted-printable", f"Content-Location: {page.url}")
            + part(base64.encodebytes(bytes(range(256))), "Content-Type: image/png", "Content-Transfer-Encoding: base64",
                   f"Content-Location: {page.url}.png")
            + part(b"<p>An advertisement</p>", "Content-Type: text/html", "Content-Transfer-Encoding: binary",
                   "Content-Location: cid:frame-2@mhtml.blink")
            + b"------MultipartBoundary--x------\r\n")


def eml(pages: list[Page]) -> bytes:
    """A mail with text and HTML alternatives, a forwarded mail inside, and a page attached."""
    inner = email.message.EmailMessage(policy=email.policy.SMTP)
    inner["Subject"], inner["From"], inner["Message-ID"] = "Forwarded, été", "Jörg Brandt <j@gull.example>", "<inner@gull.example>"
    inner["Date"] = "Thu, 05 Jun 2025 08:00:00 +0200"
    inner.set_content("The harbour master said on Thursday that the pier would stay closed.\n", cte="quoted-printable")
    outer = email.message.EmailMessage(policy=email.policy.SMTP)
    outer["Subject"], outer["From"], outer["Message-ID"] = "Dépêche du matin – “pier”", "Ann Berg <ann@post.example>", "<outer@post.example>"
    outer["Date"] = "Fri, 06 Jun 2025 12:30:00 +0200"
    outer.set_content("See the HTML part.\n")
    outer.add_alternative(pages[0].bytes.decode(), subtype="html", cte="base64")
    outer.add_attachment(pages[1].bytes, maintype="text", subtype="html", filename="page.html")
    outer.add_attachment(b"\x89PNG" + bytes(100), maintype="image", subtype="png", filename="x.png")
    outer.add_attachment(inner)
    return outer.as_bytes()


def jsonl(pages: list[Page]) -> bytes:
    lines = []
    for i, page in enumerate(pages):
        fields = {"url": page.url, "title": f"Title {i}", "published": f"2025-06-{i + 1:02}", "outlet": "The Gull",
                  "authors": [{"name": "Ann Berg"}] if i % 2 else ["Ann Berg", "Jon Arvid"], "captured_at": DATE,
                  "other": {"text": "nested, and not the text", "list": [1, 2.5e300, None, True]},
                  ("html" if page.html else "text"): page.bytes.decode()}
        lines.append(json.dumps(fields, ensure_ascii=i % 2 == 0))
    return ("\n".join(lines) + "\n\n").encode()


def write_all(folder: str, pages: list[Page]) -> dict[str, list[Page]]:
    """Archives by name, with the pages that come out of each, in order."""
    utf8 = []
    for page in pages:
        try:
            page.bytes.decode()
            utf8.append(page)
        except UnicodeDecodeError:
            pass
    made = {"a.warc": (warc(pages), pages), "a.warc.gz": (warc_gz(pages), pages),
            "whole.warc.gz": (gzip.compress(warc(pages), mtime=0), pages), "a.wacz": (wacz(pages), pages),
            "a.mhtml": (mhtml(pages[2]), [pages[2]]), "a.jsonl": (jsonl(utf8), utf8),
            "b.jsonl.gz": (gzip.compress(jsonl(utf8), mtime=0), utf8),
            "a.html.gz": (gzip.compress(pages[0].bytes, mtime=0), [pages[0]])}
    for name, (content, _) in made.items():
        with open(os.path.join(folder, name), "wb") as f:
            f.write(content)
    return {name: expected for name, (_, expected) in made.items()}


if __name__ == "__main__":
    for made_name in write_all(sys.argv[1], [Page(os.path.basename(p), open(p, "rb").read()) for p in sys.argv[2:]]):
        print(made_name)
