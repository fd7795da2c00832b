#!/bin/sh
# The archive shows the header's functions and nothing else, and asks for nothing that the C library does not give.
. "$(dirname "$0")/common.sh"
archive=$stage/lib/libnodestats.a

members=$(ar t "$archive")
[ "$members" = nodestats.o ] || fail "the archive holds: $members"

"$SOURCE/cmake/abi_symbols.sh" "$header" > "$work/declared"
nm --extern-only --defined-only "$archive" | awk 'NF == 3 { print $3 }' | sort > "$work/shown"
diff "$work/declared" "$work/shown" >&2 || fail "shown (>) is not what the header declares (<)"
count=$(wc -l < "$work/shown")
[ "$count" -ge 10 ] && [ "$count" -le 20 ] || fail "$count functions: at most 20 were promised"

# Names that the C library, the loader, the start files or the linker itself define.
for library in libc.so.6 libm.so.6 libpthread.so.0 ld-linux-x86-64.so.2 ld-linux-aarch64.so.1; do
  path=$("$CC" -print-file-name=$library)
  [ ! -f "$path" ] || nm -D --defined-only "$path"
done | awk '{ sub(/@.*/, "", $3); print $3 }' > "$work/given"
nm --defined-only "$("$CC" -print-file-name=libc_nonshared.a)" 2> /dev/null | awk 'NF == 3 { print $3 }' >> "$work/given"
printf '%s\n' __dso_handle _GLOBAL_OFFSET_TABLE_ >> "$work/given"
sort -u -o "$work/given" "$work/given"
[ "$(wc -l < "$work/given")" -gt 2000 ] || fail "the C library's own names were not found"

nm --undefined-only "$archive" | awk 'NF == 2 { print $2 }' | sort > "$work/wanted"
[ -s "$work/wanted" ] || fail "nm shows nothing that the archive wants"
beyond=$(comm -23 "$work/wanted" "$work/given")
[ -z "$beyond" ] || fail "the archive wants what the C library does not give: $beyond"
# What is only weakly wanted may silently be missing.
weak=$(nm --undefined-only "$archive" | awk '$1 == "w" { print $2 }')
[ -z "$weak" ] || fail "weakly wanted: $weak"
echo "$count functions shown, $(wc -l < "$work/wanted") of the C library wanted"
