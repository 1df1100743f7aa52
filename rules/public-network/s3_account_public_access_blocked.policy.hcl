# Accounts block public S3 access as a whole.
#
# The account's block overrides every bucket, access point and ACL in it, also those made tomorrow by somebody who did not think of it. The
# resource alone protects nothing: each of its settings is off until it is set to true.
#
# severity: critical
# controls: fsbp/S3.1 cis-aws-3.0/2.1.4 cis-aws-5.0/2.1.4 waf/SEC08-BP04
# remediation: Declare it with four trues in each account baseline.
# reference: https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-account.html
resource_policy "aws_s3_account_public_access_block" "s3_account_public_access_blocked" {
  enforce {
    condition     = attrs.block_public_acls == true
    error_message = "block_public_acls is not on for the account, so new public ACLs are accepted."
  }

  enforce {
    condition     = attrs.block_public_policy == true
    error_message = "block_public_policy is not on for the account, so new public policies are accepted."
  }

  enforce {
    condition     = attrs.ignore_public_acls == true
    error_message = "ignore_public_acls is not on for the account, so public ACLs that exist take effect."
  }

  enforce {
    condition     = attrs.restrict_public_buckets == true
    error_message = "restrict_public_buckets is not on for the account, so public policies that exist take effect."
  }
}
