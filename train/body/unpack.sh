#!/bin/sh
# unpack.sh CORPORA/pages PAGES: the pages of both sets, unpacked, by the names that labels.py knows them by.
set -eu
mkdir -p "$2"
for page in "$1"/fundus/*/*.html.gz; do
  gzip -dc "$page" > "$2/fundus_$(basename "$(dirname "$page")")_$(basename "$page" .gz)"
done
for page in "$1"/wcxb/*.html.gz; do
  gzip -dc "$page" > "$2/wcxb_$(basename "$page" .gz)"
done
