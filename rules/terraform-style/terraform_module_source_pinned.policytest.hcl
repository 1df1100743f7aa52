policytest {
  targets = ["terraform_module_source_pinned.policy.hcl"]
}

source "module" "local" {
  attrs = {
    source = "../modules/network"
  }
}

source "module" "registry" {
  attrs = {
    source  = "terraform-aws-modules/vpc/aws"
    version = "~> 5.8"
  }
}

source "module" "registry_exact" {
  attrs = {
    source  = "app.terraform.io/example/vpc/aws//modules/endpoints"
    version = "5.8.1"
  }
}

source "module" "registry_range" {
  attrs = {
    source  = "terraform-aws-modules/vpc/aws"
    version = ">= 5.8, < 6.0"
  }
}

source "module" "git_tag" {
  attrs = {
    source = "git::https://example.com/network.git//vpc?depth=1&ref=v1.2.0"
  }
}

source "module" "github_commit" {
  attrs = {
    source = "github.com/example/network?ref=51d462976d84fdea54b47d80dcabbf680badcdb8"
  }
}

source "module" "archive" {
  attrs = {
    source = "https://example.com/network-1.2.0.zip"
  }
}

# expect: message "has no version"
source "module" "registry_open" {
  attrs = {
    source = "terraform-aws-modules/vpc/aws"
  }
  expect_failure = true
}

# expect: message "no upper bound"
source "module" "registry_least" {
  attrs = {
    source  = "terraform-aws-modules/vpc/aws"
    version = ">= 5.0"
  }
  expect_failure = true
}

# expect: message "names no ref"
source "module" "git_open" {
  attrs = {
    source = "git@github.com:example/network.git"
  }
  expect_failure = true
}

# expect: message "is a branch"
source "module" "github_branch" {
  attrs = {
    source = "github.com/example/network//vpc?ref=main"
  }
  expect_failure = true
}

# expect: message "names no ref"
source "module" "git_empty" {
  attrs = {
    source = "git::ssh://git@example.com/network.git?ref="
  }
  expect_failure = true
}
