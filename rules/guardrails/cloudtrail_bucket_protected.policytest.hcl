policytest {
  targets = ["cloudtrail_bucket_protected.policy.hcl"]
}

resource "aws_s3_bucket" "good" {
  attrs = {
    bucket = "trail-good"
  }
}

resource "aws_s3_bucket_public_access_block" "good" {
  attrs = {
    bucket                  = aws_s3_bucket.good.id
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
}

resource "aws_s3_bucket_logging" "good" {
  attrs = {
    bucket        = aws_s3_bucket.good.bucket
    target_bucket = "access-logs"
    target_prefix = "trail/"
  }
}

resource "aws_cloudtrail" "good_by_id" {
  attrs = {
    name           = "good"
    s3_bucket_name = aws_s3_bucket.good.id
  }
}

resource "aws_cloudtrail" "good_by_literal" {
  attrs = {
    name           = "good"
    s3_bucket_name = "trail-good"
  }
}

resource "aws_s3_bucket" "inline" {
  attrs = {
    bucket  = "trail-inline"
    logging = [{ target_bucket = "access-logs", target_prefix = "trail/" }]
  }
}

resource "aws_s3_bucket_public_access_block" "inline" {
  attrs = {
    bucket                  = "trail-inline"
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
}

resource "aws_cloudtrail" "good_logging_inside_the_bucket" {
  attrs = {
    name           = "inline"
    s3_bucket_name = aws_s3_bucket.inline.bucket
  }
}

resource "aws_s3_bucket" "bare" {
  attrs = {
    bucket = "trail-bare"
  }
}

# expect: fail cloudtrail_bucket_protected
resource "aws_cloudtrail" "bad_neither" {
  attrs = {
    name           = "bare"
    s3_bucket_name = aws_s3_bucket.bare.id
  }
  expect_failure = true
}

resource "aws_s3_bucket" "no_logging" {
  attrs = {
    bucket = "trail-no-logging"
  }
}

resource "aws_s3_bucket_public_access_block" "no_logging" {
  attrs = {
    bucket                  = aws_s3_bucket.no_logging.id
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
}

# expect: message "The bucket trail-no-logging that takes the trail's logs does not log who reads it."
resource "aws_cloudtrail" "bad_no_logging" {
  attrs = {
    name           = "no-logging"
    s3_bucket_name = aws_s3_bucket.no_logging.id
  }
  expect_failure = true
}

resource "aws_s3_bucket" "partial" {
  attrs = {
    bucket = "trail-partial"
  }
}

resource "aws_s3_bucket_public_access_block" "partial" {
  attrs = {
    bucket              = aws_s3_bucket.partial.id
    block_public_acls   = true
    block_public_policy = true
    ignore_public_acls  = true
  }
}

resource "aws_s3_bucket_logging" "partial" {
  attrs = {
    bucket        = aws_s3_bucket.partial.id
    target_bucket = "access-logs"
    target_prefix = "trail/"
  }
}

# expect: message "The bucket trail-partial that takes the trail's logs has no public access block with all four settings on."
resource "aws_cloudtrail" "bad_partial_block" {
  attrs = {
    name           = "partial"
    s3_bucket_name = aws_s3_bucket.partial.id
  }
  expect_failure = true
}

# The bucket is not of this configuration: not judged.
resource "aws_cloudtrail" "good_bucket_elsewhere" {
  attrs = {
    name           = "elsewhere"
    s3_bucket_name = "central-trail"
  }
}

# Not created yet: what it computes is known after apply.
resource "aws_s3_access_point" "later" {
  skip = true
}

resource "aws_s3_bucket" "unknown" {
  attrs = {
    bucket = "trail-unknown"
  }
}

resource "aws_s3_bucket_public_access_block" "unknown" {
  attrs = {
    block_public_acls       = aws_s3_access_point.later.has_public_access_policy
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
    bucket                  = aws_s3_bucket.unknown.id
  }
}

resource "aws_s3_bucket_logging" "unknown" {
  attrs = {
    bucket        = aws_s3_bucket.unknown.id
    target_bucket = "access-logs"
    target_prefix = "trail/"
  }
}

# expect: unknown
resource "aws_cloudtrail" "unknown_setting" {
  attrs = {
    name           = "unknown"
    s3_bucket_name = aws_s3_bucket.unknown.id
  }
}
