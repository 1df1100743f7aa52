policytest {
  targets = ["terraform_required_providers_versioned.policy.hcl"]
}

source "terraform" "whole" {
  attrs = {
    required_providers = [{
      aws    = { source = "hashicorp/aws", version = "~> 5.0" }
      random = { source = "hashicorp/random", version = ">= 3.5, < 4.0" }
    }]
  }
  meta = {
    providers = ["aws", "random"]
  }
}

source "terraform" "two_blocks" {
  attrs = {
    required_providers = [
      { aws = { source = "hashicorp/aws", version = "5.100.0" } },
      { random = { source = "hashicorp/random", version = "~> 3.5" } },
    ]
  }
  meta = {
    providers = ["aws", "random"]
  }
}

source "terraform" "nothing_used" {
  attrs = {}
}

# expect: message "for aws, random."
source "terraform" "nothing_said" {
  attrs = {}
  meta = {
    providers = ["aws", "random"]
  }
  expect_failure = true
}

# expect: message "for random."
source "terraform" "one_missing" {
  attrs = {
    required_providers = [{
      aws = { source = "hashicorp/aws", version = "~> 5.0" }
    }]
  }
  meta = {
    providers = ["aws", "random"]
  }
  expect_failure = true
}

# expect: message "for aws."
source "terraform" "no_version" {
  attrs = {
    required_providers = [{
      aws = { source = "hashicorp/aws" }
    }]
  }
  meta = {
    providers = ["aws"]
  }
  expect_failure = true
}

# The old form has no source.
source "terraform" "old_form" {
  attrs = {
    required_providers = [{
      aws = "~> 5.0"
    }]
  }
  meta = {
    providers = ["aws"]
  }
  expect_failure = true
}

# expect: message "The version of aws has no upper bound"
source "terraform" "open_root" {
  attrs = {
    required_providers = [{
      aws = { source = "hashicorp/aws", version = ">= 5.0" }
    }]
  }
  meta = {
    providers = ["aws"]
  }
  expect_failure = true
}

source "terraform" "reusable" {
  attrs = {
    required_providers = [{
      aws = { source = "hashicorp/aws", version = ">= 5.0" }
    }]
  }
  meta = {
    providers = ["aws"]
    is_root   = false
  }
}
