#!/usr/bin/env bash
# fuzz.sh BUILD SECONDS: runs each fuzzer of BUILD/fuzz for SECONDS from its seed corpus; a finding stays in BUILD/fuzz/findings.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1 seconds=$2 failed=0 ran=0
mkdir -p "$build/fuzz/findings"
for program in "$build"/fuzz/*_fuzz; do
  [ -x "$program" ] || continue
  name=$(basename "$program")
  corpus=$build/fuzz/corpus/$name
  mkdir -p "$corpus"
  options=(-max_total_time="$seconds" -rss_limit_mb=2048 -timeout=10 -print_final_stats=0 -verbosity=0
           -artifact_prefix="$build/fuzz/findings/$name-")
  dictionary=fuzz/${name%_fuzz}.dict
  [ -f "$dictionary" ] && options+=(-dict="$dictionary")
  seeds=()
  [ -d "fuzz/seeds/$name" ] && seeds=("fuzz/seeds/$name")
  ran=$((ran + 1))
  if "$program" "${options[@]}" "$corpus" "${seeds[@]}" >"$build/fuzz/$name.log" 2>&1; then
    printf 'fuzz: %-20s %4s s, no finding\n' "$name" "$seconds"
  else
    failed=$((failed + 1))
    printf 'fuzz: %-20s FOUND something:\n' "$name"
    tail -30 "$build/fuzz/$name.log"
  fi
done
echo "fuzz: $ran fuzzers, $failed with findings"
[ "$ran" -gt 0 ] && [ "$failed" = 0 ]
