#!/usr/bin/env bash
# Measures `sekisho check` from start to exit with all rules: the least of five runs, peak memory, instructions.
# Usage: tests/benches/measure.sh [BINARY], after tests/benches/grow.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."
binary=${1:-target/release/sekisho}
out=target/benches
small=$out/ten.json

milliseconds() {
  local best=999999 start end
  for _ in 1 2 3 4 5; do
    start=$(date +%s%N)
    "$binary" check "$@" >"$out/last.txt" 2>&1 || true
    end=$(date +%s%N)
    local took=$(((end - start) / 10000))
    [ $took -lt $best ] && best=$took
  done
  printf '%d.%02d' $((best / 100)) $((best % 100))
}

megabytes() {
  # The peak of the process, as the kernel counts it.
  python3 - "$binary" "$@" <<'PY'
import resource, subprocess, sys
with open("target/benches/last.txt", "wb") as out:
    subprocess.run([sys.argv[1], "check", *sys.argv[2:]], stdout=out, stderr=out)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
PY
}

printf '%-34s %8s %10s %8s %10s\n' plan MB resources ms 'peak MiB'
for plan in "$small" "$out/largest.json" "$out"/grown-10.json "$out"/grown-50.json "$out"/grown-200.json; do
  [ -s "$plan" ] || continue
  printf '%-34s %8s %10s %8s %10s\n' "$(basename "$plan")" "$(($(wc -c <"$plan") / 1000000))" \
    "$(grep -o '"change":' "$plan" | wc -l)" "$(milliseconds "$plan")" "$(megabytes "$plan")"
done
if command -v valgrind >/dev/null; then
  valgrind --tool=callgrind --callgrind-out-file="$out/callgrind.out" "$binary" check "$small" 2>&1 >"$out/last.txt" |
    sed -n 's/.*Collected : \([0-9]*\)/instructions for ten.json: \1/p'
fi
