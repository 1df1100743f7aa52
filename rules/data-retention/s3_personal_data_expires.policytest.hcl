policytest {
  targets = ["s3_personal_data_expires.policy.hcl"]
}

resource "aws_s3_bucket" "good_by_id" {
  attrs = {
    bucket = "good-by-id"
    tags   = { DataClass = "Personal", Retention = "30" }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "good_by_id" {
  attrs = {
    bucket = aws_s3_bucket.good_by_id.id
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ days = 30 }] }]
  }
}

resource "aws_s3_bucket" "good_by_bucket" {
  attrs = {
    bucket = "good-by-bucket"
    tags   = { DataClass = "Personal", Retention = "30" }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "good_by_bucket" {
  attrs = {
    bucket = aws_s3_bucket.good_by_bucket.bucket
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ days = 30 }] }]
  }
}

resource "aws_s3_bucket" "good_by_literal" {
  attrs = {
    bucket = "good-by-literal"
    tags   = { DataClass = "Personal", Retention = "30" }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "good_by_literal" {
  attrs = {
    bucket = "good-by-literal"
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ days = 30 }] }]
  }
}

resource "aws_s3_bucket" "good_empty_filter" {
  attrs = {
    bucket = "good-empty-filter"
    tags   = { DataClass = "Personal", Retention = "30" }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "good_empty_filter" {
  attrs = {
    bucket = aws_s3_bucket.good_empty_filter.id
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ days = 30 }], filter = [{ prefix = "" }] }]
  }
}

resource "aws_s3_bucket" "good_second_rule" {
  attrs = {
    bucket = "good-second-rule"
    tags   = { DataClass = "Personal", Retention = "30" }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "good_second_rule" {
  attrs = {
    bucket = aws_s3_bucket.good_second_rule.id
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ days = 1 }], filter = [{ prefix = "tmp/" }] }, { id = "expire", status = "Enabled", expiration = [{ days = 30 }] }]
  }
}

# The deprecated block inside the bucket.
resource "aws_s3_bucket" "good_inline_rule" {
  attrs = {
    bucket         = "good-inline-rule"
    tags           = { DataClass = "Personal", Retention = "30" }
    lifecycle_rule = [{ enabled = true, expiration = [{ days = 30 }] }]
  }
}

# expect: fail s3_personal_data_expires
# expect: message "The bucket holds personal data and no enabled rule over all its objects deletes them within 30 days."
resource "aws_s3_bucket" "bad_none" {
  attrs = {
    bucket = "bad-none"
    tags   = { DataClass = "Personal", Retention = "30" }
  }
  expect_failure = true
}

resource "aws_s3_bucket" "bad_too_late" {
  attrs = {
    bucket = "bad-too-late"
    tags   = { DataClass = "Personal", Retention = "30" }
  }
  expect_failure = true
}

resource "aws_s3_bucket_lifecycle_configuration" "bad_too_late" {
  attrs = {
    bucket = aws_s3_bucket.bad_too_late.id
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ days = 31 }] }]
  }
}

resource "aws_s3_bucket" "bad_disabled" {
  attrs = {
    bucket = "bad-disabled"
    tags   = { DataClass = "Personal", Retention = "30" }
  }
  expect_failure = true
}

resource "aws_s3_bucket_lifecycle_configuration" "bad_disabled" {
  attrs = {
    bucket = aws_s3_bucket.bad_disabled.id
    rule   = [{ id = "expire", status = "Disabled", expiration = [{ days = 1 }] }]
  }
}

resource "aws_s3_bucket" "bad_prefix" {
  attrs = {
    bucket = "bad-prefix"
    tags   = { DataClass = "Personal", Retention = "30" }
  }
  expect_failure = true
}

resource "aws_s3_bucket_lifecycle_configuration" "bad_prefix" {
  attrs = {
    bucket = aws_s3_bucket.bad_prefix.id
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ days = 1 }], filter = [{ prefix = "tmp/" }] }]
  }
}

resource "aws_s3_bucket" "bad_old_style_prefix" {
  attrs = {
    bucket = "bad-old-style-prefix"
    tags   = { DataClass = "Personal", Retention = "30" }
  }
  expect_failure = true
}

resource "aws_s3_bucket_lifecycle_configuration" "bad_old_style_prefix" {
  attrs = {
    bucket = aws_s3_bucket.bad_old_style_prefix.id
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ days = 1 }], prefix = "tmp/" }]
  }
}

resource "aws_s3_bucket" "bad_tag" {
  attrs = {
    bucket = "bad-tag"
    tags   = { DataClass = "Personal", Retention = "30" }
  }
  expect_failure = true
}

resource "aws_s3_bucket_lifecycle_configuration" "bad_tag" {
  attrs = {
    bucket = aws_s3_bucket.bad_tag.id
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ days = 1 }], filter = [{ tag = [{ key = "temporary", value = "yes" }] }] }]
  }
}

resource "aws_s3_bucket" "bad_several_filters" {
  attrs = {
    bucket = "bad-several-filters"
    tags   = { DataClass = "Personal", Retention = "30" }
  }
  expect_failure = true
}

resource "aws_s3_bucket_lifecycle_configuration" "bad_several_filters" {
  attrs = {
    bucket = aws_s3_bucket.bad_several_filters.id
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ days = 1 }], filter = [{ and = [{ prefix = "tmp/", tags = { temporary = "yes" } }] }] }]
  }
}

resource "aws_s3_bucket" "bad_size" {
  attrs = {
    bucket = "bad-size"
    tags   = { DataClass = "Personal", Retention = "30" }
  }
  expect_failure = true
}

resource "aws_s3_bucket_lifecycle_configuration" "bad_size" {
  attrs = {
    bucket = aws_s3_bucket.bad_size.id
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ days = 1 }], filter = [{ object_size_greater_than = 1024 }] }]
  }
}

resource "aws_s3_bucket" "bad_transition_only" {
  attrs = {
    bucket = "bad-transition-only"
    tags   = { DataClass = "Personal", Retention = "30" }
  }
  expect_failure = true
}

resource "aws_s3_bucket_lifecycle_configuration" "bad_transition_only" {
  attrs = {
    bucket = aws_s3_bucket.bad_transition_only.id
    rule   = [{ id = "expire", status = "Enabled", transition = [{ days = 1, storage_class = "GLACIER" }] }]
  }
}

resource "aws_s3_bucket" "bad_delete_markers_only" {
  attrs = {
    bucket = "bad-delete-markers-only"
    tags   = { DataClass = "Personal", Retention = "30" }
  }
  expect_failure = true
}

resource "aws_s3_bucket_lifecycle_configuration" "bad_delete_markers_only" {
  attrs = {
    bucket = aws_s3_bucket.bad_delete_markers_only.id
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ expired_object_delete_marker = true }] }]
  }
}

# A date is no age: it says nothing of objects written after it.
resource "aws_s3_bucket" "bad_date" {
  attrs = {
    bucket = "bad-date"
    tags   = { DataClass = "Personal", Retention = "30" }
  }
  expect_failure = true
}

resource "aws_s3_bucket_lifecycle_configuration" "bad_date" {
  attrs = {
    bucket = aws_s3_bucket.bad_date.id
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ date = "2030-01-01T00:00:00Z" }] }]
  }
}

resource "aws_s3_bucket" "bad_inline_disabled" {
  attrs = {
    bucket         = "bad-inline-disabled"
    tags           = { DataClass = "Personal", Retention = "30" }
    lifecycle_rule = [{ enabled = false, expiration = [{ days = 1 }] }]
  }
  expect_failure = true
}

resource "aws_s3_bucket" "bad_inline_prefix" {
  attrs = {
    bucket         = "bad-inline-prefix"
    tags           = { DataClass = "Personal", Retention = "30" }
    lifecycle_rule = [{ enabled = true, prefix = "tmp/", expiration = [{ days = 1 }] }]
  }
  expect_failure = true
}

# Not created yet: its arn is known after apply.
resource "aws_iam_role" "later" {
  skip = true
}

# expect: unknown
resource "aws_s3_bucket" "unknown_status" {
  attrs = {
    bucket = "unknown-status"
    tags   = { DataClass = "Personal", Retention = "30" }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "unknown_status" {
  attrs = {
    bucket = aws_s3_bucket.unknown_status.id
    rule   = [{ id = "expire", status = aws_iam_role.later.unique_id, expiration = [{ days = 1 }] }]
  }
}

# Without a Retention tag the configured maximum counts.
resource "aws_s3_bucket" "good_maximum" {
  attrs = {
    bucket = "maximum"
    tags   = { DataClass = "pii" }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "good_maximum" {
  attrs = {
    bucket = "maximum"
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ days = 400 }] }]
  }
}

# expect: message "The bucket holds personal data and no enabled rule over all its objects deletes them within 400 days."
resource "aws_s3_bucket" "bad_past_maximum" {
  attrs = {
    bucket = "past-maximum"
    tags   = { DataClass = "pii" }
  }
  expect_failure = true
}

resource "aws_s3_bucket_lifecycle_configuration" "bad_past_maximum" {
  attrs = {
    bucket = "past-maximum"
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ days = 401 }] }]
  }
}

resource "aws_s3_bucket" "bad_configured_maximum" {
  attrs = {
    bucket = "configured-maximum"
    tags   = { DataClass = "pii" }
  }
  inputs {
    personal_data_max_days = 90
  }
  expect_failure = true
}

resource "aws_s3_bucket_lifecycle_configuration" "bad_configured_maximum" {
  attrs = {
    bucket = "configured-maximum"
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ days = 91 }] }]
  }
}

resource "aws_s3_bucket" "good_retention_in_words" {
  attrs = {
    bucket = "in-words"
    tags   = { DataClass = "personal", Retention = "60 days" }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "good_retention_in_words" {
  attrs = {
    bucket = "in-words"
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ days = 60 }] }]
  }
}

# No personal data: not judged.
resource "aws_s3_bucket" "good_other_class" {
  attrs = {
    bucket = "public-data"
    tags   = { DataClass = "public" }
  }
}

# Another rule asks for the tag.
resource "aws_s3_bucket" "good_no_class" {
  attrs = {
    bucket = "untagged"
  }
}

resource "aws_s3_bucket" "good_own_key_and_classes" {
  attrs = {
    bucket = "own-key"
    tags   = { Sensitivity = "c3" }
  }
  inputs {
    data_class_tag   = "Sensitivity"
    personal_classes = ["c3"]
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "good_own_key_and_classes" {
  attrs = {
    bucket = "own-key"
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ days = 7 }] }]
  }
}
