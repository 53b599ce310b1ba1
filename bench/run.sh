#!/usr/bin/env bash
# run.sh BUILD [TEXT…]: every figure of speed in one run. Without texts, the example pages' own are used: some few hundred
# sentences, repeated, since no corpus is part of the repository. HEARSAY_PEERS=VENV also runs the encoder beside the peers
# that VENV has (bench/encoder_beside_peers.py says which).
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ $# = 0 ]; then
  "$build/hearsay" annotate --until source examples/pages |
    python3 -c 'import json,sys
for line in sys.stdin: print("\n".join(p for p in json.loads(line)["text"].split("\n\n")))' >"$work/example.txt"
  for i in $(seq 1 20); do cp "$work/example.txt" "$work/example-$i.txt"; done
  set -- "$work"/example-*.txt
fi
echo "== language room beside spaCy, tokens a second, one thread"
.setup/venv/bin/python bench/language_beside_spacy.py --speed "$build/bench/language_speed" \
  --pack "$build/models/en_core_web_md.pack" --model .setup/models/en_core_web_md "$@"
echo "== stages of the language room"
"$build/bench/language_speed" "$build/models/en_core_web_md.pack" "$@"
if [ -f "$build/models/reader.pack" ]; then
  echo "== encoder, pieces a second, one thread"
  for isa in amx avx512vnni avx512 avxvnni avx2; do
    HEARSAY_ISA=$isa "$build/bench/encoder_speed" "$build/models/reader.pack" "$@"
  done
  if [ -n "${HEARSAY_PEERS:-}" ]; then
    echo "== encoder beside onnxruntime and PyTorch"
    "$HEARSAY_PEERS/bin/python" bench/encoder_beside_peers.py --speed "$build/bench/encoder_speed" \
      --pack "$build/models/reader.pack" --model .setup/models/all_minilm_l6_v2 "$@"
  fi
fi
echo "== kernels"
"$build/bench/kernels_bench" --benchmark_min_time=0.2 2>/dev/null
echo "== HTML reader"
"$build/bench/html_bench" examples/pages/*.html
