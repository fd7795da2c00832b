#!/bin/sh
# The script that joins the archive says clearly what is wrong, and gives the same bytes for the same input.
. "$(dirname "$0")/common.sh"
script=$SOURCE/cmake/relocatable.sh
export CC

# header_of NAME...: a header that exports these functions.
header_of() {
  echo '#define NODESTATS_API __attribute__((visibility("default")))'
  for name; do printf 'NODESTATS_API\n' | tr '\n' ' ' && echo "int $name(int /* a ; in (between */ x);"; done
}

# archive_of NAME...: an archive that defines these functions.
archive_of() {
  for name; do echo "__attribute__((visibility(\"default\"))) int $name(int x) { return x; }"; done > "$work/a.c"
  "$CC" -c -fPIC -ffunction-sections "$work/a.c" -o "$work/a.o"
  rm -f "$work/a.a"
  ar rcsD "$work/a.a" "$work/a.o"
}

# refuses WORDS HEADER ARCHIVE
refuses() {
  ! "$script" "$work/out.a" "$2" "$3" > "$work/said" 2>&1 || fail "was not refused: $1"
  grep -q "$1" "$work/said" || fail "expected '$1', got: $(cat "$work/said")"
  [ ! -e "$work/out.a" ] || fail "left an archive behind: $1"
}

archive_of nodestats_one nodestats_two
header_of nodestats_one nodestats_two > "$work/two.h"
header_of nodestats_one nodestats_two nodestats_three > "$work/three.h"
header_of nodestats_one other_name > "$work/other.h"
: > "$work/empty.h"
refuses 'nowhere.a is missing' "$work/two.h" "$work/nowhere.a"
refuses 'declared, but not defined: nodestats_three' "$work/three.h" "$work/a.a"
refuses 'declares 2 functions, of which 1' "$work/other.h" "$work/a.a"
refuses 'declares 0 functions' "$work/empty.h" "$work/a.a"

"$script" "$work/out.a" "$work/two.h" "$work/a.a"
cp "$work/out.a" "$work/before.a"
touch -d '2001-01-01' "$work/a.o" "$work/a.a"
"$script" "$work/out.a" "$work/two.h" "$work/a.a"
cmp "$work/before.a" "$work/out.a" || fail "not the same bytes again"

# A function of our prefix that the header does not have, but that one of the header's calls.
cat > "$work/a.c" << 'EOF'
int nodestats_secret(int x) { return x; }
int nodestats_one(int x) { return nodestats_secret(x); }
int nodestats_two(int x) { return x; }
EOF
"$CC" -c -fPIC -ffunction-sections "$work/a.c" -o "$work/a.o"
ar rcsD "$work/a.a" "$work/a.o"
rm "$work/out.a"
refuses 'shown, but not declared: nodestats_secret' "$work/two.h" "$work/a.a"
