policytest {
  targets = ["codeowners_covers_terraform.policy.hcl"]
}

source "terraform" "owned" {
  attrs = {}
  meta = {
    owners          = ["@org/checkout"]
    codeowners      = { path = ".github/CODEOWNERS", problems = [] }
    repository_path = "services/checkout/main.tf"
  }
}

# expect: message "No line of .github/CODEOWNERS gives services/checkout/main.tf an owner."
source "terraform" "owned_by_nobody" {
  attrs = {}
  meta = {
    owners          = []
    codeowners      = { path = ".github/CODEOWNERS", problems = [] }
    repository_path = "services/checkout/main.tf"
  }
  expect_failure = true
}

# A module that others call needs an owner as well.
source "terraform" "module_owned_by_nobody" {
  attrs = {}
  meta = {
    is_root         = false
    owners          = []
    codeowners      = { path = ".github/CODEOWNERS", problems = ["line 2: `!` is not supported"] }
    repository_path = "modules/service/main.tf"
  }
  expect_failure = true
}

# expect: message "line 2: `!` is not supported; nobody owns CODEOWNERS itself"
source "terraform" "lines_that_github_skips" {
  attrs = {}
  meta = {
    owners          = ["@org/checkout"]
    codeowners      = { path = "CODEOWNERS", problems = ["line 2: `!` is not supported", "nobody owns CODEOWNERS itself"] }
    repository_path = "main.tf"
  }
  expect_failure = true
}

# expect: message "the repository has no CODEOWNERS"
source "terraform" "no_file" {
  attrs = {}
  meta = {
    owners          = null
    codeowners      = { path = null, problems = ["the repository has no CODEOWNERS"] }
    repository_path = "main.tf"
  }
  expect_failure = true
}

# A module of a repository without a file is not told the same again.
source "terraform" "module_without_file" {
  attrs = {}
  meta = {
    is_root         = false
    owners          = null
    codeowners      = { path = null, problems = ["the repository has no CODEOWNERS"] }
    repository_path = "modules/service/main.tf"
  }
}

# Nothing to say.
source "terraform" "example" {
  attrs = {}
  meta = {
    owners          = []
    codeowners      = { path = ".github/CODEOWNERS", problems = [] }
    repository_path = "modules/service/examples/small/main.tf"
  }
}

# Nothing to say.
source "terraform" "no_repository" {
  attrs = {}
}
