policytest {
  targets = ["retention_not_loosened.policy.hcl"]
}

resource "aws_launch_template" "days" {
  attrs = { name = "days" }
  skip  = true
}

# expect: fail retention_not_loosened
# expect: message "The lifecycle rules of bucket logs are removed: its objects are no longer expired."
resource "aws_s3_bucket_lifecycle_configuration" "removed" {
  prior_attrs = {
    bucket = "logs"
    rule = [
      {
        id     = "expire"
        status = "Enabled"
        expiration = [
          { days = 90 },
        ]
        noncurrent_version_expiration = []
      },
    ]
  }
  expect_failure = true
}

resource "aws_s3_bucket_lifecycle_configuration" "shortened" {
  attrs = {
    bucket = "logs"
    rule = [
      {
        id     = "expire"
        status = "Enabled"
        expiration = [
          { days = 30 },
        ]
        noncurrent_version_expiration = [
          { noncurrent_days = 10 },
        ]
      },
    ]
  }
  prior_attrs = {
    bucket = "logs"
    rule = [
      {
        id     = "expire"
        status = "Enabled"
        expiration = [
          { days = 90 },
        ]
        noncurrent_version_expiration = [
          { noncurrent_days = 30 },
        ]
      },
    ]
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "rule_added" {
  attrs = {
    bucket = "logs"
    rule = [
      {
        id     = "expire"
        status = "Enabled"
        expiration = [
          { days = 90 },
        ]
        noncurrent_version_expiration = []
      },
      {
        id     = "more"
        status = "Enabled"
        expiration = [
          { days = 10 },
        ]
        noncurrent_version_expiration = []
      },
    ]
  }
  prior_attrs = {
    bucket = "logs"
    rule = [
      {
        id     = "expire"
        status = "Enabled"
        expiration = [
          { days = 90 },
        ]
        noncurrent_version_expiration = []
      },
    ]
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "same" {
  attrs = {
    bucket = "logs"
    rule = [
      {
        id     = "expire"
        status = "Enabled"
        expiration = [
          { days = 90 },
        ]
        noncurrent_version_expiration = []
      },
    ]
  }
  prior_attrs = {
    bucket = "logs"
    rule = [
      {
        id     = "expire"
        status = "Enabled"
        expiration = [
          { days = 90 },
        ]
        noncurrent_version_expiration = []
      },
    ]
  }
}

# expect: fail retention_not_loosened
# expect: message "A rule expires objects later than before."
resource "aws_s3_bucket_lifecycle_configuration" "lengthened" {
  attrs = {
    bucket = "logs"
    rule = [
      {
        id     = "expire"
        status = "Enabled"
        expiration = [
          { days = 365 },
        ]
        noncurrent_version_expiration = []
      },
    ]
  }
  prior_attrs = {
    bucket = "logs"
    rule = [
      {
        id     = "expire"
        status = "Enabled"
        expiration = [
          { days = 90 },
        ]
        noncurrent_version_expiration = []
      },
    ]
  }
  expect_failure = true
}

# expect: message "A rule that expired objects is removed, disabled or no longer does."
resource "aws_s3_bucket_lifecycle_configuration" "disabled" {
  attrs = {
    bucket = "logs"
    rule = [
      {
        id     = "expire"
        status = "Disabled"
        expiration = [
          { days = 90 },
        ]
        noncurrent_version_expiration = []
      },
    ]
  }
  prior_attrs = {
    bucket = "logs"
    rule = [
      {
        id     = "expire"
        status = "Enabled"
        expiration = [
          { days = 90 },
        ]
        noncurrent_version_expiration = []
      },
    ]
  }
  expect_failure = true
}

# expect: message "A rule that expired objects is removed, disabled or no longer does."
resource "aws_s3_bucket_lifecycle_configuration" "rule_removed" {
  attrs = {
    bucket = "logs"
    rule = [
      {
        id     = "other"
        status = "Enabled"
        expiration = [
          { days = 10 },
        ]
        noncurrent_version_expiration = []
      },
    ]
  }
  prior_attrs = {
    bucket = "logs"
    rule = [
      {
        id     = "expire"
        status = "Enabled"
        expiration = [
          { days = 90 },
        ]
        noncurrent_version_expiration = []
      },
      {
        id     = "other"
        status = "Enabled"
        expiration = [
          { days = 10 },
        ]
        noncurrent_version_expiration = []
      },
    ]
  }
  expect_failure = true
}

# expect: message "A rule that expired objects is removed, disabled or no longer does."
resource "aws_s3_bucket_lifecycle_configuration" "expiration_removed" {
  attrs = {
    bucket = "logs"
    rule = [
      {
        id         = "expire"
        status     = "Enabled"
        expiration = []
        noncurrent_version_expiration = [
          { noncurrent_days = 30 },
        ]
      },
    ]
  }
  prior_attrs = {
    bucket = "logs"
    rule = [
      {
        id     = "expire"
        status = "Enabled"
        expiration = [
          { days = 90 },
        ]
        noncurrent_version_expiration = [
          { noncurrent_days = 30 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "A rule that expired noncurrent versions is removed, disabled or no longer does."
resource "aws_s3_bucket_lifecycle_configuration" "versions_kept" {
  attrs = {
    bucket = "logs"
    rule = [
      {
        id     = "expire"
        status = "Enabled"
        expiration = [
          { days = 90 },
        ]
        noncurrent_version_expiration = []
      },
    ]
  }
  prior_attrs = {
    bucket = "logs"
    rule = [
      {
        id     = "expire"
        status = "Enabled"
        expiration = [
          { days = 90 },
        ]
        noncurrent_version_expiration = [
          { noncurrent_days = 30 },
        ]
      },
    ]
  }
  expect_failure = true
}

# expect: message "A rule expires noncurrent versions later than before."
resource "aws_s3_bucket_lifecycle_configuration" "versions_lengthened" {
  attrs = {
    bucket = "logs"
    rule = [
      {
        id     = "expire"
        status = "Enabled"
        expiration = [
          { days = 90 },
        ]
        noncurrent_version_expiration = [
          { noncurrent_days = 300 },
        ]
      },
    ]
  }
  prior_attrs = {
    bucket = "logs"
    rule = [
      {
        id     = "expire"
        status = "Enabled"
        expiration = [
          { days = 90 },
        ]
        noncurrent_version_expiration = [
          { noncurrent_days = 30 },
        ]
      },
    ]
  }
  expect_failure = true
}

# a rule that did nothing may go
resource "aws_s3_bucket_lifecycle_configuration" "disabled_rule_removed" {
  attrs = {
    bucket = "logs"
    rule = [
      {
        id     = "expire"
        status = "Enabled"
        expiration = [
          { days = 90 },
        ]
        noncurrent_version_expiration = []
      },
    ]
  }
  prior_attrs = {
    bucket = "logs"
    rule = [
      {
        id     = "expire"
        status = "Enabled"
        expiration = [
          { days = 90 },
        ]
        noncurrent_version_expiration = []
      },
      {
        id     = "old"
        status = "Disabled"
        expiration = [
          { days = 5 },
        ]
        noncurrent_version_expiration = []
      },
    ]
  }
}

# expect: unknown
resource "aws_s3_bucket_lifecycle_configuration" "known_after_apply" {
  attrs = {
    bucket = "logs"
    rule = [
      {
        id     = "expire"
        status = "Enabled"
        expiration = [
          { days = aws_launch_template.days.latest_version },
        ]
        noncurrent_version_expiration = []
      },
    ]
  }
  prior_attrs = {
    bucket = "logs"
    rule = [
      {
        id     = "expire"
        status = "Enabled"
        expiration = [
          { days = 90 },
        ]
        noncurrent_version_expiration = []
      },
    ]
  }
}

resource "aws_cloudwatch_log_group" "logs_shortened" {
  attrs = {
    name              = "/app"
    retention_in_days = 14
  }
  prior_attrs = {
    name              = "/app"
    retention_in_days = 30
  }
}

resource "aws_cloudwatch_log_group" "logs_bounded_at_last" {
  attrs = {
    name              = "/app"
    retention_in_days = 30
  }
  prior_attrs = {
    name              = "/app"
    retention_in_days = 0
  }
}

# expect: fail retention_not_loosened
# expect: message "Retention goes up from 30 to 365 days."
resource "aws_cloudwatch_log_group" "logs_lengthened" {
  attrs = {
    name              = "/app"
    retention_in_days = 365
  }
  prior_attrs = {
    name              = "/app"
    retention_in_days = 30
  }
  expect_failure = true
}

# expect: message "The logs were kept for 30 days and are now kept for ever."
resource "aws_cloudwatch_log_group" "logs_for_ever" {
  attrs = {
    name              = "/app"
    retention_in_days = 0
  }
  prior_attrs = {
    name              = "/app"
    retention_in_days = 30
  }
  expect_failure = true
}

# expect: message "The logs were kept for 30 days and are now kept for ever."
resource "aws_cloudwatch_log_group" "logs_no_longer_set" {
  attrs = {
    name              = "/app"
    retention_in_days = null
  }
  prior_attrs = {
    name              = "/app"
    retention_in_days = 30
  }
  expect_failure = true
}

# expect: unknown
resource "aws_cloudwatch_log_group" "logs_known_after_apply" {
  attrs = {
    name              = "/app"
    retention_in_days = aws_launch_template.days.latest_version
  }
  prior_attrs = {
    name              = "/app"
    retention_in_days = 30
  }
}

resource "aws_dynamodb_table" "ttl_kept" {
  attrs = {
    name = "sessions"
    ttl = [
      { attribute_name = "until", enabled = true },
    ]
  }
  prior_attrs = {
    name = "sessions"
    ttl = [
      { attribute_name = "until", enabled = true },
    ]
  }
}

resource "aws_dynamodb_table" "ttl_switched_on" {
  attrs = {
    name = "sessions"
    ttl = [
      { attribute_name = "until", enabled = true },
    ]
  }
  prior_attrs = {
    name = "sessions"
    ttl = [
      { attribute_name = "until", enabled = false },
    ]
  }
}

# expect: fail retention_not_loosened
# expect: message "Time to live is switched off: items are no longer deleted."
resource "aws_dynamodb_table" "ttl_switched_off" {
  attrs = {
    name = "sessions"
    ttl = [
      { attribute_name = "until", enabled = false },
    ]
  }
  prior_attrs = {
    name = "sessions"
    ttl = [
      { attribute_name = "until", enabled = true },
    ]
  }
  expect_failure = true
}

resource "aws_dynamodb_table" "ttl_block_removed" {
  attrs = {
    name = "sessions"
  }
  prior_attrs = {
    name = "sessions"
    ttl = [
      { attribute_name = "until", enabled = true },
    ]
  }
  expect_failure = true
}

resource "aws_dynamodb_table" "ttl_never_set" {
  attrs = {
    name = "sessions"
  }
  prior_attrs = {
    name = "sessions"
  }
}
