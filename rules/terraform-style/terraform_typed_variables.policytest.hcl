policytest {
  targets = ["terraform_typed_variables.policy.hcl"]
}

source "variable" "text" {
  attrs = {
    type = "string"
  }
}

source "variable" "structure" {
  attrs = {
    type = "map(object({ size = number, tags = optional(map(any)) }))"
  }
}

# expect: message "has no type"
source "variable" "bare" {
  attrs = {
    description = "Something."
  }
  expect_failure = true
}

# expect: message "as no type would"
source "variable" "anything" {
  attrs = {
    type = "any"
  }
  expect_failure = true
}
