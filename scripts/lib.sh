# Shared by the scripts beside it, which source it. Changes to the root of the checkout.
# shellcheck shell=bash disable=SC2034  # its variables are for those who source it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
deps=$root/build/deps   # what is fetched, but not installed
stage=$root/build/stage # the library as installed, for pkg-config
# Exported for the programs that the scripts start.
export NODESTATS_GEODB=$deps/geo/geo-whois-asn-country.mmdb
export PKG_CONFIG_PATH=$stage/lib/pkgconfig
export GOTOOLCHAIN=local # never fetches another Go behind the user's back
script=$root/scripts/${0##*/} # the running one

started_at=${NODESTATS_STARTED_AT:-$EPOCHREALTIME}
export NODESTATS_STARTED_AT=$started_at # scripts that this one calls count from the same moment
exec 3>&2 # where progress goes, also from where stderr goes into a log

# seconds_since EPOCHREALTIME: prints the seconds that went by, with one decimal.
seconds_since() {
  local us=$((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}))
  printf '%d.%d' $((us / 1000000)) $((us / 100000 % 10))
}

# say WORDS: a line of progress, after the seconds since the script began.
say() { printf '[%6s s] %s\n' "$(seconds_since "$started_at")" "$*" >&3; }

# die WORDS: says why, and ends the script.
die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# usage: prints the comment at the head of the running script.
usage() { sed -n '2,/^[^#]/{s/^# \{0,1\}//p}' "$script"; }

# quietly LOG COMMAND...: runs it with its output in LOG, of which the end is shown where it fails.
quietly() {
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 || {
    local status=$?
    printf '%s failed; the end of %s:\n' "$*" "$log" >&2
    tail -n 30 "$log" | cut -c1-500 >&2
    return $status
  }
}

go_modules=(bench/go cgo_shim refnode tests/integration tests/network tests/patches tests/release)

# configure FOLDER OPTION...: has CMake make the build files of the project, or of $source, in build/FOLDER.
configure() {
  local folder=$1 launcher=()
  shift
  # With precompiled headers ccache has to be told that macros of time do not matter here.
  ! command -v ccache >/dev/null ||
    launcher=("-DCMAKE_CXX_COMPILER_LAUNCHER=env;CCACHE_SLOPPINESS=pch_defines,time_macros;ccache")
  cmake -S "${source:-.}" -B "build/$folder" -G Ninja "${launcher[@]}" "$@"
}

# build_library: builds the library and installs it into build/stage, where pkg-config finds it. It shares its folder
# with the plain tests, which may not be wanted, nor what they need installed.
build_library() {
  { [ -f build/plain/build.ninja ] || configure plain -DCMAKE_BUILD_TYPE=Release -DNODESTATS_BUILD_TESTS=OFF; } &&
    cmake --build build/plain --target nodestats_archive &&
    cmake --install build/plain --prefix "$stage" &&
    tell_go
}

# tell_go: has Go compile and link again what holds the library, if that is another. Go's cache would not notice, since
# it knows nothing of what lies behind pkg-config.
tell_go() {
  local header archive
  header=$(sha256sum <"$stage/include/nodestats/nodestats.h")
  archive=$(sha256sum <"$stage/lib/libnodestats.a")
  export CGO_CPPFLAGS="-DNODESTATS_HEADER_DIGEST=0x${header:0:15}"
  export GOFLAGS="${GOFLAGS_OF_USER=${GOFLAGS:-}} -ldflags=-X=nodestats.archive=${archive%% *}"
}

# build_options plain|asan|tsan: puts CMake's options for that kind of build into `options`.
build_options() {
  case $1 in
    plain) options=(-DCMAKE_BUILD_TYPE=Release) ;;
    asan) options=(-DCMAKE_BUILD_TYPE=Debug "-DNODESTATS_SANITIZE=address,undefined") ;;
    tsan) options=(-DCMAKE_BUILD_TYPE=Debug -DNODESTATS_SANITIZE=thread) ;;
  esac
}

# build_tests plain|asan|tsan: builds the library with its tests, and the plain one with its benchmarks, so that these
# keep in step with it.
build_tests() {
  local options
  build_options "$1"
  [ "$1" != plain ] || options+=(-DNODESTATS_BUILD_BENCH=ON)
  configure "$1" "${options[@]}" -DNODESTATS_BUILD_TESTS=ON && cmake --build "build/$1"
}

# build_crawler plain|asan: builds build/crawler-KIND/nodestats-crawl.
build_crawler() { build_of_crawler "$1" nodestats-crawl; }

# build_crawler_tests asan|tsan: builds the crawler's tests in build/crawler-KIND.
build_crawler_tests() { build_of_crawler "$1" crawl_tests; }

# build_of_crawler KIND TARGET. The plain one has no tests, which may not be wanted, nor what they need installed.
build_of_crawler() {
  local options source=crawler tests=ON
  build_options "$1"
  [ "$1" != plain ] || tests=OFF
  configure "crawler-$1" "${options[@]}" "-DNODESTATS_BUILD_TESTS=$tests" && cmake --build "build/crawler-$1" --target "$2"
}

# build_refnode FOLDER FLAG...: builds the reference node and the demo's player over the staged library into a folder.
build_refnode() {
  mkdir -p "$1"
  (cd refnode && go build "${@:2}" -tags nodestats -o "$root/$1/" ./...)
}

# program PATH: prints where a program is: on the PATH, or else at that path in build/deps.
program() { command -v "${1##*/}" || echo "$deps/$1"; }

# test_environment FOLDER [plain|asan]: tells the tests of the nodes and of the network where the programs are, of which
# the Go ones are in FOLDER, and the crawler is of that kind.
test_environment() {
  export NODESTATS_CRAWL=$root/build/crawler-${2:-plain}/nodestats-crawl NODESTATS_REFNODE=$root/$1/refnode \
    NODESTATS_PLAYER=$root/$1/player NODESTATS_FARM=$root/$1/farm NODESTATS_MEDIA=$root/build/media \
    NODESTATS_SOLC=$deps/chain/node_modules/.bin/solcjs \
    LSAN_OPTIONS=suppressions=$root/tests/network/lsan.supp:print_suppressions=0
  NODESTATS_ANVIL=$(program chain/node_modules/.bin/anvil)
  NODESTATS_PROMETHEUS=$(program prometheus/usr/bin/prometheus)
  NODESTATS_PROMTOOL=$(program prometheus/usr/bin/promtool)
  NODESTATS_VICTORIA=$(program victoria/usr/bin/victoria-metrics)
  export NODESTATS_ANVIL NODESTATS_PROMETHEUS NODESTATS_PROMTOOL NODESTATS_VICTORIA
}
