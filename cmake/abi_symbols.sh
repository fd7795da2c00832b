#!/bin/sh
# Prints the names of the functions that HEADER exports, one to a line, sorted.
#   abi_symbols.sh HEADER            (CC: the C compiler)
set -eu
export LC_ALL=C
header=$1

# The preprocessor drops comments; what is left between semicolons and is marked for export is one declaration.
names=$("${CC:-cc}" -E -P "$header" | tr '\n' ' ' | tr ';' '\n' |
  sed -n 's/.*visibility("default").*[^A-Za-z0-9_]\(nodestats_[a-z0-9_]*\) *(.*/\1/p' | sort -u)

found=$(printf '%s\n' "$names" | grep -c . || true)
declared=$(grep -c '^NODESTATS_API ' "$header" || true)
if [ "$found" -eq 0 ] || [ "$found" -ne "$declared" ]; then
  echo "abi_symbols.sh: $header declares $declared functions, of which $found have names like nodestats_..." >&2
  exit 1
fi
printf '%s\n' "$names"
