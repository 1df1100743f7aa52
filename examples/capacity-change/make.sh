#!/usr/bin/env bash
# Makes plan.json: applies the stack with before/capacity.tf to a mock of AWS on this machine (moto_server), then plans it
# with capacity.tf. Usage: make.sh; PLUGINS names a local provider mirror, else the registry is asked.
set -euo pipefail
cd "$(dirname "$0")"
unset TF_CLI_CONFIG_FILE
work=$(mktemp -d)
port=5977
moto_server -H 127.0.0.1 -p $port >"$work/moto.log" 2>&1 &
moto=$!
trap 'kill $moto; rm -rf "$work"' EXIT
until curl -s -o "$work/ready" "http://127.0.0.1:$port/moto-api/"; do sleep 0.2; done

cp main.tf versions.tf "$work"
cat >"$work/mock_override.tf" <<OVERRIDE
provider "aws" {
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  skip_requesting_account_id  = true
  endpoints {
$(for s in ec2 ecs iam rds logs dynamodb applicationautoscaling sts secretsmanager kms; do echo "    $s = \"http://127.0.0.1:$port\""; done)
  }
}
OVERRIDE
tf() { (cd "$work" && terraform "$@"); }
tf init -backend=false ${PLUGINS:+-plugin-dir="$PLUGINS"} >/dev/null
cp before/capacity.tf "$work"
tf apply -auto-approve >"$work/apply.log" || { cat "$work/apply.log"; exit 1; }

# The mock has no scalable targets: this one is written into the state.
tf state pull >"$work/state.json"
jq '.serial += 1 | .resources += [{
  mode: "managed", type: "aws_appautoscaling_target", name: "checkout",
  provider: "provider[\"registry.terraform.io/hashicorp/aws\"]",
  instances: [{schema_version: 0, attributes: {
    id: "service/checkout/checkout", resource_id: "service/checkout/checkout",
    arn: "arn:aws:application-autoscaling:eu-central-1:123456789012:scalable-target/0ec5a1b2c3d4",
    service_namespace: "ecs", scalable_dimension: "ecs:service:DesiredCount", min_capacity: 3, max_capacity: 6,
    role_arn: "arn:aws:iam::123456789012:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService",
    suspended_state: [], tags: {}, tags_all: {Service: "checkout", Stage: "production"}
  }}]}]' "$work/state.json" >"$work/pushed.json"
tf state push pushed.json
cp capacity.tf scaling.tf "$work"
tf plan -refresh=false -out p >/dev/null
# The mock's endpoints are of this machine, not of the stack.
tf show -json p | jq 'del(.configuration.provider_config.aws.expressions.endpoints)' >plan.json
