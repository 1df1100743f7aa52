#!/usr/bin/env bash
# Makes the plans: applies the stack with six tasks to a mock of AWS on this machine (moto_server), then plans it with
# twelve (infra/plan.json) and with twenty-four (story/bigger.plan.json).
# Usage: make.sh; PLUGINS names a local provider mirror, else the registry is asked.
set -euo pipefail
cd "$(dirname "$0")"
unset TF_CLI_CONFIG_FILE
work=$(mktemp -d)
port=5978
moto_server -H 127.0.0.1 -p $port >"$work/moto.log" 2>&1 &
moto=$!
trap 'kill $moto; rm -rf "$work"' EXIT
until curl -s -o "$work/ready" "http://127.0.0.1:$port/moto-api/"; do sleep 0.2; done

cp -r infra modules "$work"
rm -f "$work/infra/plan.json"
cat >"$work/infra/mock_override.tf" <<OVERRIDE
provider "aws" {
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  skip_requesting_account_id  = true
  endpoints {
$(for s in ec2 ecs iam logs sts; do echo "    $s = \"http://127.0.0.1:$port\""; done)
  }
}
OVERRIDE
tf() { (cd "$work/infra" && terraform "$@"); }
# The mock's endpoints are of this machine, not of the stack.
plan() { # tfvars, where the plan goes
  cp "$1" "$work/infra/terraform.tfvars"
  tf plan -refresh=false -out p >/dev/null
  tf show -json p | jq 'del(.configuration.provider_config.aws.expressions.endpoints)' >"$2"
}
tf init -backend=false ${PLUGINS:+-plugin-dir="$PLUGINS"} >/dev/null
cp story/before.tfvars "$work/infra/terraform.tfvars"
tf apply -auto-approve >"$work/apply.log" || { cat "$work/apply.log"; exit 1; }
plan infra/terraform.tfvars infra/plan.json
plan story/bigger.tfvars story/bigger.plan.json
