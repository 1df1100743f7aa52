policytest {
  targets = ["terraform_sensitive_values_marked.policy.hcl"]
}

source "variable" "db_password" {
  attrs = {
    type      = "string"
    sensitive = true
  }
}

source "variable" "api_token" {
  attrs = {
    type      = "string"
    ephemeral = true
  }
}

# These speak of secrets without being any.
source "variable" "password_length" {
  attrs = {
    type = "number"
  }
}

source "variable" "secret_arn" {
  attrs = {
    type = "string"
  }
}

source "variable" "enable_secrets" {
  attrs = {
    type = "string"
  }
}

source "variable" "manage_master_user_password" {
  attrs = {
    type = "bool"
  }
}

source "variable" "tokenizer" {
  attrs = {
    type = "string"
  }
}

source "output" "secret_arn" {
  attrs = {
    value = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a"
  }
}

source "output" "private_key" {
  attrs = {
    value     = "x"
    sensitive = true
  }
}

# expect: message "The variable is called like a secret"
source "variable" "password" {
  attrs = {
    type = "string"
  }
  expect_failure = true
}

source "variable" "github_token" {
  attrs = {
    type      = "string"
    sensitive = false
  }
  expect_failure = true
}

source "variable" "db_credentials" {
  attrs = {
    type = "object({ user = string, password = string })"
  }
  expect_failure = true
}

# expect: message "The output is called like a secret"
source "output" "tls_private_key" {
  attrs = {
    value = "x"
  }
  expect_failure = true
}
