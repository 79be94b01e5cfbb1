#!/bin/sh
# usage: compare.sh PROGRAM
#
# Compiles the kernels for SSE2, AVX2, AVX-512 and NEON, and compares what they give, byte by byte. What
# this CPU lacks is said and left out; the other architecture runs in QEMU. Then runs the program on a
# CPU that lacks what it was built for: it must say so and end.
set -eu
program=$(readlink -f "$1")
cd "$(dirname "$0")"
clang=${CLANG:-$(dirname "$(readlink -f "$(command -v swift)")")/clang}
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

# compiled NAME TRIPLE OPTION: NAME's fingerprints go into a file of that name.
compiled() {
  runner=
  linker=
  if [ "${2%%-*}" != "$(uname -m)" ]; then
    runner=qemu-${2%%-*}-static
    linker=$2-
  fi
  "$clang" -O2 -Wall -Wextra -Wno-psabi --target="$2" "$3" -I ../../Sources/CKernels \
    ${linker:+-I /usr/$2/include} -c fingerprint.c -o "$room/$1.o"
  ${linker}gcc -static "$room/$1.o" -o "$room/$1.run"
  $runner "$room/$1.run" >"$room/$1"
}

compiled sse2 x86_64-linux-gnu -march=x86-64
compiled neon aarch64-linux-gnu -march=armv8-a
reference=$room/sse2
names=neon
for level in "avx2 x86-64-v3" "avx512f x86-64-v4"; do
  if grep -qw "${level% *}" /proc/cpuinfo; then
    compiled "${level% *}" x86_64-linux-gnu "-march=${level#* }"
    names="$names ${level% *}"
  else
    echo "this CPU has no ${level% *}: left out"
  fi
done
cat "$reference"
for name in $names; do
  if ! cmp -s "$reference" "$room/$name"; then
    echo "$name gives other bytes than sse2:" >&2
    cat "$room/$name" >&2
    exit 1
  fi
done
echo "the same for sse2 $names"

case $("$program" --version) in
  *AVX*)
    status=0
    qemu-x86_64-static -cpu qemu64 "$program" topics 2>"$room/refusal" || status=$?
    if [ $status -ne 1 ] || ! grep -q '^error: .* which this CPU lacks; ' "$room/refusal"; then
      echo "on a CPU without AVX the program ended with $status:" >&2
      cat "$room/refusal" >&2
      exit 1
    fi
    echo "refuses a CPU without AVX"
    ;;
  *) echo "the program was built without AVX: every CPU has what it needs" ;;
esac
