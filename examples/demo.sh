#!/usr/bin/env bash
# The main job on the pages of examples/pages, an invented story: who says what, on whose word. Prints each command.
set -euo pipefail
cd "$(dirname "$0")/.."
build=${BUILD:-build}
case_file=$build/demo.hearsay
# A pipe gets records; for a person reading along it is a table, as wide as the window.
export COLUMNS=${COLUMNS:-110}
rm -f "$case_file" "$case_file"-*

# run REMARK ARGUMENT…: prints the command with its remark, then runs it on the demo's case file.
run() {
  local remark=$1
  shift
  printf '\n$ hearsay %s' "$(printf '%s ' "$@" | sed 's/ --table//; s/ --fields [^ ]*//')"
  printf '  # %s\n' "$remark"
  "$build/hearsay" "$@" --case "$case_file"
}

run 'saved pages into a case file' read examples/pages
run 'how many sources is this really?' origins --brief
run 'words of doubt that copies lost' origins --hedges --table --fields from,to,lost
run 'who says what of the shells, on whose word' claims shells --region main --table --fields chain_text,act,outlet,text
run 'what is denied, and by whom' claims --act deny --limit 6 --table --fields chain_text,text
run 'the toll, by who gives it' figures --words killed --table --limit 5 --fields chain_text,bound,value,of_text
run 'the dead, by another count' figures --words bodies --table --limit 3 --fields chain_text,bound,value,of_text
id=$("$build/hearsay" claims shells --region comments --depth 1 --limit 1 --fields id --case "$case_file" | cut -c1-11)
run 'why is this row there? a reader passes on a claim in brackets' explain "$id"
run 'is every cell still what the bytes say?' verify
