#!/usr/bin/env bash
# Grows a real plan to about 10, 50 and 200 MB in target/benches, with gen_plan.py and the plans of ../shared.
# Usage: tests/benches/grow.sh [SHARED]
set -euo pipefail
cd "$(dirname "$0")/../.."
shared=${1:-../shared}
out=target/benches
mkdir -p "$out"

# Ten resources; a mixed stack of many types, existing and changing; and the largest first-time create.
gzip -dc "$shared/plans/real/dynamodb-autoscaling.plan.json.gz" >"$out/ten.json"
gzip -dc "$shared/plans/real/ecs-fargate.plan.json.gz" >"$out/ecs-fargate.json"
gzip -dc "$shared/plans/real/autoscaling-complete.plan.json.gz" >"$out/largest.json"
# A copy is a little smaller than the whole, so a few more make up the size.
size=$(wc -c <"$out/ecs-fargate.json")
for megabytes in 10 50 200; do
  file=$out/grown-$megabytes.json
  [ -s "$file" ] && continue
  python3 "$shared/tools/gen_plan.py" "$out/ecs-fargate.json" --factor $((megabytes * 1063000 / size + 1)) -o "$file"
done
ls -l "$out"
