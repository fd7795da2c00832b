# Debian roots to build and to try things in, kept in build/roots. Sourced after lib.sh. Nothing is mounted into them:
# what they need is copied, so that `rm -rf build` takes nothing else with it.
# shellcheck shell=bash
roots=$root/build/roots

# make_root SUITE PACKAGE...: makes the root of that Debian with those packages, unless it is there.
make_root() {
  local suite=$1 made=$roots/$1
  shift
  [ "$(cat "$made/packages" 2>/dev/null)" != "$*" ] || return 0
  say "making a root of Debian's $suite"
  rm -rf "$made" "$made.part"
  mkdir -p "$roots"
  quietly "$roots/$suite.log" debootstrap --variant=minbase --include="$(IFS=, && echo "$*")" "$suite" "$made.part" \
    ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"} || die "debootstrap could not make a root of $suite"
  echo "$*" >"$made.part/packages"
  mv "$made.part" "$made"
}

# in_root SUITE COMMAND...: runs it there, in /nodestats, with the Go that was lent, if any.
in_root() {
  local at=$roots/$1
  shift
  chroot "$at" /usr/bin/env -i -C /nodestats HOME=/root LANG=C.UTF-8 \
    PATH=/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    GOROOT=/usr/local/go GOTOOLCHAIN=local GOPROXY=off GOFLAGS=-mod=vendor "$@" </dev/null
}

# put SUITE FOLDER FILE...: copies from FOLDER into the root's /nodestats, in place of what was there of that name.
put() {
  local to=$roots/$1/nodestats from=$2 file
  shift 2
  mkdir -p "$to"
  for file in "$@"; do rm -rf "${to:?}/$file"; done
  tar -C "$from" -c "$@" | tar -C "$to" -x --no-same-owner
}

# lend_go SUITE: copies the caller's Go there, unless it is. Links are followed, of which Debian's Go is made.
lend_go() {
  local from to=$roots/$1/usr/local/go
  from=$(go env GOROOT)
  ! cmp -s "$from/VERSION" "$to/VERSION" || return 0
  rm -rf "$to" "$to.part"
  mkdir -p "$to.part"
  tar -C "$from" -c -h --exclude=./test --exclude=./api --exclude=./doc --exclude=testdata . | tar -C "$to.part" -x --no-same-owner
  mv "$to.part" "$to"
}
