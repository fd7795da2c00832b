#!/bin/sh
# The header stands alone in C11 and C++17, without a warning, and its structs hold no hidden bytes.
. "$(dirname "$0")/common.sh"
warnings="-Wall -Wextra -pedantic -Werror -Wpadded -Wconversion -fsyntax-only"
cat > "$work/twice.c" << 'EOF'
#include <nodestats/nodestats.h>
#include <nodestats/nodestats.h>
EOF
cp "$work/twice.c" "$work/twice.cc"
# shellcheck disable=SC2086  # a list of plain words
for standard in c11 c17; do
  "$CC" -std=$standard -Wstrict-prototypes $warnings "-I$stage/include" "$work/twice.c" || fail "not $standard"
done
# shellcheck disable=SC2086
for standard in c++17 c++20; do
  "$CXX" -std=$standard $warnings "-I$stage/include" "$work/twice.cc" || fail "not $standard"
done
version=$(sed -n 's/^#define NODESTATS_VERSION "\(.*\)"/\1/p' "$header")
[ "$(pkg-config --modversion nodestats)" = "$version" ] || fail "pkg-config and the header tell different versions"
