# S3 access points, also Multi-Region ones, block public access.
#
# An access point is one more door to the bucket, with a policy of its own. Its public access block is on unless the code switches it off, and
# it is fixed when the access point is made: what is opened now stays open until the access point is replaced.
#
# severity: critical
# controls: fsbp/S3.19 fsbp/S3.24
# aliases: CKV_AWS_392
# remediation: Drop the explicit falses; the settings are fixed at creation, so the access point is recreated.
# reference: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
resource_policy "aws_s3_access_point" "s3_access_point_public_access_blocked" {
  locals {
    # Without the block, or without a setting in it, all four are on.
    blocks = core::try(attrs.public_access_block_configuration, [])
  }

  enforce {
    condition     = core::alltrue([for b in local.blocks : core::try(b.block_public_acls, true) == true])
    error_message = "block_public_acls is switched off for the access point, which cannot be changed once it exists."
  }

  enforce {
    condition     = core::alltrue([for b in local.blocks : core::try(b.block_public_policy, true) == true])
    error_message = "block_public_policy is switched off for the access point, which cannot be changed once it exists."
  }

  enforce {
    condition     = core::alltrue([for b in local.blocks : core::try(b.ignore_public_acls, true) == true])
    error_message = "ignore_public_acls is switched off for the access point, which cannot be changed once it exists."
  }

  enforce {
    condition     = core::alltrue([for b in local.blocks : core::try(b.restrict_public_buckets, true) == true])
    error_message = "restrict_public_buckets is switched off for the access point, which cannot be changed once it exists."
  }
}

resource_policy "aws_s3control_multi_region_access_point" "s3_access_point_public_access_blocked" {
  locals {
    # Without the block, or without a setting in it, all four are on.
    blocks = core::flatten([for d in core::try(attrs.details, []) : core::try(d.public_access_block, [])])
  }

  enforce {
    condition     = core::alltrue([for b in local.blocks : core::try(b.block_public_acls, true) == true])
    error_message = "block_public_acls is switched off for the access point, which cannot be changed once it exists."
  }

  enforce {
    condition     = core::alltrue([for b in local.blocks : core::try(b.block_public_policy, true) == true])
    error_message = "block_public_policy is switched off for the access point, which cannot be changed once it exists."
  }

  enforce {
    condition     = core::alltrue([for b in local.blocks : core::try(b.ignore_public_acls, true) == true])
    error_message = "ignore_public_acls is switched off for the access point, which cannot be changed once it exists."
  }

  enforce {
    condition     = core::alltrue([for b in local.blocks : core::try(b.restrict_public_buckets, true) == true])
    error_message = "restrict_public_buckets is switched off for the access point, which cannot be changed once it exists."
  }
}
