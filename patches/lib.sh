# What `apply` and `make` share. Sourced with bash 3.2 or newer. $checkout is the top of a work tree, and $series the folder
# of a series.
# shellcheck shell=bash
set -euo pipefail
export LC_ALL=C
# shellcheck disable=SC2046  # a list of names
unset $(git rev-parse --local-env-vars 2>/dev/null)
patches=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
checkout='' series='' # set by those who source this

# die WORDS: says why, and ends.
die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# usage: prints the comment at the head of the running script.
usage() { sed -n '2,/^[^#]/{s/^# \{0,1\}//p;}' "$0"; }

# need_git: refuses what cannot merge three ways in an index alone.
need_git() {
  local version major minor
  version=$(git --version 2>/dev/null | awk '{ print $3 }')
  IFS=. read -r major minor _ <<<"${version:-0.0}"
  [ "$((major * 100 + ${minor%%[!0-9]*}))" -ge 232 ] || die "git 2.32 or newer is needed, this is ${version:-none}"
}

# repo COMMAND...: git in the checkout.
repo() { git -C "$checkout" "$@"; }

# with_index COMMAND...: the same, with an index of its own, and deaf to what the user has configured for a work tree's.
with_index() { GIT_INDEX_FILE=$scratch/index repo -c core.autocrlf=false -c apply.whitespace=nowarn "$@"; }

# bases: lists the folders of UPSTREAM, newest first, each with its commit.
bases() { awk '!/^#/ && NF { line[++n] = $1 " " $2 } END { for (; n; n--) print line[n] }' "$patches/UPSTREAM"; }

# entries: lists the files of the series: path, blob before (zeros: a new file), blob after.
entries() {
  awk '/^diff --git / { path = substr($4, 3) }
       /^index [0-9a-f]+\.\.[0-9a-f]+/ { split($2, blob, /\.\./); print path, blob[1], blob[2] }' "$series"/0*.patch
}
is_new() { [ -z "${1//0/}" ]; }

# anchors PATH: prints what is around the blocks of the series in PATH, after blocks.awk: hashes of lines.
anchors() {
  local k=1
  while [ -e "$scratch/windows/$k.before" ]; do
    echo "$1 $k $(git hash-object --stdin <"$scratch/windows/$k.before")" \
      "$(git hash-object --stdin <"$scratch/windows/$k.after")"
    k=$((k + 1))
  done
}

# without PATH: reads a file as the series leaves it, and prints it as it was. Its anchors can be had afterwards.
without() {
  rm -rf "$scratch/windows" && mkdir "$scratch/windows"
  cat >"$scratch/file"
  awk -v path="$1" -v windows="$scratch/windows" -f "$patches/blocks.awk" patches=1 "$series"/0*.patch patches=0 "$scratch/file"
}

# strip TREE: prints the tree without the series; fails loudly where the series is not in it just as it ought to be.
strip() {
  local path before after blob
  with_index read-tree "$1"
  while read -r path before after; do
    blob=$(with_index rev-parse -q --verify ":$path") || die "$path is not there"
    if is_new "$before"; then
      [ "$blob" = "$after" ] || die "$path is not what the series adds"
      with_index update-index --force-remove "$path"
      continue
    fi
    with_index cat-file blob "$blob" >"$scratch/with"
    without "$path" <"$scratch/with" >"$scratch/without" || die "$path does not have each added block just once"
    anchors "$path" >"$scratch/anchors"
    awk -v path="$path" '$1 == path' "$series/ANCHORS" | cmp -s - "$scratch/anchors" ||
      die "$path has other lines around those that the series adds than it should"
    blob=$(repo hash-object -w --no-filters "$scratch/without")
    with_index update-index --cacheinfo "$(with_index ls-files -s "$path" | awk '{ print $1 }'),$blob,$path"
  done < <(entries)
  with_index write-tree --missing-ok
}
