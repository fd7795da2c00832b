#!/bin/sh
# A C program finds the installed library by pkg-config, links it in every way there is, and runs on the C library alone.
. "$(dirname "$0")/common.sh"
cflags=$(pkg-config --cflags nodestats)
libs=$(pkg-config --libs nodestats)
# shellcheck disable=SC2086  # lists of flags
for link in "-fPIE -pie" "-fno-pie -no-pie" "-static" "-fPIE -static-pie" "-fPIE -pie -Wl,--gc-sections -Wl,--as-needed"; do
  "$CC" -std=c11 -Wall -Wextra -Werror $cflags $link "$here/consumer.c" -o "$work/consumer" $libs 2> "$work/linker" ||
    fail "does not link with $link: $(cat "$work/linker")"
  "$work/consumer" > "$work/said" || fail "does not run when linked with $link"
  case $link in
    *-static*) ! readelf -lW "$work/consumer" | grep -q INTERP || fail "$link made a binary that needs a loader" ;;
    *)
      loads_libc_alone "$work/consumer"
      [ ! -s "$work/linker" ] || fail "the linker complains: $(cat "$work/linker")"
      ;;
  esac
  keeps_its_stack_plain "$work/consumer"
  echo "$link: $(cat "$work/said")"
done
