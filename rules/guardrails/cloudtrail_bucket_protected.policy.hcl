# The bucket that stores CloudTrail logs is private and logs its own access.
#
# The trail says who did what in the account: an attacker reads it to find his way and removes it to hide it. A full public access block keeps
# strangers out and access logging shows who looked. A trail that writes to a bucket of another configuration is not judged.
#
# severity: critical
# controls: fsbp/CloudTrail.6 fsbp/CloudTrail.7 cis-aws-3.0/3.4 cis-aws-5.0/3.4
# aliases: AVD-AWS-0161 AVD-AWS-0163
# remediation: Add a full public access block and server access logging to the trail's bucket.
# reference: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
resource_policy "aws_cloudtrail" "cloudtrail_bucket_protected" {
  filter = core::length(local.buckets) > 0

  locals {
    buckets = core::getresources("aws_s3_bucket", { id = attrs.s3_bucket_name })
    full_blocks = [
      for p in core::flatten([for b in local.buckets : core::getresources("aws_s3_bucket_public_access_block", { bucket = b.id })]) : p
      if p.block_public_acls == true && p.block_public_policy == true && p.ignore_public_acls == true && p.restrict_public_buckets == true
    ]
    loggings = core::flatten([for b in local.buckets : core::getresources("aws_s3_bucket_logging", { bucket = b.id })])
    # The deprecated block inside the bucket does the same.
    inline_loggings = core::flatten([for b in local.buckets : core::try(b.logging, [])])
  }

  enforce {
    condition     = core::length(local.full_blocks) > 0
    error_message = "The bucket ${attrs.s3_bucket_name} that takes the trail's logs has no public access block with all four settings on."
  }

  enforce {
    condition     = core::length(local.loggings) > 0 || core::length(local.inline_loggings) > 0
    error_message = "The bucket ${attrs.s3_bucket_name} that takes the trail's logs does not log who reads it."
  }
}
