rules {
  skip     = ["terraform-style/*", "ecs_task_logs"] # a family, a rule
  policies = ["policies"]                           # our own, beside those that ship
}

# The general rule first: the last block that says something about a rule counts.
rule "capacity/*" {
  owners = ["@acme/finance"] # beside an owner of the place
}

rule "capacity_rds_change" {
  owners        = ["@acme/dba"]
  min_approvals = 2
}

rule "ebs_volume_encrypted" {
  level = "mandatory_overridable" # an owner can let it pass
}

inputs {
  public_ports = [443]
}

accounts {
  production = "111122223333"
  shared     = "444455556666"
}

root "infra/prod" {
  account   = "production"
  var_files = ["prod.tfvars"]
  variables = {
    replicas = 3
  }
}

# One folder that is planned twice: `sekisho check infra/network` checks both.
root "network-production" {
  folder    = "infra/network"
  account   = "production"
  workspace = "production"
  var_files = ["env/production.tfvars"]
}

root "network-test" {
  folder    = "infra/network"
  workspace = "test"
}

roots {
  skip = ["examples/**"]
}

# Off by default; a level switches it on.
rule "capacity_jump_bounded" {
  level = "advisory"
}

capacity {
  ignore_below = "10%" # smaller steps need no approval
  storage      = "0%"  # but for disks, every one does
}

verdict {
  fail_on = "medium"
}

gate {
  gatekeepers = ["@acme/platform"]
  teams = {
    "@acme/dba" = ["ann", "bo"]
  }
}

output {
  sarif = "sekisho.sarif"
}
