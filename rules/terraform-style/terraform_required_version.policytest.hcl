policytest {
  targets = ["terraform_required_version.policy.hcl"]
}

source "terraform" "pessimistic" {
  attrs = {
    required_version = "~> 1.9"
  }
}

source "terraform" "range" {
  attrs = {
    required_version = ">= 1.5, < 2.0"
  }
}

source "terraform" "exact" {
  attrs = {
    required_version = "1.11.4"
  }
}

# expect: message "does not say which versions"
source "terraform" "nothing_said" {
  attrs          = {}
  expect_failure = true
}

# expect: message "no upper bound"
source "terraform" "open_root" {
  attrs = {
    required_version = ">= 1.5"
  }
  expect_failure = true
}

# expect: message "no upper bound"
source "terraform" "open_root_with_a_gap" {
  attrs = {
    required_version = ">= 1.5, != 1.7.0"
  }
  expect_failure = true
}

# A module that others call leaves the upper bound to them.
source "terraform" "reusable" {
  attrs = {
    required_version = ">= 1.5"
  }
  meta = {
    is_root = false
  }
}

source "terraform" "reusable_without" {
  attrs = {}
  meta = {
    is_root = false
  }
  expect_failure = true
}
