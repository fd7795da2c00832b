#!/bin/sh
# Makes a static library of one object, which holds all that INPUT... give to the functions of HEADER and shows these
# functions alone, so that it links beside any other C++ (which may have its own libstdc++, Abseil and protobuf).
#   relocatable.sh OUTPUT.a HEADER INPUT.a...       (tools: CC, LD, NM, READELF, OBJCOPY, AR)
set -eu
export LC_ALL=C
output=$1 header=$2
shift 2
: "${CC:=cc}" "${LD:=ld}" "${NM:=nm}" "${READELF:=readelf}" "${OBJCOPY:=objcopy}" "${AR:=ar}"
here=$(cd "$(dirname "$0")" && pwd)
work=$output.tmp
object=$work/nodestats.o

fail() {
  echo "relocatable.sh: $*" >&2
  exit 1
}

"$LD" --help | grep -q -e '--force-group-allocation' || fail "$LD cannot do this: GNU ld 2.29 or later is needed"
for input; do
  [ -f "$input" ] || fail "$input is missing"
done
rm -rf "$work"
mkdir -p "$work"
trap 'rm -rf "$work"' EXIT

abi=$("$here/abi_symbols.sh" "$header")

# One object. Groups are resolved now: a group left over would be merged with one of the same name in other C++ code,
# and drag that code's symbols in.
# Vtables refer to __cxa_pure_virtual weakly, which takes it from no archive.
roots="-u __cxa_pure_virtual"
for symbol in $abi; do roots="$roots -u $symbol"; done
# shellcheck disable=SC2086  # a list of plain words
"$LD" -r --force-group-allocation --gc-sections $roots -o "$object" --start-group "$@" --end-group ||
  fail "the linker failed"

# Unique symbols (type u: inline and template statics) cannot be made local as they are, weak ones can. Only these:
# weakening all would make undefined ones weak as well, and a consumer's linker would no longer look for them in libm.
"$NM" "$object" | awk '$2 == "u" { print $3 }' > "$work/unique"

# What only collected code referred to is left as an undefined local. objcopy would make it global, and so a demand on
# the consumer's other libraries.
"$READELF" -sW "$object" | awk '$5 == "LOCAL" && $7 == "UND" && NF == 8 { print $8 }' > "$work/unreferenced"

set --
[ ! -s "$work/unique" ] || set -- "--weaken-symbols=$work/unique" # an empty list is refused
[ ! -s "$work/unreferenced" ] || set -- "$@" "--strip-symbols=$work/unreferenced"
"$OBJCOPY" "$@" "$object" || fail "objcopy cannot weaken"
"$OBJCOPY" --strip-debug --wildcard '--keep-global-symbol=nodestats_*' "$object" || fail "objcopy cannot hide"

shown=$("$NM" --extern-only --defined-only "$object" | awk '{ print $3 }' | sort)
if [ "$shown" != "$abi" ]; then
  printf '%s\n' "$abi" > "$work/declared"
  printf '%s\n' "$shown" > "$work/shown"
  diff "$work/declared" "$work/shown" | sed -n 's/^< /  declared, but not defined: /p; s/^> /  shown, but not declared: /p' >&2
  fail "the object does not show exactly the functions of $header"
fi

(cd "$work" && "$AR" rcsD nodestats.a nodestats.o)
mv "$work/nodestats.a" "$output"
