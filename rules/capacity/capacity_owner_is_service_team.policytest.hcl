policytest {
  targets = ["capacity_owner_is_service_team.policy.hcl"]
}

inputs {
  gatekeepers = ["@org/Platform", "@org/sre"]
}

resource "aws_ecs_service" "of_the_team" {
  prior_attrs = { desired_count = 6 }
  attrs       = { desired_count = 12 }
  meta        = { owners = ["@org/platform", "@org/checkout"], repository_path = "main.tf" }
}

# expect: message "Only gatekeepers own main.tf, where capacity changes: @org/sre, @org/platform."
resource "aws_ecs_service" "of_gatekeepers" {
  prior_attrs    = { desired_count = 6 }
  attrs          = { desired_count = 12 }
  meta           = { owners = ["@org/sre", "@org/platform"], repository_path = "main.tf" }
  expect_failure = true
}

# Nobody at all is another rule's matter.
resource "aws_ecs_service" "of_nobody" {
  prior_attrs = { desired_count = 6 }
  attrs       = { desired_count = 12 }
  meta        = { owners = [], repository_path = "main.tf" }
}

resource "aws_ecs_service" "without_gatekeepers" {
  prior_attrs = { desired_count = 6 }
  attrs       = { desired_count = 12 }
  meta        = { owners = ["@org/platform"], repository_path = "main.tf" }
  inputs {
    gatekeepers = []
  }
}

resource "aws_ecs_service" "without_code_owners" {
  prior_attrs = { desired_count = 6 }
  attrs       = { desired_count = 12 }
}
