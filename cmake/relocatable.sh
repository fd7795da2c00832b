#!/bin/sh
# Makes a static library of one object, which holds all that INPUT... give to the functions of HEADER and shows these
# functions alone, so that it links beside any other C++ (which may have its own libstdc++, Abseil and protobuf).
#   relocatable.sh OUTPUT.a HEADER INPUT.a...       (tools: CC, LD, NM, READELF, OBJCOPY, AR)
set -eu
export LC_ALL=C
output=$1 header=$2
shift 2
: "${CC:=cc}" "${LD:=ld}" "${NM:=nm}" "${READELF:=readelf}" "${OBJCOPY:=objcopy}" "${AR:=ar}"
export CC READELF
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

# Vtables refer to __cxa_pure_virtual weakly, which takes it from no archive.
roots="-u __cxa_pure_virtual"
for symbol in $abi; do roots="$roots -u $symbol"; done

# One object. Groups are resolved now: a group left over would be merged with one of the same name in other C++ code,
# and drag that code's symbols in. What nothing refers to is collected from the whole in a second step: in one step, ld
# 2.35 leaves the unwind table in disorder, and later gives the consumer's whole program none.
# shellcheck disable=SC2086  # a list of plain words
"$LD" -r --force-group-allocation $roots -o "$work/whole.o" --start-group "$@" --end-group || fail "the linker failed"
# shellcheck disable=SC2086
"$LD" -r --gc-sections $roots -o "$object" "$work/whole.o" || fail "the linker failed to collect"

"$here/rebind.sh" "$object" || fail "cannot change bindings"

# What only collected code referred to is left as an undefined local. objcopy would make it global, and so a demand on
# the consumer's other libraries.
"$READELF" -sW "$object" | awk '$5 == "LOCAL" && $7 == "UND" && NF == 8 { print $8 }' > "$work/unreferenced"
set --
[ ! -s "$work/unreferenced" ] || set -- "--strip-symbols=$work/unreferenced" # an empty list is refused
"$OBJCOPY" "$@" --strip-debug --wildcard '--keep-global-symbol=nodestats_*' "$object" || fail "objcopy cannot hide"

shown=$("$NM" --extern-only --defined-only "$object" | awk '{ print $3 }' | sort)
if [ "$shown" != "$abi" ]; then
  printf '%s\n' "$abi" > "$work/declared"
  printf '%s\n' "$shown" > "$work/shown"
  diff "$work/declared" "$work/shown" | sed -n 's/^< /  declared, but not defined: /p; s/^> /  shown, but not declared: /p' >&2
  fail "the object does not show exactly the functions of $header"
fi

complaints=$("$LD" --eh-frame-hdr --unresolved-symbols=ignore-all --defsym=__dso_handle=0 --entry=0 -o "$work/linked" "$object" 2>&1) || true
[ -z "$complaints" ] || fail "the object cannot be linked again: $complaints"

(cd "$work" && "$AR" rcsD nodestats.a nodestats.o)
mv "$work/nodestats.a" "$output"
