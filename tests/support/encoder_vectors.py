"""Writes what torch makes of the synthetic reader of src/language/synthetic_reader.h, for src/language/encoder_test.cc.

    python3 tests/support/encoder_vectors.py tests/data/language

Needs torch, safetensors and PyPI `tokenizers`; the network is train/reader/encoder.py's, in double precision. Rows of encoder.tsv: text
(bytes other than printable ASCII, and backslashes, as \\xHH), then for each word its first eight numbers and its length.
"""
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "train" / "reader"))
from encoder import Encoder  # noqa: E402
from wordpiece_vectors import escaped  # noqa: E402

WIDTH, LAYERS, INNER, POSITIONS = 384, 2, 384, 384
TEXTS = ["The minister said: \"un-affable\"!", "caf\u00e9", "reports, reported; reporting \u2014 \u03ce\u03c1\u03b1 \u043c\u0438\u0440", "a b c d e f g h i j k l m n o p r s t u v w y z " * 3,
         "said the minister 2019-19 [UNK] \u9996\u76f8 ok"]


class Numbers:
    def __init__(self) -> None:
        self.tensor = 0

    @staticmethod
    def raw(tensor: int, count: int) -> np.ndarray:
        with np.errstate(over="ignore"):
            z = np.uint64(tensor << 32) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
            z = (z ^ z >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
            z = (z ^ z >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
            return z ^ z >> np.uint64(31)

    @classmethod
    def fractions(cls, tensor: int, count: int) -> np.ndarray:
        return ((cls.raw(tensor, count) >> np.uint64(54)).astype(np.float64) - 512) / 1024

    def floats(self, shape: tuple, base: float, factor: float) -> torch.Tensor:
        self.tensor += 1
        return torch.from_numpy(base + factor * self.fractions(self.tensor, int(np.prod(shape))).reshape(shape))

    def matrix(self, outputs: int, inputs: int) -> tuple[torch.Tensor, torch.Tensor]:
        self.tensor += 1
        q = (self.raw(self.tensor, outputs * inputs) % np.uint64(129)).astype(np.float64).reshape(outputs, inputs) - 64
        scale = self.floats((outputs,), 2.0**-10, 2.0**-10)
        return torch.from_numpy(q) * scale[:, None], self.floats((outputs,), 0, .5)


def network(vocabulary: int) -> Encoder:
    """train/reader/encoder.py's, from a folder of BERT's form with nothing in it, then filled."""
    config = {"hidden_size": WIDTH, "vocab_size": vocabulary, "max_position_embeddings": POSITIONS, "type_vocab_size": 2, "layer_norm_eps": 1e-12,
              "num_attention_heads": WIDTH // 32, "intermediate_size": INNER, "num_hidden_layers": LAYERS}
    zero = {"embeddings.word_embeddings.weight": (vocabulary, WIDTH), "embeddings.position_embeddings.weight": (POSITIONS, WIDTH),
            "embeddings.token_type_embeddings.weight": (2, WIDTH), "embeddings.LayerNorm.weight": (WIDTH,), "embeddings.LayerNorm.bias": (WIDTH,)}
    for i in range(LAYERS):
        for name, outputs, inputs in (("attention.self.query", WIDTH, WIDTH), ("attention.self.key", WIDTH, WIDTH), ("attention.self.value", WIDTH, WIDTH),
                                      ("attention.output.dense", WIDTH, WIDTH), ("intermediate.dense", INNER, WIDTH), ("output.dense", WIDTH, INNER)):
            zero[f"encoder.layer.{i}.{name}.weight"], zero[f"encoder.layer.{i}.{name}.bias"] = (outputs, inputs), (outputs,)
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            zero[f"encoder.layer.{i}.{name}.weight"] = zero[f"encoder.layer.{i}.{name}.bias"] = (WIDTH,)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "config.json").write_text(json.dumps(config), encoding="utf-8")
        save_file({k: torch.zeros(v) for k, v in zero.items()}, str(Path(folder) / "model.safetensors"))
        net = Encoder(folder).double().eval()
    numbers, state = Numbers(), {}

    def norm(at: str) -> None:
        state[f"{at}.weight"], state[f"{at}.bias"] = numbers.floats((WIDTH,), 1, .5), numbers.floats((WIDTH,), 0, .25)

    for i in range(LAYERS):
        for name, outputs, inputs in (("qkv", 3 * WIDTH, WIDTH), ("out", WIDTH, WIDTH), ("up", INNER, WIDTH), ("down", WIDTH, INNER)):
            state[f"layers.{i}.{name}.weight"], state[f"layers.{i}.{name}.bias"] = numbers.matrix(outputs, inputs)
        norm(f"layers.{i}.norm1")
        norm(f"layers.{i}.norm2")
    norm("norm")
    state["position.weight"] = numbers.floats((POSITIONS, WIDTH), 0, .5)
    state["segment.weight"] = torch.zeros(2, WIDTH)
    state["word.weight"] = torch.from_numpy(2 * Numbers.fractions(1000, vocabulary * WIDTH).reshape(vocabulary, WIDTH))
    net.load_state_dict(state)
    return net


def main() -> None:
    folder = Path(sys.argv[1])
    pieces = (folder / "wordpiece_vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]
    tokenizer = Tokenizer(models.WordPiece({p: i for i, p in enumerate(pieces)}, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])
    net = network(len(pieces))
    rows = []
    with torch.no_grad():
        for text in TEXTS:
            enc = tokenizer.encode(text, add_special_tokens=False)
            ids = [pieces.index("[CLS]"), *enc.ids, pieces.index("[SEP]")]
            x = net(torch.tensor([ids]), torch.ones(1, len(ids)))[0]
            for i, word in enumerate(enc.word_ids):
                if i == 0 or word != enc.word_ids[i - 1]:
                    v = x[i + 1]
                    rows.append([escaped(text), " ".join(f"{float(y):.5f}" for y in v[:8]), f"{float(v.norm()):.5f}"])
    (folder / "encoder.tsv").write_text("".join("\t".join(r) + "\n" for r in rows), encoding="utf-8")
    print(len(rows), "words")


if __name__ == "__main__":
    main()
