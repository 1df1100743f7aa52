policytest {
  targets = ["s3_download_bucket_expires_soon.policy.hcl"]
}

resource "aws_s3_bucket" "good_by_id" {
  attrs = {
    bucket = "good-by-id-downloads"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "good_by_id" {
  attrs = {
    bucket = aws_s3_bucket.good_by_id.id
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ days = 14 }] }]
  }
}

resource "aws_s3_bucket" "good_by_bucket" {
  attrs = {
    bucket = "good-by-bucket-downloads"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "good_by_bucket" {
  attrs = {
    bucket = aws_s3_bucket.good_by_bucket.bucket
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ days = 14 }] }]
  }
}

resource "aws_s3_bucket" "good_by_literal" {
  attrs = {
    bucket = "good-by-literal-downloads"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "good_by_literal" {
  attrs = {
    bucket = "good-by-literal-downloads"
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ days = 14 }] }]
  }
}

resource "aws_s3_bucket" "good_empty_filter" {
  attrs = {
    bucket = "good-empty-filter-downloads"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "good_empty_filter" {
  attrs = {
    bucket = aws_s3_bucket.good_empty_filter.id
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ days = 14 }], filter = [{ prefix = "" }] }]
  }
}

resource "aws_s3_bucket" "good_second_rule" {
  attrs = {
    bucket = "good-second-rule-downloads"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "good_second_rule" {
  attrs = {
    bucket = aws_s3_bucket.good_second_rule.id
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ days = 1 }], filter = [{ prefix = "tmp/" }] }, { id = "expire", status = "Enabled", expiration = [{ days = 14 }] }]
  }
}

# The deprecated block inside the bucket.
resource "aws_s3_bucket" "good_inline_rule" {
  attrs = {
    bucket         = "good-inline-rule-downloads"
    lifecycle_rule = [{ enabled = true, expiration = [{ days = 14 }] }]
  }
}

# expect: fail s3_download_bucket_expires_soon
# expect: message "The bucket holds downloads and no enabled rule over all its objects deletes them within 14 days."
resource "aws_s3_bucket" "bad_none" {
  attrs = {
    bucket = "bad-none-downloads"
  }
  expect_failure = true
}

resource "aws_s3_bucket" "bad_too_late" {
  attrs = {
    bucket = "bad-too-late-downloads"
  }
  expect_failure = true
}

resource "aws_s3_bucket_lifecycle_configuration" "bad_too_late" {
  attrs = {
    bucket = aws_s3_bucket.bad_too_late.id
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ days = 15 }] }]
  }
}

resource "aws_s3_bucket" "bad_disabled" {
  attrs = {
    bucket = "bad-disabled-downloads"
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
    bucket = "bad-prefix-downloads"
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
    bucket = "bad-old-style-prefix-downloads"
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
    bucket = "bad-tag-downloads"
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
    bucket = "bad-several-filters-downloads"
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
    bucket = "bad-size-downloads"
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
    bucket = "bad-transition-only-downloads"
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
    bucket = "bad-delete-markers-only-downloads"
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
    bucket = "bad-date-downloads"
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
    bucket         = "bad-inline-disabled-downloads"
    lifecycle_rule = [{ enabled = false, expiration = [{ days = 1 }] }]
  }
  expect_failure = true
}

resource "aws_s3_bucket" "bad_inline_prefix" {
  attrs = {
    bucket         = "bad-inline-prefix-downloads"
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
    bucket = "unknown-status-downloads"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "unknown_status" {
  attrs = {
    bucket = aws_s3_bucket.unknown_status.id
    rule   = [{ id = "expire", status = aws_iam_role.later.unique_id, expiration = [{ days = 1 }] }]
  }
}

resource "aws_s3_bucket" "bad_by_purpose_tag" {
  attrs = {
    bucket = "gdpr-packages"
    tags   = { Purpose = "Export" }
  }
  expect_failure = true
}

# A name that is made up during the apply: its prefix and the tags decide.
resource "aws_s3_bucket" "good_name_made_up" {
  attrs = {
    bucket = aws_iam_role.later.unique_id
  }
}

resource "aws_s3_bucket" "good_name_from_prefix" {
  attrs = {
    bucket_prefix = "assets-"
  }
}

# Judged, but whether a configuration that names its bucket by text is this one's cannot be known yet.
# expect: unknown
resource "aws_s3_bucket" "unknown_name_made_up_tagged" {
  attrs = {
    bucket = aws_iam_role.later.unique_id
    tags   = { Purpose = "Export" }
  }
}

resource "aws_s3_bucket" "bad_name_from_prefix" {
  attrs = {
    bucket_prefix = "gdpr-exports-"
  }
  expect_failure = true
}

# expect: unknown
resource "aws_s3_bucket" "unknown_purpose" {
  attrs = {
    bucket = "gdpr-packages-later"
    tags   = { Purpose = aws_iam_role.later.unique_id }
  }
}

# Not a bucket for downloads: not judged.
resource "aws_s3_bucket" "good_other_bucket" {
  attrs = {
    bucket = "assets"
  }
}

resource "aws_s3_bucket" "good_other_purpose" {
  attrs = {
    bucket = "downloader-code"
    tags   = { Purpose = "deployment" }
  }
}

resource "aws_s3_bucket" "good_stricter_name" {
  attrs = {
    bucket = "customer-downloads-index"
  }
  inputs {
    download_name_pattern = "^takeout-"
  }
}

# expect: message "The bucket holds downloads and no enabled rule over all its objects deletes them within 3 days."
resource "aws_s3_bucket" "bad_stricter_days" {
  attrs = {
    bucket = "three-days-exports"
  }
  inputs {
    download_max_days = 3
  }
  expect_failure = true
}

resource "aws_s3_bucket_lifecycle_configuration" "bad_stricter_days" {
  attrs = {
    bucket = "three-days-exports"
    rule   = [{ id = "expire", status = "Enabled", expiration = [{ days = 7 }] }]
  }
}
