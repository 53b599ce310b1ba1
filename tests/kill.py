"""A `kill -9` at any moment leaves a case file that `verify` accepts and that a re-run completes.

    python3 tests/kill.py --hearsay build/hearsay --pages examples/pages [--times 50] [--seed 1]

Each round starts `hearsay read` on a fresh case file and kills it after a random share of the time that a whole run
takes; then `verify` must exit 0, a second `read` must exit 0, and the case must hold the same rows as one that was never
disturbed. Prints how many rounds were killed before the end.
"""
import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time


def rows(case: str) -> list:
    db = sqlite3.connect(f"file:{case}?mode=ro", uri=True)
    try:
        return sorted(db.execute("select id from documents")) + sorted(db.execute("select id from claims"))
    finally:
        db.close()


def main() -> int:
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--hearsay", required=True)
    p.add_argument("--pages", required=True)
    p.add_argument("--times", type=int, default=50)
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    random.seed(a.seed)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    failures = killed = 0
    with tempfile.TemporaryDirectory() as folder:
        whole = os.path.join(folder, "whole.hearsay")
        began = time.perf_counter()
        status = subprocess.run([a.hearsay, "read", a.pages, "--case", whole], **quiet).returncode
        took = time.perf_counter() - began
        expected = rows(whole)
        if not expected:
            print("the undisturbed run stored nothing")
            return 1
        again = subprocess.run([a.hearsay, "read", a.pages, "--case", whole], **quiet).returncode
        if rows(whole) != expected or again != status:
            print("a second read of the same pages changed the case file")
            failures += 1
        for i in range(a.times):
            case = os.path.join(folder, f"{i}.hearsay")
            run = subprocess.Popen([a.hearsay, "read", a.pages, "--case", case], **quiet)
            time.sleep(random.random() * took)
            if run.poll() is None:
                run.send_signal(signal.SIGKILL)
                killed += 1
            run.wait()
            if os.path.exists(case):
                verified = subprocess.run([a.hearsay, "verify", "--case", case], capture_output=True)
                # 1: killed before the first document, so there is nothing to verify.
                if verified.returncode not in (0, 1):
                    print(f"round {i}: verify ended with {verified.returncode}: {verified.stderr[-300:]!r}")
                    failures += 1
            second = subprocess.run([a.hearsay, "read", a.pages, "--case", case], **quiet).returncode
            if second != status or rows(case) != expected:
                print(f"round {i}: the second read did not complete the case")
                failures += 1
    print(f"kill: {a.times} rounds, {killed} killed before the end, {failures} failures")
    return failures > 0


if __name__ == "__main__":
    sys.exit(main())
