# Every S3 bucket states its default encryption in code instead of leaning on the service default.
#
# S3 has encrypted new objects with its own keys since January 2023, so nothing is stored in the clear. But a default
# nobody wrote down is a choice nobody made: who may decrypt is then decided by bucket permissions alone. A bucket has to
# have a configuration, and a configuration has to name an algorithm.
#
# severity: high
# controls: fsbp/S3.4
# aliases: CKV_AWS_19 AVD-AWS-0088
# remediation: Add an aws_s3_bucket_server_side_encryption_configuration for the bucket.
# reference: https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html
resource_policy "aws_s3_bucket" "s3_bucket_encryption_configured" {
  locals {
    configurations = core::getresources("aws_s3_bucket_server_side_encryption_configuration", { bucket = attrs.id })
    # the block of the bucket itself, which older code still uses
    inline_rules = core::flatten([for c in core::try(attrs.server_side_encryption_configuration, []) : core::try(c.rule, [])])
  }

  enforce {
    condition     = core::length(local.configurations) > 0 || core::anytrue([for r in local.inline_rules : core::contains(["AES256", "aws:kms", "aws:kms:dsse"], core::try(r.apply_server_side_encryption_by_default[0].sse_algorithm, ""))])
    error_message = "The bucket states no default encryption: S3 encrypts with keys of its own, and who may read is left to bucket permissions alone."
  }
}

resource_policy "aws_s3_bucket_server_side_encryption_configuration" "s3_bucket_encryption_configured" {
  enforce {
    condition     = core::anytrue([for r in core::try(attrs.rule, []) : core::contains(["AES256", "aws:kms", "aws:kms:dsse"], core::try(r.apply_server_side_encryption_by_default[0].sse_algorithm, ""))])
    error_message = "The configuration names no default encryption algorithm."
  }
}
