# Each bucket has a public access block with all four settings on.
#
# Since April 2023 AWS switches all four on for a new bucket, but nothing holds them there: one click in the console opens the bucket and no
# plan will show it. A block in the code is put back at the next apply; one that leaves a setting out switches it off.
#
# severity: high
# controls: fsbp/S3.2 fsbp/S3.3 fsbp/S3.8 cis-aws-3.0/2.1.4 cis-aws-5.0/2.1.4 waf/SEC08-BP04
# aliases: CKV_AWS_53 CKV_AWS_54 CKV_AWS_55 CKV_AWS_56 CKV2_AWS_6 AVD-AWS-0086 AVD-AWS-0087 AVD-AWS-0091 AVD-AWS-0093 AVD-AWS-0094
# remediation: Add aws_s3_bucket_public_access_block.
# reference: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
resource_policy "aws_s3_bucket" "s3_bucket_public_access_blocked" {
  enforce {
    condition     = core::length(core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.id })) > 0
    error_message = "No aws_s3_bucket_public_access_block of this configuration belongs to the bucket."
  }
}

resource_policy "aws_s3_bucket_public_access_block" "s3_bucket_public_access_blocked" {
  enforce {
    condition     = attrs.block_public_acls == true
    error_message = "block_public_acls is not on, so the bucket accepts new public ACLs."
  }

  enforce {
    condition     = attrs.block_public_policy == true
    error_message = "block_public_policy is not on, so the bucket accepts a public policy."
  }

  enforce {
    condition     = attrs.ignore_public_acls == true
    error_message = "ignore_public_acls is not on, so public ACLs of the bucket and its objects take effect."
  }

  enforce {
    condition     = attrs.restrict_public_buckets == true
    error_message = "restrict_public_buckets is not on, so a public policy of the bucket takes effect."
  }
}
