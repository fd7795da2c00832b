#!/bin/sh
# Whatever allocation fails, the library's own throw and catch turn it into NODESTATS_ENOMEM, and the engine goes on.
. "$(dirname "$0")/common.sh"
# shellcheck disable=SC2046  # lists of flags
"$CC" -std=c11 -Wall -Wextra -Werror "$here/memory_shortage.c" "$here/memory_shortage_main.c" -o "$work/shortage" \
  $(cat "$here/wrap_flags") $(pkg-config --cflags --libs nodestats)
"$work/shortage"
