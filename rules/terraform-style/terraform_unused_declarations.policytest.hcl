policytest {
  targets = ["terraform_unused_declarations.policy.hcl"]
}

source "variable" "read" {
  attrs = {}
  meta = {
    references = 3
  }
}

source "locals" "read" {
  attrs = {
    value = "x"
  }
}

source "data" "read" {
  attrs = {}
  meta = {
    labels = ["aws_ami", "read"]
  }
}

source "data" "assertion" {
  attrs = {
    lifecycle = [{
      postcondition = [{ condition = true, error_message = "No." }]
    }]
  }
  meta = {
    references = 0
  }
}

# expect: message "reads this variable"
source "variable" "unread" {
  attrs = {}
  meta = {
    references = 0
  }
  expect_failure = true
}

# expect: message "reads this local value"
source "locals" "unread" {
  attrs = {
    value = "x"
  }
  meta = {
    references = 0
  }
  expect_failure = true
}

# expect: message "reads this data source"
source "data" "unread" {
  attrs = {
    lifecycle = [{}]
  }
  meta = {
    references = 0
  }
  expect_failure = true
}
