# What the packaging tests share. Sourced; the environment comes from CMakeLists.txt.
set -eu
export LC_ALL=C
: "${SOURCE:?}" "${BUILD:?}" "${CC:?}" "${CXX:?}"
header=$SOURCE/module/include/nodestats/nodestats.h
here=$SOURCE/tests/packaging
stage=$BUILD/tests/packaging/stage
export PKG_CONFIG_PATH="$stage/lib/pkgconfig"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# loads_libc_alone BINARY: fails if it needs a shared object that is not of the C library's own package.
loads_libc_alone() {
  needed=$(ldd "$1" | awk '{ print $1 }' | sed 's|.*/||' |
    grep -v -E '^(linux-vdso|libc|libm|libpthread|libdl|libresolv|ld-linux-[a-z0-9-]*)\.so\.[0-9]+$' || true)
  [ -z "$needed" ] || fail "$1 needs $needed"
}

# keeps_its_stack_plain BINARY: fails if an object without a stack note made the whole process's stack executable.
keeps_its_stack_plain() {
  readelf -lW "$1" | grep GNU_STACK | grep -q 'RW ' || fail "$1 has an executable stack"
}
