#!/bin/sh
# The Debian package holds what a consumer needs, says what it is, is the same when built again, and can be used.
. "$(dirname "$0")/common.sh"
export SOURCE_DATE_EPOCH=1767268800

# build FOLDER: makes the package there.
build() {
  "${CPACK:?}" -G DEB --config "$BUILD/CPackConfig.cmake" -B "$work/$1" > "$work/$1.log" 2>&1 ||
    fail "cpack: $(cat "$work/$1.log")"
}
build once
sleep 1.1 # so that a clock that shows through would show
build again
deb=$(ls "$work"/once/*.deb)
[ "$(basename "$deb")" = "libnodestats-dev_$(pkg-config --modversion nodestats)_$(dpkg --print-architecture).deb" ] ||
  fail "its name is $deb"
cmp "$deb" "$work/again/$(basename "$deb")" || fail "not the same bytes again"

# says FIELD PATTERN
says() { dpkg-deb -f "$deb" "$1" | grep -q -x -e "$2" || fail "$1 is '$(dpkg-deb -f "$deb" "$1")'"; }
says Package libnodestats-dev
says Section libdevel
says Maintainer 'nodestats maintainers <maintainers@nodestats.invalid>'
says Depends 'libc6-dev (>= 2\.[0-9]*)'
dpkg-deb -f "$deb" Description | grep -q 'static library' || fail "no description"

dpkg-deb -c "$deb" | awk '$1 !~ /^d/ { print $1, $2, $6 }' | sort -k3 > "$work/contents"
cat > "$work/expected" << 'EOF'
-rw-r--r-- root/root ./usr/include/nodestats/nodestats.h
-rw-r--r-- root/root ./usr/lib/libnodestats.a
-rw-r--r-- root/root ./usr/lib/pkgconfig/nodestats.pc
-rw-r--r-- root/root ./usr/share/doc/libnodestats-dev/copyright
EOF
diff "$work/expected" "$work/contents" >&2 || fail "it holds something else (>) than it should (<)"

dpkg-deb -x "$deb" "$work/root"
for work_inside in Abseil libmaxminddb 'Protocol Buffers' zlib 'libstdc++ and libgcc'; do
  grep -q -F "($work_inside)" "$work/root/usr/share/doc/libnodestats-dev/copyright" || fail "no notice of $work_inside"
done
export PKG_CONFIG_PATH="$work/root/usr/lib/pkgconfig"
# shellcheck disable=SC2046  # lists of flags
"$CC" -std=c11 $(pkg-config --cflags nodestats) "$here/consumer.c" -o "$work/consumer" $(pkg-config --libs nodestats)
"$work/consumer"
