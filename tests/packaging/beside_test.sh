#!/bin/sh
# A Go program holds the library and another C++ library, static and then shared, as an executable and as PIE.
. "$(dirname "$0")/common.sh"
export GOTOOLCHAIN=local GOFLAGS=-mod=readonly GOPROXY=off CGO_ENABLED=1 CC CXX
unset GOROOT || true

cp "$here"/beside/go.mod "$here"/beside/*.go "$here"/memory_shortage.[ch] "$here"/beside/neighbour/neighbour.h "$work"
"${PROTOC:?}" "--cpp_out=$work" "--proto_path=$SOURCE/proto" nodestats/v1/summary.proto
"$CXX" -std=c++17 -fPIC "-I$work" -c "$here/beside/neighbour/neighbour.cc" -o "$work/neighbour.o"
"$CXX" -std=c++17 -fPIC "-I$work" -c "$work/nodestats/v1/summary.pb.cc" -o "$work/summary.o"
mkdir "$work/lib"
ar rcsD "$work/lib/libneighbour.a" "$work/neighbour.o" "$work/summary.o"

cd "$work"
for runtime in "-l:libprotobuf.a -l:libstdc++.a -static-libgcc" "-lprotobuf -lstdc++"; do
  for mode in exe pie; do
    CGO_LDFLAGS="-L$work/lib -lneighbour $runtime -lm -lpthread" "${GO:?}" build -buildmode=$mode -o "beside-$mode" . ||
      fail "does not build beside $runtime as $mode"
    "./beside-$mode" || fail "does not run beside $runtime as $mode"
    keeps_its_stack_plain "beside-$mode"
    case $runtime in *-l:*) loads_libc_alone "beside-$mode" ;; esac
  done
done
