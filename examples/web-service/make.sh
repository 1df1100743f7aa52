#!/usr/bin/env bash
# Makes plan.json of web-service with Terraform and hashicorp/aws 5.100.0. Nothing is asked of AWS.
# Usage: examples/web-service/make.sh; PLUGINS names a local provider mirror, else the registry is asked.
set -euo pipefail
cd "$(dirname "$0")"
unset TF_CLI_CONFIG_FILE
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp ./*.tf "$work"
(
  cd "$work"
  terraform init -backend=false ${PLUGINS:+-plugin-dir="$PLUGINS"} >/dev/null
  terraform plan -refresh=false -out p >/dev/null
  terraform show -json p
) | jq . >plan.json
