policytest {
  targets = ["terraform_documented_outputs.policy.hcl"]
}

source "output" "described" {
  attrs = {
    value       = "vpc-1"
    description = "Id of the network, for the modules that put services into it."
  }
}

# expect: message "has no description"
source "output" "bare" {
  attrs = {
    value = "vpc-1"
  }
  expect_failure = true
}

source "output" "blank" {
  attrs = {
    value       = "vpc-1"
    description = "\n"
  }
  expect_failure = true
}

source "variable" "other" {
  attrs = {}
}
