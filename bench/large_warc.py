"""Memory and speed of reading a WARC file of any size: one is generated, read by `hearsay source --jsonl`, and deleted.

    python3 bench/large_warc.py --hearsay build/hearsay --pages examples/pages [--megabytes 5000] [--gzip] [--pipe] [--threads 1]

--pages: HTML files, also packed ones (.gz), in a folder and those below it; they are repeated under new addresses, with a picture
after every third. With --flat the file is read at a tenth of its size too, and the exit status is 1 if the peaks differ by more than
64 MiB. The generated file lies in the folder that TMPDIR names.
"""
import argparse
import gzip
import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "cli"))
import archives  # noqa: E402


def pages_of(folder: str, pad: int) -> list[archives.Page]:
    pages = []
    for at, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            if not name.endswith((".html", ".html.gz")):
                continue
            with (gzip.open if name.endswith(".gz") else open)(os.path.join(at, name), "rb") as f:
                content = f.read()
            # Pages of today are 250 KB, most of it not text.
            content += b"<!-- " + b"x" * max(0, pad - len(content)) + b" -->"
            pages.append(archives.Page(name.removesuffix(".gz"), content))
    return pages


def generate(out, pages: list[archives.Page], size: int, packed: bool) -> int:
    picture = b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\xff" + bytes(20_000)
    wrap = (lambda r: gzip.compress(r, 6, mtime=0)) if packed else (lambda r: r)
    records = [wrap(archives.record("response", p.url, "application/http; msgtype=response", archives.response(p, 0))) for p in pages]
    picture = wrap(archives.record("response", "https://news.example/a.jpg", "application/http; msgtype=response", picture))
    written = count = 0
    while written < size:
        piece = records[count % len(records)] + (picture if count % 3 == 0 else b"")
        try:
            out.write(piece)
        except BrokenPipeError:
            return count
        written += len(piece)
        count += 1
    return count


# A small process starts the program: what a large one forks counts as large itself.
LAUNCHER = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
"""


def measure(a: argparse.Namespace, pages: list[archives.Page], size: int) -> tuple[int, float, int]:
    """Pages, seconds of CPU time, and MiB at the peak."""
    with tempfile.NamedTemporaryFile(suffix=".warc.gz" if a.gzip else ".warc") as f:
        argv = [sys.executable, "-c", LAUNCHER, a.hearsay, "source", "--jsonl", "--threads", str(a.threads), "-" if a.pipe else f.name]
        if a.pipe:
            launcher = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            count = generate(launcher.stdin, pages, size, a.gzip)
            launcher.stdin.close()
        else:
            count = generate(f, pages, size, a.gzip)
            f.flush()
            launcher = subprocess.Popen(argv, stdout=subprocess.PIPE)
        answer = launcher.stdout.read().split()
        launcher.stdout.close()
        launcher.wait()
    return count, float(answer[0]), int(answer[1])


def main() -> int:
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--hearsay", required=True)
    p.add_argument("--pages", required=True)
    p.add_argument("--megabytes", type=int, default=5000)
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--pad", type=int, default=0, metavar="BYTES", help="make smaller pages this long")
    p.add_argument("--gzip", action="store_true")
    p.add_argument("--pipe", action="store_true")
    p.add_argument("--flat", action="store_true")
    a = p.parse_args()
    pages = pages_of(a.pages, a.pad)
    peaks = []
    for size in ([a.megabytes // 10] if a.flat else []) + [a.megabytes]:
        began = time.monotonic()
        count, cpu, peak = measure(a, pages, size * 1_000_000)
        peaks.append(peak)
        print(f"{size} MB {'gzip' if a.gzip else 'plain'}, {count} pages: {peak} MiB at the peak, {count / max(cpu, 0.01):.0f} pages a second "
              f"of one core ({cpu:.1f} s CPU, {time.monotonic() - began:.0f} s with generating)")
    return a.flat and peaks[1] > peaks[0] + 64


if __name__ == "__main__":
    sys.exit(main())
