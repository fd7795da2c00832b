#!/bin/sh
# What the library adds to a Go program, with its symbols and without, is within its promise, and no shared object.
. "$(dirname "$0")/common.sh"
export GOTOOLCHAIN=local GOFLAGS=-mod=readonly GOPROXY=off CGO_ENABLED=1 CC
limit_bytes=5000000

cd "$here/size"
"${GO:?}" build -o "$work/without" .
"$GO" build -tags nodestats -o "$work/with" .
[ "$("$work/with")" = "$(pkg-config --modversion nodestats)" ] || fail "the program does not tell the version"
loads_libc_alone "$work/with"

added() { echo $(($(stat -c %s "$1") - $(stat -c %s "$2"))); }
unstripped=$(added "$work/with" "$work/without")
strip -o "$work/with.stripped" "$work/with"
strip -o "$work/without.stripped" "$work/without"
echo "adds $unstripped bytes, $(added "$work/with.stripped" "$work/without.stripped") when stripped"
[ "$unstripped" -gt 500000 ] || fail "so little: the library is not in it"
[ "$unstripped" -le $limit_bytes ] || fail "more than $limit_bytes bytes"
