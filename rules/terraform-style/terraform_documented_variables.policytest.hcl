policytest {
  targets = ["terraform_documented_variables.policy.hcl"]
}

source "variable" "described" {
  attrs = {
    type        = "number"
    description = "How many days logs are kept."
  }
}

# expect: message "has no description"
source "variable" "bare" {
  attrs          = {}
  expect_failure = true
}

# expect: fail terraform_documented_variables
source "variable" "blank" {
  attrs = {
    type        = "string"
    description = "  "
  }
  expect_failure = true
}

source "variable" "empty" {
  attrs = {
    description = ""
  }
  expect_failure = true
}

source "output" "other" {
  attrs = {}
}
