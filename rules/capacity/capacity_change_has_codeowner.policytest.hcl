policytest {
  targets = ["capacity_change_has_codeowner.policy.hcl"]
}

resource "aws_ecs_service" "owned" {
  prior_attrs = { desired_count = 6 }
  attrs       = { desired_count = 12 }
  meta        = { owners = ["@org/checkout"], repository_path = "services/checkout/prod.tfvars" }
}

# expect: message "Nobody owns services/checkout/prod.tfvars, and so nobody can approve: desired_count 6 → 12 (+100 %)."
resource "aws_ecs_service" "owned_by_nobody" {
  prior_attrs    = { desired_count = 6 }
  attrs          = { desired_count = 12 }
  meta           = { owners = [], repository_path = "services/checkout/prod.tfvars" }
  expect_failure = true
}

# A value that only the apply tells changes all the same.
resource "aws_ecs_service" "not_known_yet" {
  prior_attrs    = { desired_count = 6 }
  attrs          = { desired_count = data.aws_ssm_parameter.tasks.value }
  meta           = { owners = [], repository_path = "main.tf" }
  expect_failure = true
}

data "aws_ssm_parameter" "tasks" {
  attrs = {}
}

# Nothing changes.
resource "aws_ecs_service" "stays" {
  prior_attrs = { desired_count = 6 }
  attrs       = { desired_count = 6 }
  meta        = { owners = [] }
}

# There is no CODEOWNERS.
resource "aws_ecs_service" "no_code_owners" {
  prior_attrs = { desired_count = 6 }
  attrs       = { desired_count = 12 }
}
