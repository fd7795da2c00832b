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

started_at=$EPOCHREALTIME
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
    tail -n 30 "$log" >&2
    return $status
  }
}

go_modules=(cgo_shim refnode tests/integration)

# configure FOLDER OPTION...: has CMake make the build files in build/FOLDER.
configure() {
  local folder=$1 launcher=()
  shift
  ! command -v ccache >/dev/null || launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  cmake -S . -B "build/$folder" -G Ninja "${launcher[@]}" "$@"
}

# build_library: builds the library and installs it into build/stage, where pkg-config finds it. It shares its folder
# with the plain tests, which may not be wanted, nor what they need installed.
build_library() {
  { [ -f build/plain/build.ninja ] || configure plain -DCMAKE_BUILD_TYPE=Release -DNODESTATS_BUILD_TESTS=OFF; } &&
    cmake --build build/plain --target nodestats_archive &&
    cmake --install build/plain --prefix "$stage"
}

# build_tests plain|asan|tsan: builds the library with its tests.
build_tests() {
  local options
  case $1 in
    plain) options=(-DCMAKE_BUILD_TYPE=Release) ;;
    asan) options=(-DCMAKE_BUILD_TYPE=Debug "-DNODESTATS_SANITIZE=address,undefined") ;;
    tsan) options=(-DCMAKE_BUILD_TYPE=Debug -DNODESTATS_SANITIZE=thread) ;;
  esac
  configure "$1" "${options[@]}" -DNODESTATS_BUILD_TESTS=ON && cmake --build "build/$1"
}

# build_refnode [-race]: builds the reference node and the demo's player over the staged library.
build_refnode() {
  mkdir -p build/bin
  (cd refnode && go build "$@" -tags nodestats -o "$root/build/bin/" ./...)
}
