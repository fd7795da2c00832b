#!/bin/sh
# The library goes into executables alone: Debian's static protobuf, Abseil and zlib are compiled for these. README says
# so. Our own objects would go into a shared object, beside archives compiled with -fPIC.
. "$(dirname "$0")/common.sh"

# shared INPUT...: links all that is in it into a shared object.
shared() { "$CC" -shared -o "$work/shared.so" -Wl,--whole-archive "$@" -Wl,--no-whole-archive 2> "$work/linker"; }

shared "$BUILD/module/libnodestats_core.a" || fail "our own objects do not link: $(head -n 3 "$work/linker")"

said() { tr '\n' ' ' < "$SOURCE/README.md" | grep -q 'not .-buildmode=c-shared.'; }
if shared "$(pkg-config --variable=libdir nodestats)/libnodestats.a"; then
  ! said || fail "it links into a shared object: README need not say that it does not"
else
  grep -q 'recompile with -fPIC' "$work/linker" || fail "it does not link for another reason: $(head -n 3 "$work/linker")"
  said || fail "README does not say that it does not link into a shared object"
fi
