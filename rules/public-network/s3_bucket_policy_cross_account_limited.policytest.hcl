policytest {
  targets = ["s3_bucket_policy_cross_account_limited.policy.hcl"]
}

data "aws_caller_identity" "current" {
  attrs = {
    account_id = "111122223333"
  }
}

data "aws_canonical_user_id" "current" {
  attrs = {
    id = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"
  }
}

# Not created yet: its arn is known after apply.
resource "aws_iam_role" "later" {
  skip = true
}

resource "aws_s3_bucket_policy" "good_own_account" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "s3:*", Resource = "*" }]
    })
  }
}

resource "aws_s3_bucket_policy" "good_own_account_as_number" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["111122223333"] }, Action = ["s3:PutBucketPolicy"], Resource = "*" }]
    })
  }
}

resource "aws_s3_bucket_policy" "good_own_canonical_user" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { CanonicalUser = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" }, Action = "s3:*", Resource = "*" }]
    })
  }
}

resource "aws_s3_bucket_policy" "good_other_account_reads" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = ["s3:GetObject", "s3:ListBucket", "s3:PutObject"], Resource = "*" }]
    })
  }
}

resource "aws_s3_bucket_policy" "good_other_account_denied" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Deny", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "s3:*", Resource = "*" }]
    })
  }
}

resource "aws_s3_bucket_policy" "good_service" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { Service = "logging.s3.amazonaws.com" }, Action = "s3:PutObject", Resource = "*" }]
    })
  }
}

resource "aws_s3_bucket_policy" "good_star_of_own_account" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalAccount" = "111122223333" } } }]
    })
  }
}

resource "aws_s3_bucket_policy" "good_cloudfront_identity_reads" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2EXAMPLE" }, Action = "s3:GetObject", Resource = "*" }]
    })
  }
}

resource "aws_s3_bucket_policy" "good_all_but_control_actions" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, NotAction = ["s3:DeleteBucketPolicy", "s3:PutBucketAcl", "s3:PutBucketPolicy", "s3:PutEncryptionConfiguration", "s3:PutObjectAcl"], Resource = "*" }]
    })
  }
}

# expect: fail s3_bucket_policy_cross_account_limited
# expect: message "Statement Partner of the policy gives principals outside account 111122223333 control of the bucket's policy, ACLs or encryption."
resource "aws_s3_bucket_policy" "bad_delete_bucket_policy" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Partner", Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "s3:DeleteBucketPolicy", Resource = "*" }]
    })
  }
  expect_failure = true
}

# expect: fail s3_bucket_policy_cross_account_limited
# expect: message "Statement Partner of the policy gives principals outside account 111122223333 control of the bucket's policy, ACLs or encryption."
resource "aws_s3_bucket_policy" "bad_put_bucket_acl" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Partner", Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "s3:PutBucketAcl", Resource = "*" }]
    })
  }
  expect_failure = true
}

# expect: fail s3_bucket_policy_cross_account_limited
# expect: message "Statement Partner of the policy gives principals outside account 111122223333 control of the bucket's policy, ACLs or encryption."
resource "aws_s3_bucket_policy" "bad_put_bucket_policy" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Partner", Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "s3:PutBucketPolicy", Resource = "*" }]
    })
  }
  expect_failure = true
}

# expect: fail s3_bucket_policy_cross_account_limited
# expect: message "Statement Partner of the policy gives principals outside account 111122223333 control of the bucket's policy, ACLs or encryption."
resource "aws_s3_bucket_policy" "bad_put_encryption_configuration" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Partner", Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "s3:PutEncryptionConfiguration", Resource = "*" }]
    })
  }
  expect_failure = true
}

# expect: fail s3_bucket_policy_cross_account_limited
# expect: message "Statement Partner of the policy gives principals outside account 111122223333 control of the bucket's policy, ACLs or encryption."
resource "aws_s3_bucket_policy" "bad_put_object_acl" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Partner", Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "s3:PutObjectAcl", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_s3_bucket_policy" "bad_every_s3_action" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "s3:*", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_s3_bucket_policy" "bad_every_action" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = ["*"], Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_s3_bucket_policy" "bad_pattern_of_actions" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "S3:Put*", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_s3_bucket_policy" "bad_not_action" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, NotAction = "s3:DeleteBucket", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_s3_bucket_policy" "bad_other_account_as_number" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = ["111122223333", "444455556666"] }, Action = "s3:PutBucketAcl", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_s3_bucket_policy" "bad_role_of_other_account" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:role/deploy" }, Action = "s3:PutBucketAcl", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_s3_bucket_policy" "bad_everyone" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:PutObjectAcl", Resource = "*" }]
    })
  }
  expect_failure = true
}

# Other accounts of the organisation are other accounts.
resource "aws_s3_bucket_policy" "bad_everyone_in_the_organisation" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }]
    })
  }
  expect_failure = true
}

resource "aws_s3_bucket_policy" "bad_everyone_but_one" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "s3:*", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_s3_bucket_policy" "bad_other_canonical_user" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { CanonicalUser = "0000000000000000000000000000000000000000000000000000000000000000" }, Action = "s3:*", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_s3_bucket_policy" "bad_second_statement" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "s3:*", Resource = "*" }, { Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "s3:PutBucketPolicy", Resource = "*" }]
    })
  }
  expect_failure = true
}

resource "aws_s3_bucket_policy" "good_account_given_as_input" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "s3:*", Resource = "*" }]
    })
  }
  inputs {
    account_id = "444455556666"
  }
}

# expect: unknown
resource "aws_s3_bucket_policy" "unknown_policy" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.later.arn }, Action = "s3:*", Resource = "*" }]
    })
  }
}
