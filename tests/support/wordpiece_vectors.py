"""Writes what `tokenizers` makes of nasty strings, for src/language/wordpiece_test.cc: a vocabulary of our own, rows of pieces, rows of windows.

    python3 tests/support/wordpiece_vectors.py tests/data/language

Needs PyPI `tokenizers` 0.23.3 (the oracle). Windows come from train/reader/windows.py, with 7 pieces for MAX_PIECES. Rows of
wordpiece.tsv: kind, text (bytes other than printable ASCII, and backslashes, as \\xHH), then
    pieces    ids; begin-end of each word in bytes, with its first piece as @N
    windows   first-end of each window's words
"""
import random
import sys
from pathlib import Path

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "train" / "reader"))
import windows  # noqa: E402

WORDS = ("said minister the cafe un naive affable a.m u.s 2019 o'neil strasse ώρα мир война 首 相 한국 ok "
         "re port report reports reporting said-that na\u00efve e\u0301t").split()
INNER = "##aff ##able ##ing ##s ##ed ##port ##fe ##ive ##19 ##ир ##α".split()


def vocabulary() -> list[str]:
    out = ["[PAD]", "[unused0]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    letters = "abcdefghijklmnopqrstuvwxyz0123456789αβγσςмирвойнаßﬁ〮ा" + "".join(map(chr, [*range(0x1100, 0x1113), *range(0x1161, 0x1176)]))
    for c in [*letters, *map(chr, [*range(33, 48), *range(58, 65), *range(91, 97), *range(123, 127)]), *"–—‘’“”…«»·。、「」首相東京々〇"]:
        out.append(c)
    out += ["##" + c for c in letters if c not in "xq"]
    out += ["##" + chr(c) for c in range(0x11A8, 0x11C3)]
    return list(dict.fromkeys([*out, *WORDS, *INNER]))


NASTY = [
    "", " ", "\t \r", "The minister said: \"un-affable\"!", "The   café,the CAFE\u0301 and the na\u00efve one", "said\u00a0that\u2028now\u3000then",
    "a\u00adb\u200bc\ufeffd\u200ee", "\ufffdsaid\x00the\x07end\x7f", "\x85a\x0bb\x0cc\x1cd", "日本語テキスト 首相は said", "x首y", "\uf900\ufa30\U0002f800z",
    "한국어 각 갂\u11a8 \u1100\u1161\u11a8", "ΑΣ ΣΟΦΟΣ ώρα \u1f88", "МИР война Й\u0306", "İstanbul ISPARTA ı", "Straße STRASSE ẞ", "ﬁne ﬃ ½ ² ①",
    "e\u0301\u0323a \u0301\u0323e", "\u0301said", "said\u0301", "\u0301", "\u0301\u302ea", "a\u0301\u302e\u0316\u302fb", "\u0f73\u0f72\u0f71", "\u0344\u1fee\u0385",
    "a\u0f74\u302e\u0301\u0f72b", "q", "xq said", "s" * 100, "s" * 101, "a" * 99 + "\u0301\u0301b", "a" * 100 + "\u0301", "a" * 250 + ".said", "[CLS] said [SEP]", "[cls][CLS][MASK]x[UNK]e\u0301[PAD",
    "[[UNK]]", "[UN\u00adK]", "re[SEP]port\u0301[SEP]\u0301", "a.m. U.S. O'Neil's 2019-20", "$5 + 5% = 3^2 ~ `x` <b> |", "“quoted”—he ‘said’… «so»", "₤ € £5 ¥",
    "¡Qué! ¿No? §3 ¶ ©", "👩‍👩‍👧 🇺🇸 said ❤️", "\U0001d165\U0001d16d a\U0001d165\u0301b", "\U0010ffffa\ue000b\ufffe", "क्षा हिन्दी", "ا\u064e\u0651لعربية", "עִבְרִית",
    "ꦧ꧀ꦗ\ua9c0\u0323\ua9c0", "a\u0345\u0301b ᾳ\u0323", "\u212b \u2126 \u1fef \u037e", "don't can't we'll", "http://a.b/c?d=e#f @g", "said\u2009the\u205fend\u1680x", "\u180ea\u061cb\u2066c", "ǅ ǈ ᏣᎳᎩ", "\u3131\uffa1\uff21\uff41",
]


def random_texts() -> list[str]:
    pool = [*"abeioss  .,'[]", "\u0301", "\u0323", "\u302e", "\u302f", "\u0f72", "\u0f73", "\ua9c0", "\U0001d165", "é", "Ặ", "ờ", "한", "\u11a8", "首", "\uf900", "\u00ad", "\x00", "\u00a0",
            "[SEP]", "[UNK]", "report", "said", "Σ", "İ", "—", "क", "ा", "्", "\u0345", "ᾼ", "ß", "〇", "👩", "\u200d"]
    draw = random.Random(20190401)
    return ["".join(draw.choice(pool) for _ in range(draw.randrange(3, 28))) for _ in range(260)]


def escaped(text: str) -> str:
    return "".join(chr(b) if 0x20 <= b < 0x7F and b != 0x5C else f"\\x{b:02X}" for b in text.encode())


def words_of(enc, text: str) -> list[tuple[int, int, int]]:
    """(begin, end, first piece) in bytes."""
    at = [len(text[:i].encode()) for i in range(len(text) + 1)]
    out = []
    for i, word in enumerate(enc.word_ids):
        begin, end = enc.offsets[i]
        if i == 0 or word != enc.word_ids[i - 1]:
            out.append((at[begin], at[end], i))
        else:
            out[-1] = (out[-1][0], at[end], out[-1][2])
    return out


def main() -> None:
    folder = Path(sys.argv[1])
    pieces = vocabulary()
    tokenizer = Tokenizer(models.WordPiece({p: i for i, p in enumerate(pieces)}, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])
    rows = []
    texts = NASTY + random_texts()
    for text in texts:
        enc = tokenizer.encode(text, add_special_tokens=False)
        rows.append(["pieces", escaped(text), " ".join(map(str, enc.ids)), " ".join(f"{b}-{e}@{f}" for b, e, f in words_of(enc, text))])
    windows.MAX_PIECES = 7
    windows.CLS, windows.SEP = pieces.index("[CLS]"), pieces.index("[SEP]")
    for text in texts:
        line = text.replace("\n", " ")
        enc = tokenizer.encode(line, add_special_tokens=False)
        firsts = [f for _, _, f in words_of(enc, line)]
        if any(b - a > windows.MAX_PIECES for a, b in zip(firsts, [*firsts[1:], len(enc.ids)])):
            continue        # windows.py cuts such a word, which 380 pieces never see
        at, out = 0, []
        for window in windows.cut(line, tokenizer):
            out.append(f"{at}-{at + len(window.words)}")
            at += len(window.words)
        rows.append(["windows", escaped(line), " ".join(out)])
    (folder / "wordpiece_vocab.txt").write_text("".join(p + "\n" for p in pieces), encoding="utf-8")
    (folder / "wordpiece.tsv").write_text("".join("\t".join(r) + "\n" for r in rows), encoding="utf-8")
    print(len(rows), "rows,", len(pieces), "pieces")


if __name__ == "__main__":
    main()
