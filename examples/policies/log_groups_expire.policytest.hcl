resource "aws_cloudwatch_log_group" "good" {
  attrs = {
    name              = "orders"
    retention_in_days = 90
  }
}

# expect: message "Logs are kept for ever."
resource "aws_cloudwatch_log_group" "not_set" {
  attrs = {
    name = "orders"
  }
  expect_failure = true
}

resource "aws_cloudwatch_log_group" "too_long" {
  attrs = {
    name              = "orders"
    retention_in_days = 3653
  }
  expect_failure = true
}

# Whatever the input allows.
resource "aws_cloudwatch_log_group" "allowed" {
  attrs = {
    name              = "audit"
    retention_in_days = 3653
  }
  inputs {
    longest_retention = 3653
  }
}
