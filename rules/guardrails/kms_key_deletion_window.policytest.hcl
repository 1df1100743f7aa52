policytest {
  targets = ["kms_key_deletion_window.policy.hcl"]
}

resource "aws_launch_template" "days" {
  attrs = { name = "days" }
  skip  = true
}

resource "aws_kms_key" "good" {
  attrs = {
    description             = "data"
    deletion_window_in_days = 30
  }
}

resource "aws_kms_key" "at_the_bound" {
  attrs = {
    description             = "data"
    deletion_window_in_days = 14
  }
}

resource "aws_kms_key" "not_set" {
  attrs = {
    description = "data"
  }
}

# expect: fail kms_key_deletion_window
# expect: message "The deletion window of 7 days is shorter than 14 days."
resource "aws_kms_key" "bad" {
  attrs = {
    description             = "data"
    deletion_window_in_days = 7
  }
  expect_failure = true
}

# expect: unknown
resource "aws_kms_key" "known_after_apply" {
  attrs = {
    description             = "data"
    deletion_window_in_days = aws_launch_template.days.latest_version
  }
}

# expect: fail kms_key_deletion_window
# expect: message "The key data is destroyed: what it encrypted cannot be read any more."
resource "aws_kms_key" "destroyed" {
  prior_attrs = {
    description = "data"
    id          = "1"
  }
  expect_failure = true
}
