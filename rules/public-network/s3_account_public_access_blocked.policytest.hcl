policytest {
  targets = ["s3_account_public_access_blocked.policy.hcl"]
}

resource "aws_s3_account_public_access_block" "good_all_four" {
  attrs = {
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
}

# expect: fail s3_account_public_access_blocked
# expect: message "block_public_acls is not on for the account, so new public ACLs are accepted."
resource "aws_s3_account_public_access_block" "bad_block_public_acls_off" {
  attrs = {
    block_public_acls       = false
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
  expect_failure = true
}

resource "aws_s3_account_public_access_block" "block_public_acls_not_set" {
  attrs = {
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
  expect_failure = true
}

# expect: fail s3_account_public_access_blocked
# expect: message "block_public_policy is not on for the account, so new public policies are accepted."
resource "aws_s3_account_public_access_block" "bad_block_public_policy_off" {
  attrs = {
    block_public_acls       = true
    block_public_policy     = false
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
  expect_failure = true
}

resource "aws_s3_account_public_access_block" "block_public_policy_not_set" {
  attrs = {
    block_public_acls       = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
  expect_failure = true
}

# expect: fail s3_account_public_access_blocked
# expect: message "ignore_public_acls is not on for the account, so public ACLs that exist take effect."
resource "aws_s3_account_public_access_block" "bad_ignore_public_acls_off" {
  attrs = {
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = false
    restrict_public_buckets = true
  }
  expect_failure = true
}

resource "aws_s3_account_public_access_block" "ignore_public_acls_not_set" {
  attrs = {
    block_public_acls       = true
    block_public_policy     = true
    restrict_public_buckets = true
  }
  expect_failure = true
}

# expect: fail s3_account_public_access_blocked
# expect: message "restrict_public_buckets is not on for the account, so public policies that exist take effect."
resource "aws_s3_account_public_access_block" "bad_restrict_public_buckets_off" {
  attrs = {
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = false
  }
  expect_failure = true
}

resource "aws_s3_account_public_access_block" "restrict_public_buckets_not_set" {
  attrs = {
    block_public_acls   = true
    block_public_policy = true
    ignore_public_acls  = true
  }
  expect_failure = true
}

# All four are off unless set.
resource "aws_s3_account_public_access_block" "none_set" {
  attrs = {
    account_id = "111122223333"
  }
  expect_failure = true
}

# Not created yet: what it computes is known after apply.
resource "aws_s3_access_point" "later" {
  skip = true
}

# expect: unknown
resource "aws_s3_account_public_access_block" "unknown_setting" {
  attrs = {
    block_public_acls       = aws_s3_access_point.later.has_public_access_policy
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
}
