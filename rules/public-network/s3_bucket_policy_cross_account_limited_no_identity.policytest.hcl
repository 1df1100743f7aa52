# Nothing here tells which account owns the buckets: no aws_caller_identity, no input.
policytest {
  targets = ["s3_bucket_policy_cross_account_limited.policy.hcl"]
}

# expect: fail s3_bucket_policy_cross_account_limited
# expect: message "Statement Partner of the policy gives principals outside the own account, which neither data.aws_caller_identity nor the input account_id tells, control of the bucket's policy, ACLs or encryption."
resource "aws_s3_bucket_policy" "bad_account_not_shown_to_be_the_own_one" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Sid = "Partner", Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "s3:*", Resource = "*" }]
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

resource "aws_s3_bucket_policy" "good_data_actions_of_any_account" {
  attrs = {
    bucket = "assets"
    policy = core::jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "s3:GetObject", Resource = "*" }]
    })
  }
}
