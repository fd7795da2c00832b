#!/bin/sh
# Changes the binding of some symbols of an ELF64 OBJECT:
#  - Unique ones (type u in nm: inline and template statics) become weak. objcopy can make weak symbols local, but not
#    unique ones; and only since binutils 2.36 can it weaken those.
#  - Weak demands for functions of POSIX threads become real ones. Before glibc 2.34 these were in a library of their
#    own, which a linker would not take in for a weak demand: and locks would silently do nothing.
# No other symbol may change. In particular, demands that were made weak would not draw in libm.
#   rebind.sh OBJECT                 (tool: READELF)
set -eu
export LC_ALL=C
object=$1
: "${READELF:=readelf}"

fail() {
  echo "rebind.sh: $*" >&2
  exit 1
}

"$READELF" -h "$object" | grep -q 'Class: *ELF64' || fail "$object is no ELF64 object"
table=$("$READELF" -SW "$object" | sed -n 's/.* \.symtab  *SYMTAB  *[0-9a-f]*  *\([0-9a-f]*\) .*/\1/p')
[ -n "$table" ] || fail "$object has no symbol table"

# Columns: index, value, size, type, binding, visibility, section, name.
"$READELF" -sW "$object" | awk '
  { sub(":", "", $1) }
  $5 == "UNIQUE" { print $1, "weak", $4 }
  $5 == "WEAK" && $7 == "UND" && $8 ~ /^(__)?pthread_|^sched_yield$/ { print $1, "global", $4 }' |
  while read -r index binding type; do
    # The symbol's st_info: its binding in the upper half, its type in the lower.
    case $binding-$type in
      weak-OBJECT) info='\041' ;;
      weak-TLS) info='\046' ;;
      global-NOTYPE) info='\020' ;;
      *) fail "symbol $index of $object has the unforeseen type $type" ;;
    esac
    # An Elf64_Sym is 24 bytes, of which st_info is the fifth.
    # shellcheck disable=SC2059  # an escape is what is wanted
    printf "$info" | dd "of=$object" bs=1 seek=$((0x$table + 24 * index + 4)) conv=notrunc status=none
  done
