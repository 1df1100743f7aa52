policytest {
  targets = ["s3_bucket_public_access_blocked.policy.hcl"]
}

resource "aws_s3_bucket" "good_by_id" {
  attrs = {
    bucket = "by-id"
  }
}

resource "aws_s3_bucket_public_access_block" "good_by_id" {
  attrs = {
    bucket                  = aws_s3_bucket.good_by_id.id
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
}

resource "aws_s3_bucket" "good_by_bucket" {
  attrs = {
    bucket = "by-bucket"
  }
}

resource "aws_s3_bucket_public_access_block" "good_by_bucket" {
  attrs = {
    bucket                  = aws_s3_bucket.good_by_bucket.bucket
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
}

resource "aws_s3_bucket" "good_by_literal" {
  attrs = {
    bucket = "by-literal"
  }
}

resource "aws_s3_bucket_public_access_block" "good_by_literal" {
  attrs = {
    bucket                  = "by-literal"
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
}

# The name is known after apply; the reference says whose block it is.
resource "aws_s3_bucket" "good_generated_name" {
  attrs = {
    bucket_prefix = "gen-"
  }
}

resource "aws_s3_bucket_public_access_block" "good_generated_name" {
  attrs = {
    bucket                  = aws_s3_bucket.good_generated_name.id
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
}

# expect: fail s3_bucket_public_access_blocked
# expect: message "No aws_s3_bucket_public_access_block of this configuration belongs to the bucket."
resource "aws_s3_bucket" "bad_no_block" {
  attrs = {
    bucket = "no-block"
  }
  expect_failure = true
}

# expect: fail s3_bucket_public_access_blocked
# expect: message "block_public_acls is not on, so the bucket accepts new public ACLs."
resource "aws_s3_bucket_public_access_block" "bad_block_public_acls_off" {
  attrs = {
    bucket                  = "elsewhere"
    block_public_acls       = false
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
  expect_failure = true
}

resource "aws_s3_bucket_public_access_block" "block_public_acls_not_set" {
  attrs = {
    bucket                  = "elsewhere"
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
  expect_failure = true
}

# expect: fail s3_bucket_public_access_blocked
# expect: message "block_public_policy is not on, so the bucket accepts a public policy."
resource "aws_s3_bucket_public_access_block" "bad_block_public_policy_off" {
  attrs = {
    bucket                  = "elsewhere"
    block_public_acls       = true
    block_public_policy     = false
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
  expect_failure = true
}

resource "aws_s3_bucket_public_access_block" "block_public_policy_not_set" {
  attrs = {
    bucket                  = "elsewhere"
    block_public_acls       = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
  expect_failure = true
}

# expect: fail s3_bucket_public_access_blocked
# expect: message "ignore_public_acls is not on, so public ACLs of the bucket and its objects take effect."
resource "aws_s3_bucket_public_access_block" "bad_ignore_public_acls_off" {
  attrs = {
    bucket                  = "elsewhere"
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = false
    restrict_public_buckets = true
  }
  expect_failure = true
}

resource "aws_s3_bucket_public_access_block" "ignore_public_acls_not_set" {
  attrs = {
    bucket                  = "elsewhere"
    block_public_acls       = true
    block_public_policy     = true
    restrict_public_buckets = true
  }
  expect_failure = true
}

# expect: fail s3_bucket_public_access_blocked
# expect: message "restrict_public_buckets is not on, so a public policy of the bucket takes effect."
resource "aws_s3_bucket_public_access_block" "bad_restrict_public_buckets_off" {
  attrs = {
    bucket                  = "elsewhere"
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = false
  }
  expect_failure = true
}

resource "aws_s3_bucket_public_access_block" "restrict_public_buckets_not_set" {
  attrs = {
    bucket              = "elsewhere"
    block_public_acls   = true
    block_public_policy = true
    ignore_public_acls  = true
  }
  expect_failure = true
}

# All four are off unless set.
resource "aws_s3_bucket_public_access_block" "none_set" {
  attrs = {
    bucket = "elsewhere"
  }
  expect_failure = true
}

# Not created yet: what it computes is known after apply.
resource "aws_s3_access_point" "later" {
  skip = true
}

# expect: unknown
resource "aws_s3_bucket_public_access_block" "unknown_setting" {
  attrs = {
    bucket                  = "elsewhere"
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = aws_s3_access_point.later.has_public_access_policy
  }
}
